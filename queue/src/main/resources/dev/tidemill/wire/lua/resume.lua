-- Resumes the queue and brings home what a version 5 client left in `paused`; never renames onto a list that exists.
--   KEYS[1] <stem>meta      ARGV stem      Reply how many of the old list remain: call again until it is 0
local K = ARGV[1]
-- @include queue
redis.call('HDEL', K .. 'meta', 'paused')
local old = redis.call('LRANGE', K .. 'paused', -5000, -1)
if #old > 0 then
  if redis.call('EXISTS', K .. 'wait') == 0 and redis.call('LLEN', K .. 'paused') == #old then
    redis.call('RENAME', K .. 'paused', K .. 'wait')
  else
    redis.call('RPUSH', K .. 'wait', unpack(old))
    redis.call('LTRIM', K .. 'paused', 0, -(#old + 1))
  end
end
if redis.call('LLEN', K .. 'wait') + redis.call('ZCARD', K .. 'prioritized') > 0 then
  queue.armMarker()
else
  queue.armDelayMarker()
end
local left = redis.call('LLEN', K .. 'paused')
if left == 0 then
  redis.call('XADD', K .. 'events', '*', 'event', 'resumed')
end
return left
