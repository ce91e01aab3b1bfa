-- Removes a scheduler and the job that it has made, if that is still delayed (protocol 3.12).
--   KEYS[1] <stem>meta      ARGV stem, scheduler id      Reply 1 removed, 0 there was none
local K, scheduler = ARGV[1], ARGV[2]
local before = redis.call('ZSCORE', K .. 'repeat', scheduler)
if not before then return 0 end
local id = 'repeat:' .. scheduler .. ':' .. before
if redis.call('ZREM', K .. 'delayed', id) == 1 then
  local job = K .. id
  redis.call('DEL', job, job .. ':logs', job .. ':dependencies', job .. ':processed', job .. ':failed',
    job .. ':unsuccessful')
  redis.call('XADD', K .. 'events', '*', 'event', 'removed', 'jobId', id, 'prev', 'delayed')
end
redis.call('ZREM', K .. 'repeat', scheduler)
redis.call('DEL', K .. 'repeat:' .. scheduler)
return 1
