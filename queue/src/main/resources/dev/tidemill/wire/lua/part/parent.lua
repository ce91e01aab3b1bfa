-- What a finished child does to its parent, which may live in another queue (protocol 3.6, 8 and 9). Needs K, queue, keep.
parent = {}

-- The stem of the queue a full job key belongs to: all up to the last colon.
local function stemOf(key)
  return (string.match(key, '^(.*:)[^:]*$'))
end

-- An id may have colons of its own: then the queue that the child names counts.
local function stemFor(parentKey, childKey)
  if string.find(parentKey, ':.*:.*:') then
    local link = redis.call('HGET', childKey, 'parent')
    local queueKey = link and cjson.decode(link).queueKey
    if queueKey then return queueKey .. ':' end
  end
  return stemOf(parentKey)
end

-- Runs an action on another queue's keys, with that queue's stem in K.
local function within(stem, action)
  local own = K
  K = stem
  local ok, result = pcall(action)
  K = own
  if not ok then error(result, 0) end
  return result
end

-- Takes a parent out of `waiting-children` and puts it in line, or among the delayed.
local function putBack(parentKey, now, stem)
  local id = string.sub(parentKey, #stem + 1)
  within(stem, function()
    if redis.call('ZREM', K .. 'waiting-children', id) == 0 then return end
    local hash = redis.call('HMGET', K .. id, 'delay', 'priority')
    local wait, priority = tonumber(hash[1] or '0') or 0, tonumber(hash[2] or '0') or 0
    if now and wait > 0 then
      local due = tonumber(now) + wait
      redis.call('ZADD', K .. 'delayed', string.format('%.0f', due * 4096), id)
      redis.call('XADD', K .. 'events', '*', 'event', 'delayed', 'jobId', id, 'delay', string.format('%.0f', due))
      queue.armDelayMarker()
      return
    end
    if now and priority > 0 then
      queue.prioritize(id, priority)
    else
      redis.call('RPUSH', queue.line(), id)
    end
    if not queue.pausedOrMaxed() then queue.armMarker() end
    redis.call('XADD', K .. 'events', '*', 'event', 'waiting', 'jobId', id, 'prev', 'waiting-children')
  end)
end

-- Puts a parent back when no child is pending any more. Without `now` its own delay and priority do not count;
-- `stem` is that of its queue where it is known.
function parent.releaseIfFree(parentKey, now, stem)
  if redis.call('EXISTS', parentKey) == 1 and redis.call('SCARD', parentKey .. ':dependencies') == 0 then
    putBack(parentKey, now, stem or stemOf(parentKey))
  end
end

-- The child failed and takes the parent with it: the next worker that takes the parent fails it.
local function failParent(parentKey, childKey, now, stem)
  redis.call('ZADD', parentKey .. ':unsuccessful', now, childKey)
  local id = string.sub(parentKey, #stem + 1)
  if redis.call('ZSCORE', stem .. 'failed', id) then return end
  redis.call('HSET', parentKey, 'defa', 'child ' .. childKey .. ' failed')
  if redis.call('ZSCORE', stem .. 'waiting-children', id) then
    putBack(parentKey, now, stem)
  elseif redis.call('ZREM', stem .. 'delayed', id) == 1 then
    redis.call('HSET', parentKey, 'delay', 0)
    redis.call('ZADD', stem .. 'waiting-children', now, id)
    putBack(parentKey, now, stem)
  end
end

function parent.childFinished(childKey, job, completed, value, now)
  local parentKey = job.parentKey
  local pending = parentKey .. ':dependencies'
  local stem = stemFor(parentKey, childKey)
  if completed then
    if redis.call('SREM', pending, childKey) == 1 then
      redis.call('HSET', parentKey .. ':processed', childKey, value)
      parent.releaseIfFree(parentKey, now, stem)
    end
    return
  end
  local link = redis.call('HGET', childKey, 'parent')
  local flags = link and cjson.decode(link) or {}
  if not (flags.fpof or flags.cpof or flags.idof or flags.rdof) then return end
  if redis.call('SREM', pending, childKey) == 0 then return end
  if flags.fpof then
    failParent(parentKey, childKey, now, stem)
  elseif flags.cpof then
    redis.call('HSET', parentKey .. ':failed', childKey, value)
    putBack(parentKey, now, stem)
  else
    parent.releaseIfFree(parentKey, now, stem)
    if flags.idof then redis.call('HSET', parentKey .. ':failed', childKey, value) end
  end
end
