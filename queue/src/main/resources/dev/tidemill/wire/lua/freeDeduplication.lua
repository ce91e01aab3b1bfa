-- Frees the deduplication id of a job, if the job still owns it.
--   KEYS[1] <stem>meta      ARGV stem, id      Reply 1 freed, 0 not its own
local K, id = ARGV[1], ARGV[2]
local name = redis.call('HGET', K .. id, 'deid')
if not name or redis.call('GET', K .. 'de:' .. name) ~= id then return 0 end
return redis.call('DEL', K .. 'de:' .. name)
