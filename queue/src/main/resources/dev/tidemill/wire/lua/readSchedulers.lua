-- Reads schedulers by the time of their next job.
--   KEYS[1] <stem>meta      ARGV stem, first place, last place, soonest first "0|1"
--   Reply   { per scheduler: id, due ms, { hash } }
local K = ARGV[1]
local found = redis.call(ARGV[4] == '1' and 'ZRANGE' or 'ZREVRANGE', K .. 'repeat', ARGV[2], ARGV[3], 'WITHSCORES')
local read = {}
for n = 1, #found, 2 do
  read[#read + 1] = { found[n], found[n + 1], redis.call('HGETALL', K .. 'repeat:' .. found[n]) }
end
return read
