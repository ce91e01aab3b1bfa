-- Says which process is the node of that name, unless another one is.
-- KEYS  1 holder
-- ARGV  1 who we are   2 for how many milliseconds, 0 gives it up   3 a holder that is dead, or ''
-- Reply who holds it when that is somebody else, else ''
local held = redis.call('GET', KEYS[1])
if held and held ~= ARGV[1] and held ~= ARGV[3] then
  return held
end
if ARGV[2] == '0' then
  redis.call('DEL', KEYS[1])
else
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
end
return ''
