-- Removes jobs for good, as those who tidy up a queue do (protocol 3.10). A parent that so loses its last pending child
-- goes with it when it is of the same queue; one of another queue goes in line there, without an event. Needs K, queue.
local discard = {}

local function deleteKeys(key)
  redis.call('DEL', key, key .. ':logs', key .. ':dependencies', key .. ':processed', key .. ':failed',
    key .. ':unsuccessful')
end

-- A parent in another queue: it goes where it is taken from next.
local function putInLine(stem, id)
  local own = K
  K = stem
  redis.call('RPUSH', queue.line(), id)
  if not queue.pausedOrMaxed() then queue.armMarker() end
  K = own
end

local leave

local function withoutChildren(parentKey, deduplicationId)
  local stem, id = string.match(parentKey, '^(.*:)([^:]*)$')
  if redis.call('ZREM', stem .. 'waiting-children', id) == 0 then return end
  if stem ~= K then return putInLine(stem, id) end
  leave(parentKey, redis.call('HMGET', parentKey, 'parentKey', 'deid'))
  deleteKeys(parentKey)
  if deduplicationId then redis.call('DEL', K .. 'de:' .. deduplicationId) end
end

-- Takes a job out of what its parent waits for; `job` is its parentKey and deid.
function leave(key, job)
  local parentKey = job[1]
  if not parentKey or parentKey == '' or redis.call('EXISTS', parentKey) == 0 then return end
  if redis.call('SREM', parentKey .. ':dependencies', key) == 1
    and redis.call('SCARD', parentKey .. ':dependencies') == 0 then
    withoutChildren(parentKey, job[2])
  end
end

-- All of a job but its place in a state.
function discard.job(id)
  local job = redis.call('HMGET', K .. id, 'parentKey', 'deid')
  leave(K .. id, job)
  if job[2] and redis.call('GET', K .. 'de:' .. job[2]) == id then
    redis.call('DEL', K .. 'de:' .. job[2], K .. 'dn:' .. job[2])
  end
  deleteKeys(K .. id)
end

-- Whether a scheduler counts on this very job: it is its next.
function discard.isScheduled(id)
  local scheduler, due = string.match(id, '^repeat:(.*):(%d+)$')
  return scheduler and redis.call('ZSCORE', K .. 'repeat', scheduler) == due
end
