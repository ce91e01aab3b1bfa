-- What every script does to a queue in the same way. Needs K, the stem of the queue's keys.
local queue = {}

-- The cap of the event stream; written when it is missing, as upstream does.
function queue.eventCap()
  local cap = redis.call('HGET', K .. 'meta', 'opts.maxLenEvents')
  if not cap then
    cap = '10000'
    redis.call('HSET', K .. 'meta', 'opts.maxLenEvents', cap)
  end
  return cap
end

-- Whether nothing may be taken now: the queue is paused, or as many jobs are active as it allows.
function queue.pausedOrMaxed()
  local meta = redis.call('HMGET', K .. 'meta', 'paused', 'concurrency')
  if meta[1] then return true end
  return meta[2] and redis.call('LLEN', K .. 'active') >= tonumber(meta[2]) or false
end

-- Where a job waits: in `wait`, or while the queue is paused in `paused` when its clients are of version 5 (protocol 7).
function queue.line()
  local meta = redis.call('HMGET', K .. 'meta', 'paused', 'tidemill.pause')
  return K .. (meta[1] and meta[2] == '5' and 'paused' or 'wait')
end

-- What adding needs to know, read at once: the cap, whether nothing may be taken now, and where jobs wait.
function queue.terms()
  local meta = redis.call('HMGET', K .. 'meta', 'opts.maxLenEvents', 'paused', 'concurrency', 'tidemill.pause')
  local maxed = meta[3] and redis.call('LLEN', K .. 'active') >= tonumber(meta[3])
  local line = K .. (meta[2] and meta[4] == '5' and 'paused' or 'wait')
  return meta[1] or queue.eventCap(), meta[2] or maxed, line
end

-- An event about a job, trimming the stream.
function queue.tell(cap, event, id, ...)
  redis.call('XADD', K .. 'events', 'MAXLEN', '~', cap, '*', 'event', event, 'jobId', id, ...)
end

function queue.armMarker()
  redis.call('ZADD', K .. 'marker', 0, '0')
end

function queue.armDelayMarker()
  local head = redis.call('ZRANGE', K .. 'delayed', 0, 0, 'WITHSCORES')
  if head[2] then
    redis.call('ZADD', K .. 'marker', string.format('%.17g', tonumber(head[2]) / 4096), '1')
  end
end

-- Puts a job among the delayed: due times share a millisecond in 4096 slots, first come first out.
function queue.delay(id, due)
  local lowest = due * 4096
  local highest = lowest + 4095
  local taken = redis.call('ZREVRANGEBYSCORE', K .. 'delayed', string.format('%.0f', highest),
    string.format('%.0f', lowest), 'WITHSCORES', 'LIMIT', 0, 1)
  local score = lowest
  if taken[2] then score = math.min(tonumber(taken[2]) + 1, highest) end
  redis.call('ZADD', K .. 'delayed', string.format('%.0f', score), id)
end

-- Puts a job behind all others of its priority.
function queue.prioritize(id, priority)
  local counter = redis.call('INCR', K .. 'pc')
  redis.call('ZADD', K .. 'prioritized',
    string.format('%.0f', priority * 4294967296 + counter % 4294967296), id)
end

-- Fails before anything is written when a key of another type stands where a job in line will be told.
function queue.checkLine()
  redis.call('LLEN', K .. 'wait')
  redis.call('ZCARD', K .. 'prioritized')
  redis.call('XLEN', K .. 'events')
end

-- Puts a job in line: behind those of its priority, or at the end of `wait` that the command says.
function queue.lineUp(id, priority, push)
  if priority > 0 then
    queue.prioritize(id, priority)
  else
    redis.call(push, queue.line(), id)
  end
  if not queue.pausedOrMaxed() then queue.armMarker() end
end

-- Moves up to 1000 due jobs out of `delayed`; answers whether more may be due.
function queue.promote(now)
  local last = string.format('%.0f', (now + 1) * 4096 - 1)
  local due = redis.call('ZRANGEBYSCORE', K .. 'delayed', 0, last, 'LIMIT', 0, 1000)
  if #due == 0 then return false end
  queue.checkLine()
  redis.call('ZREM', K .. 'delayed', unpack(due))
  local cap, line = queue.eventCap(), queue.line()
  for _, id in ipairs(due) do
    local known = redis.pcall('HGET', K .. id, 'priority') -- something else than a job may have that key
    local priority = type(known) ~= 'table' and tonumber(known or '0') or 0
    if priority > 0 then
      queue.prioritize(id, priority)
    else
      redis.call('LPUSH', line, id)
    end
    queue.tell(cap, 'waiting', id, 'prev', 'delayed')
    redis.pcall('HSET', K .. id, 'delay', 0)
  end
  if not queue.pausedOrMaxed() then queue.armMarker() end
  return #due == 1000
end

-- Puts a job back where it is taken from next: the head of its class (`prev` is where it comes from).
function queue.toHead(id, priority, prev)
  if priority > 0 then
    redis.call('ZADD', K .. 'prioritized', string.format('%.0f', priority * 4294967296), id)
  else
    redis.call('RPUSH', queue.line(), id)
    if not queue.pausedOrMaxed() then queue.armMarker() end
  end
  queue.tell(queue.eventCap(), 'waiting', id, 'prev', prev)
end

-- Whether an error that pcall caught says that Redis takes no writes now. It says so before a script's first write only.
function queue.refusesWrites(caught)
  local text = queue.errorText(caught)
  for _, code in ipairs({ 'OOM ', 'READONLY ', 'MISCONF ', 'NOREPLICAS ' }) do
    if string.find(text, code, 1, true) then return true end
  end
  return false
end

-- The words of an error that pcall caught: a table from redis.call, a string from Lua itself.
function queue.errorText(caught)
  local text = type(caught) == 'table' and caught.err or tostring(caught)
  return (string.gsub(text, '[\r\n]', ' '))
end
