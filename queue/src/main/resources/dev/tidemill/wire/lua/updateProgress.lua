-- Says how far a job is, and tells it.
--   KEYS[1] <stem>meta      ARGV stem, id, progress as JSON      Reply 0, or -1: no such job
local K, id = ARGV[1], ARGV[2]
-- @include queue
if redis.call('HLEN', K .. id) == 0 then return -1 end
redis.call('HSET', K .. id, 'progress', ARGV[3])
queue.tell(queue.eventCap(), 'progress', id, 'data', ARGV[3])
return 0
