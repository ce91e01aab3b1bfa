-- Pauses the queue: nothing more is taken, what is active goes on (protocol 3.10). Where all clients are of version 5, what
-- waits is put where those look for it while the queue is paused (protocol 7); never over a list that exists.
--   KEYS[1] <stem>meta      ARGV stem      Reply how many jobs are still to be put there: call again until it is 0
local K = ARGV[1]
-- @include queue
-- @include line
redis.call('HSET', K .. 'meta', 'paused', 1)
redis.call('DEL', K .. 'marker')
if queue.line() == K .. 'paused' and redis.call('EXISTS', K .. 'wait') == 1 then
  if redis.call('EXISTS', K .. 'paused') == 0 then
    redis.call('RENAME', K .. 'wait', K .. 'paused')
  else
    for _ = 1, math.min(2000, redis.call('LLEN', K .. 'wait')) do
      redis.call('LPUSH', K .. 'paused', redis.call('RPOP', K .. 'wait'))
    end
    local left = redis.call('LLEN', K .. 'wait')
    if left > 0 then return left end
  end
end
redis.call('XADD', K .. 'events', '*', 'event', 'paused')
return 0
