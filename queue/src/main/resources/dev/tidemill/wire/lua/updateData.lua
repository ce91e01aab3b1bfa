-- Replaces a job's payload.
--   KEYS[1] <stem>meta      ARGV stem, id, data as JSON      Reply 0, or -1: no such job
local K, id = ARGV[1], ARGV[2]
if redis.call('HLEN', K .. id) == 0 then return -1 end
redis.call('HSET', K .. id, 'data', ARGV[3])
return 0
