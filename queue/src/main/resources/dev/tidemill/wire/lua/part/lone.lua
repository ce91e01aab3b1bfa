-- One job alone with nothing special about it, as most adds are: the steps of part/add.lua without what only others
-- need, since to define that costs Redis as much as all that such a job needs. Needs K.
local stored -- the key of a job that is in no line yet

-- Answers the job's id, or nil when this is not such a job or not such a queue.
local function lone(job)
  if ARGV[2] ~= '1' or ARGV[job] ~= '' or ARGV[job + 5] ~= '0' or ARGV[job + 6] ~= '0' or ARGV[job + 7] == '1' then
    return nil
  end
  local call = redis.call
  local meta = call('HMGET', K .. 'meta', 'opts.maxLenEvents', 'paused', 'concurrency')
  if not meta[1] or meta[2] or meta[3] then return nil end
  call('LLEN', K .. 'wait') -- a key of another type in the way stops the call before its first write
  local id = string.format('%.0f', call('INCR', K .. 'id'))
  local key, events = K .. id, K .. 'events'
  call('HSET', key, 'name', ARGV[job + 1], 'data', ARGV[job + 2], 'opts', ARGV[job + 3],
    'timestamp', ARGV[job + 4], 'delay', '0', 'priority', '0')
  stored = key
  call('XADD', events, '*', 'event', 'added', 'jobId', id, 'name', ARGV[job + 1])
  call('XADD', events, 'MAXLEN', '~', meta[1], '*', 'event', 'waiting', 'jobId', id)
  call('LPUSH', K .. 'wait', id)
  return id
end
