-- Reads a job and the keys of its children: completed, still to finish, failed with their parent, failed and ignored.
--   KEYS[1] the job      ARGV how many children of each kind      Reply { {hash}, how many there are, { child keys } }
local job, most = KEYS[1], tonumber(ARGV[1])
local children = {}

-- The first keys that a scan brings; `width` of its items make one.
local function scan(command, key, width)
  local cursor, left = '0', most
  while left > 0 do
    local step = redis.call(command, key, cursor, 'COUNT', most)
    for n = 1, #step[2], width do
      if left > 0 then children[#children + 1] = step[2][n] end
      left = left - 1
    end
    cursor = step[1]
    if cursor == '0' then return end
  end
end

scan('HSCAN', job .. ':processed', 2)
scan('SSCAN', job .. ':dependencies', 1)
if most > 0 then
  for _, key in ipairs(redis.call('ZRANGE', job .. ':unsuccessful', 0, most - 1)) do children[#children + 1] = key end
end
scan('HSCAN', job .. ':failed', 2)
local count = redis.call('HLEN', job .. ':processed') + redis.call('SCARD', job .. ':dependencies')
  + redis.call('ZCARD', job .. ':unsuccessful') + redis.call('HLEN', job .. ':failed')
return { redis.call('HGETALL', job), count, children }
