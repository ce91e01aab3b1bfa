-- Tells how a queue flows: how many jobs were ever added, how many have not finished, when the next in line was added.
--   KEYS[1] <stem>meta      ARGV stem
--   Reply   { added, unfinished, timestamp of the next job in line or '' }
-- The next in line is the tail of `wait`, else the first of `prioritized`: no command here grows with the queue.
local K = ARGV[1]
local function listed(name) return redis.call('LLEN', K .. name) end
local function sorted(name) return redis.call('ZCARD', K .. name) end
local unfinished = listed('wait') + listed('paused') + listed('active') + sorted('delayed') + sorted('prioritized') +
  sorted('waiting-children')
local id = redis.call('LINDEX', K .. 'wait', -1) or redis.call('ZRANGE', K .. 'prioritized', 0, 0)[1]
local since = id and redis.call('HGET', K .. id, 'timestamp')
return { redis.call('GET', K .. 'id') or '0', unfinished, since or '' }
