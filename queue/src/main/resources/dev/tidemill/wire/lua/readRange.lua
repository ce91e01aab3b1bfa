-- Reads a part of the jobs in one state, in order (protocol 3.13).
--   KEYS[1] <stem>meta
--   ARGV    stem, key of the state, first place, last place (negative: from the end), oldest first "0|1",
--           places to look at, hashes too "0|1"
--   Reply   { place after the last looked at, last place asked for, { ids }, { per id: {hash} } }
-- What a version 5 client has parked in `paused` stands right of `wait`: it will be taken first.
local K, state = ARGV[1], ARGV[2]
local first, last, most = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[6])
local oldestFirst, whole = ARGV[5] == '1', ARGV[7] == '1'
local sorted = state ~= 'wait' and state ~= 'active'
local near = redis.call(sorted and 'ZCARD' or 'LLEN', K .. state)
local parked = state == 'wait' and redis.call('LLEN', K .. 'paused') or 0
local length = near + parked

local function fromLeft(a, b)
  local ids = a < near and redis.call('LRANGE', K .. state, a, math.min(b, near - 1)) or {}
  if b >= near and parked > 0 then
    for _, id in ipairs(redis.call('LRANGE', K .. 'paused', math.max(a - near, 0), b - near)) do ids[#ids + 1] = id end
  end
  return ids
end

local function slice(a, b)
  if sorted then return redis.call(oldestFirst and 'ZRANGE' or 'ZREVRANGE', K .. state, a, b) end
  if not oldestFirst then return fromLeft(a, b) end
  local ids, turned = fromLeft(length - 1 - b, length - 1 - a), {}
  for n = #ids, 1, -1 do turned[#turned + 1] = ids[n] end
  return turned
end

if first < 0 then first = math.max(first + length, 0) end
if last < 0 then last = last + length end
last = math.min(last, length - 1)
local stop = math.min(last, first + most - 1)
if first > stop then return { first, last, {}, {} } end
local ids, hashes = {}, {}
for _, id in ipairs(slice(first, stop)) do
  if string.sub(id, 1, 2) ~= '0:' then -- no marker of version 4
    ids[#ids + 1] = id
    if whole then hashes[#hashes + 1] = redis.call('HGETALL', K .. id) end
  end
end
return { stop + 1, last, ids, hashes }
