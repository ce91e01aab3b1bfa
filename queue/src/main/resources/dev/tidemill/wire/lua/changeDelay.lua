-- Has a delayed job wait for so long from now on (protocol 3.10).
--   KEYS[1] <stem>meta      ARGV stem, id, now, delay ms      Reply 0, -1: no such job, -3: not delayed
local K, id = ARGV[1], ARGV[2]
-- @include queue
-- @include line
if redis.call('HLEN', K .. id) == 0 then return -1 end
queue.checkLine()
if not redis.call('ZSCORE', K .. 'delayed', id) then return -3 end
local due = tonumber(ARGV[3]) + tonumber(ARGV[4])
queue.delay(id, due)
redis.call('HSET', K .. id, 'delay', ARGV[4])
queue.tell(queue.eventCap(), 'delayed', id, 'delay', string.format('%.0f', due))
queue.armDelayMarker()
return 0
