-- The jobs of a node that was expelled are handed back.   KEYS[1] fleet (HASH)   ARGV node
--   Reply   1 when nobody has said so before, else 0
local was, left = redis.call('HGET', KEYS[1], 'dead') or '', {}
for dead, at in string.gmatch(was, '(%S+) (%d+)') do
  if dead ~= ARGV[1] then left[#left + 1] = dead .. ' ' .. at end
end
local is = table.concat(left, ' ')
if is == was then return 0 end
if is == '' then redis.call('HDEL', KEYS[1], 'dead') else redis.call('HSET', KEYS[1], 'dead', is) end
return 1
