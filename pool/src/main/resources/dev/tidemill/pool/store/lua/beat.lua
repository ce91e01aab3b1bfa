-- A node's heartbeat: says that it lives, and expels those that have been silent for too long.
--   KEYS[1] nodes (ZSET: node by its last beat)  KEYS[2] fleet (HASH)  KEYS[3] ledger (HASH)
--   ARGV    node, ms of silence after which a node counts as dead, version of the list of nodes that is known | "",
--           what it tells of its workers | "" | left out
--   Reply   { version of the list, ms since when it has beaten without a gap, { expelled now }, { all nodes } | {} when known,
--             how many others have beaten lately }
-- By the clock of Redis alone. After an outage every beat looks old, and after that clock was set back every beat lies
-- ahead: so only who has been heard without a gap for as long as that silence may expel, and by then whoever lives has
-- been heard again.
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

local expelled = {}
if now - since >= silence then
  expelled = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', string.format('(%.0f', now - silence), 'LIMIT', 0, 100)
  local ahead = redis.call('ZRANGEBYSCORE', KEYS[1], string.format('(%.0f', now), '+inf', 'LIMIT', 0, 100)
  for _, dead in ipairs(ahead) do expelled[#expelled + 1] = dead end
  for _, dead in ipairs(expelled) do
    redis.call('ZREM', KEYS[1], dead)
    redis.call('HDEL', KEYS[2], 'since:' .. dead, 'crew:' .. dead)
    redis.call('HINCRBY', KEYS[3], 'epoch:' .. dead, 1) -- what it still sends is refused
    changed = true
  end
end
if changed then redis.call('HINCRBY', KEYS[2], 'version', 1) end
local version = redis.call('HGET', KEYS[2], 'version') or '0'
local all = version ~= known and redis.call('ZRANGE', KEYS[1], 0, -1) or {}
local living = redis.call('ZCOUNT', KEYS[1], now - silence, now)
return { version, now - since, expelled, all, living - 1 }
