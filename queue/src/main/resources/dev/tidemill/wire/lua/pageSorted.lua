-- Reads ids of a sorted state from the highest score down, after a member that may be gone by now.
--   KEYS[1] <stem>meta
--   ARGV    stem, key of the state, score of that member (empty: from the beginning), the member, how many
--   Reply   { { id, score, ... }, how many there are }
-- A member that is gone or has another score still tells a place: order is by score, then by bytes.
local K, state, score, anchor, most = ARGV[1], ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])
local key = K .. state

local function isBefore(a, b)
  for n = 1, math.min(#a, #b) do
    local x, y = string.byte(a, n), string.byte(b, n)
    if x ~= y then return x < y end
  end
  return #a < #b
end

local function place()
  if score == '' then return 0 end
  local now = redis.call('ZSCORE', key, anchor)
  if now and tonumber(now) == tonumber(score) then return redis.call('ZREVRANK', key, anchor) + 1 end
  local low = redis.call('ZCOUNT', key, '(' .. score, '+inf')
  local high = low + redis.call('ZCOUNT', key, score, score)
  while low < high do
    local middle = math.floor((low + high) / 2)
    if isBefore(redis.call('ZREVRANGE', key, middle, middle)[1], anchor) then high = middle else low = middle + 1 end
  end
  return low
end

local first = place()
return { redis.call('ZREVRANGE', key, first, first + most - 1, 'WITHSCORES'), redis.call('ZCARD', key) }
