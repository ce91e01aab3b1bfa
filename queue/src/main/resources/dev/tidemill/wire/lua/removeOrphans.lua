-- Removes those of the jobs named that are in no state (protocol 3.10).
--   KEYS[1] <stem>meta      ARGV stem, ids      Reply how many were removed
-- Only what may be a job goes: a hash under the id, or what is kept beside one.
local K, removed = ARGV[1], 0
local sets = { 'completed', 'failed', 'delayed', 'prioritized', 'waiting-children', 'repeat' }
local lists = { 'active', 'wait', 'paused' }

local function isPlaced(id)
  for _, set in ipairs(sets) do
    if redis.call('ZSCORE', K .. set, id) then return true end
  end
  if redis.call('SISMEMBER', K .. 'stalled', id) == 1 then return true end
  for _, list in ipairs(lists) do
    if redis.call('LPOS', K .. list, id) then return true end
  end
  return false
end

for n = 2, #ARGV do
  local key = K .. ARGV[n]
  local kind = redis.call('TYPE', key).ok
  if (kind == 'hash' or kind == 'none') and not isPlaced(ARGV[n]) then
    local gone = redis.call('DEL', key, key .. ':logs', key .. ':dependencies', key .. ':processed', key .. ':failed',
      key .. ':unsuccessful', key .. ':lock')
    if gone > 0 then removed = removed + 1 end
  end
end
return removed
