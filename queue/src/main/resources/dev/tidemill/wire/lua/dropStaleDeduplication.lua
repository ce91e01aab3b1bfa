-- Removes deduplication keys whose job is gone.
--   KEYS[1] <stem>meta      ARGV stem, their ids      Reply how many keys
local K, dropped = ARGV[1], 0
for n = 2, #ARGV do
  local owner = redis.call('GET', K .. 'de:' .. ARGV[n])
  if not owner or redis.call('EXISTS', K .. owner) == 0 then
    dropped = dropped + redis.call('DEL', K .. 'de:' .. ARGV[n], K .. 'dn:' .. ARGV[n])
  end
end
return dropped
