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
  redis.call('ZADD', K .. 'marker', '0', '0')
end

function queue.armDelayMarker()
  local head = redis.call('ZRANGE', K .. 'delayed', '0', '0', 'WITHSCORES')
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

-- The words of an error that pcall caught: a table from redis.call, a string from Lua itself.
function queue.errorText(caught)
  local text = type(caught) == 'table' and caught.err or tostring(caught)
  return (string.gsub(text, '[\r\n]', ' '))
end
