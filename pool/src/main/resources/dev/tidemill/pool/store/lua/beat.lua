-- A node's heartbeat: says that it lives, and expels those that have been silent for too long.
--   KEYS[1] nodes (ZSET: node by its last beat)  KEYS[2] fleet (HASH)  KEYS[3] ledger (HASH)
--   ARGV    node, ms of silence after which a node counts as dead, version of the list of nodes that is known | "",
--           what it tells of its workers | "" | left out
--   Reply   { version of the list, ms since when it has beaten without a gap, { expelled, whose jobs it is to hand back },
--             { all nodes } | {} when known, how many others have beaten lately }
-- By the clock of Redis alone. After an outage every beat looks old, and after that clock was set back every beat lies
-- ahead: so only who has been heard without a gap for as long as that silence may expel, and by then whoever lives has
-- been heard again. Who is expelled stands in the fleet as dead = "<node> <ms> ..." until handedBack.lua takes it out: who
-- was told of it may die as well, so after half a period it is told to whoever beats next.
local node, silence, known = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local last = tonumber(redis.call('ZSCORE', KEYS[1], node) or nil)
local since = tonumber(redis.call('HGET', KEYS[2], 'since:' .. node) or nil)
local changed = not last
if not last or not since or now - last > silence or now < last then
  since = now
  redis.call('HSET', KEYS[2], 'since:' .. node, string.format('%.0f', now))
end
redis.call('ZADD', KEYS[1], now, node)
if (ARGV[4] or '') ~= '' then redis.call('HSET', KEYS[2], 'crew:' .. node, ARGV[4]) end

local was, left, told = redis.call('HGET', KEYS[2], 'dead') or '', {}, {}
for dead, at in string.gmatch(was, '(%S+) (%d+)') do
  if not redis.call('ZSCORE', KEYS[1], dead) then -- who has come back has its jobs in hand
    local due = now - at >= silence / 4 or now < tonumber(at)
    if due then told[#told + 1] = dead end
    left[#left + 1] = dead .. ' ' .. (due and string.format('%.0f', now) or at)
  end
end
if now - since >= silence then
  local expelled = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', string.format('(%.0f', now - silence), 'LIMIT', 0, 100)
  local ahead = redis.call('ZRANGEBYSCORE', KEYS[1], string.format('(%.0f', now), '+inf', 'LIMIT', 0, 100)
  for _, dead in ipairs(ahead) do expelled[#expelled + 1] = dead end
  for _, dead in ipairs(expelled) do
    redis.call('ZREM', KEYS[1], dead)
    redis.call('HDEL', KEYS[2], 'since:' .. dead, 'crew:' .. dead)
    redis.call('HINCRBY', KEYS[3], 'epoch:' .. dead, 1) -- what it still sends is refused
    told[#told + 1] = dead
    left[#left + 1] = string.format('%s %.0f', dead, now)
    changed = true
  end
end
local is = table.concat(left, ' ')
if is == '' then if was ~= '' then redis.call('HDEL', KEYS[2], 'dead') end
elseif is ~= was then redis.call('HSET', KEYS[2], 'dead', is) end
if changed then redis.call('HINCRBY', KEYS[2], 'version', 1) end
local version = redis.call('HGET', KEYS[2], 'version') or '0'
local all = version ~= known and redis.call('ZRANGE', KEYS[1], 0, -1) or {}
local living = redis.call('ZCOUNT', KEYS[1], now - silence, now)
return { version, now - since, told, all, living - 1 }
