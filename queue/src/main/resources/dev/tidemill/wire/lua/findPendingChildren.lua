-- Looks whether a job has children to wait for (protocol 3.8).
--   KEYS[1] <stem>meta      ARGV stem, id, full key of the one that counts | ""
--   Reply   1 yes, 0 no, -1: no such job, -9: one has failed and takes the job with it
local key, child = ARGV[1] .. ARGV[2], ARGV[3]
if redis.call('EXISTS', key) == 0 then return -1 end
if redis.call('EXISTS', key .. ':unsuccessful') == 1 then return -9 end
if child ~= '' then return redis.call('SISMEMBER', key .. ':dependencies', child) end
return redis.call('EXISTS', key .. ':dependencies')
