-- How jobs come to stand in line, wherever they come from. Needs K, queue.

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
  local due = redis.call('ZRANGEBYSCORE', K .. 'delayed', '0', last, 'LIMIT', '0', '1000')
  if #due == 0 then return false end
  queue.checkLine()
  redis.call('ZREM', K .. 'delayed', unpack(due))
  local plain = {}
  for _, id in ipairs(due) do
    local known = redis.pcall('HGET', K .. id, 'priority') -- something else than a job may have that key
    local priority = type(known) ~= 'table' and tonumber(known or '0') or 0
    if priority > 0 then queue.prioritize(id, priority) else plain[#plain + 1] = id end
    redis.call('XADD', K .. 'events', '*', 'event', 'waiting', 'jobId', id, 'prev', 'delayed')
    redis.pcall('HSET', K .. id, 'delay', 0)
  end
  if #plain > 0 then redis.call('LPUSH', queue.line(), unpack(plain)) end
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
