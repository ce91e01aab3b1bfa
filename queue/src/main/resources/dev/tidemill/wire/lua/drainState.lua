-- Removes the jobs of one state, in steps, but for those that a scheduler counts on (protocol 3.10, drain).
--   KEYS[1] <stem>meta
--   ARGV    stem, key of the state, how many were spared by the steps before, how many to look at
--   Reply   { how many are spared by now, more "0|1" }
-- Upstream's trims lists by count, so that a spared job takes the place of one that should go; here each goes by name.
local K, state, spared, most = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
-- @include queue
-- @include line
-- @include discard
local isList = state == 'wait' or state == 'paused'
local ids = redis.call(isList and 'LRANGE' or 'ZRANGE', K .. state, spared, spared + most - 1)
local gone = {}
for _, id in ipairs(ids) do
  if discard.isScheduled(id) then
    spared = spared + 1
  else
    discard.job(id)
    gone[#gone + 1] = id
  end
end
if isList and spared == 0 then
  redis.call('LTRIM', K .. state, #gone, -1)
elseif isList then
  for _, id in ipairs(gone) do redis.call('LREM', K .. state, 1, id) end
elseif #gone > 0 then
  redis.call('ZREM', K .. state, unpack(gone))
end
return { spared, #ids == most and 1 or 0 }
