-- Puts a delayed job in line at once (protocol 3.10).
--   KEYS[1] <stem>meta      ARGV stem, id      Reply 0, -1: no such job, -3: not delayed
local K, id = ARGV[1], ARGV[2]
-- @include queue
-- @include line
if redis.call('HLEN', K .. id) == 0 then return -1 end
queue.checkLine()
if redis.call('ZREM', K .. 'delayed', id) == 0 then return -3 end
queue.lineUp(id, tonumber(redis.call('HGET', K .. id, 'priority') or '0') or 0, 'LPUSH')
redis.call('XADD', K .. 'events', '*', 'event', 'waiting', 'jobId', id, 'prev', 'delayed')
redis.call('HSET', K .. id, 'delay', 0)
return 0
