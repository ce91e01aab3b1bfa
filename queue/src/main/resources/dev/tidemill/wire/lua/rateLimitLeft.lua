-- Tells for how long the rate limit keeps jobs back (protocol 3.14).
--   KEYS[1] <stem>meta      ARGV stem, max | 0 for the queue's own      Reply ms; negative when there is no limit now
local K = ARGV[1]
local max = ARGV[2] ~= '0' and tonumber(ARGV[2]) or tonumber(redis.call('HGET', K .. 'meta', 'max'))
local left = redis.call('PTTL', K .. 'limiter')
if not max then return left end
if max > tonumber(redis.call('GET', K .. 'limiter') or '0') then return 0 end
if left == 0 then redis.call('DEL', K .. 'limiter') end
return left
