-- Moves a step of the finished or delayed jobs in line, whatever their priority (protocol 3.10, retryJobs and promoteJobs).
--   KEYS[1] <stem>meta
--   ARGV    stem, key of the state, highest score, how many
--   Reply   1 when there may be more
local K, state, most = ARGV[1], ARGV[2], tonumber(ARGV[4])
-- @include queue
-- @include line
local value = { completed = 'returnvalue', failed = 'failedReason' }

-- The parent has to wait for it again; one that has left `waiting-children` stays where it is.
local function backToParent(id)
  local parentKey = redis.call('HGET', K .. id, 'parentKey')
  if not parentKey or redis.call('EXISTS', parentKey) == 0 then return end
  local was = 0
  if state == 'completed' then
    was = redis.call('HDEL', parentKey .. ':processed', K .. id)
  else
    was = redis.call('ZREM', parentKey .. ':unsuccessful', K .. id)
    if was == 0 then was = redis.call('HDEL', parentKey .. ':failed', K .. id) end
  end
  if was == 1 then redis.call('SADD', parentKey .. ':dependencies', K .. id) end
end

local closed = queue.pausedOrMaxed()
local ids = redis.call('ZRANGEBYSCORE', K .. state, 0, ARGV[3], 'LIMIT', 0, most)
if #ids == 0 then return 0 end
local cap = queue.eventCap()
for _, id in ipairs(ids) do
  if value[state] then
    redis.call('HDEL', K .. id, 'finishedOn', 'processedOn', value[state])
    backToParent(id)
  end
  queue.tell(cap, 'waiting', id, 'prev', state)
end
redis.call('ZREM', K .. state, unpack(ids))
redis.call('LPUSH', queue.line(), unpack(ids))
if not closed then queue.armMarker() end
return #ids == most and 1 or 0
