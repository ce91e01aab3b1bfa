-- Removes jobs in whatever state they are, with their children or without (protocol 3.10). Needs K, queue, keep, parent.
local remove = {}
local looked, removing = {}, {} -- keys, as a job may be made its own ancestor

-- A full job key as the stem of its queue and its id, which may have three parts itself.
local function split(key)
  local stem = string.match(key, '^(.*:)[^:]*$')
  if redis.call('EXISTS', stem .. 'meta') == 0 then
    local shorter = string.match(key, '^(.*:)[^:]*:[^:]*:[^:]*$')
    if shorter and redis.call('EXISTS', shorter .. 'meta') == 1 then stem = shorter end
  end
  return stem, string.sub(key, #stem + 1)
end

-- Whether somebody works on a job or, when those matter, on a child it waits for.
function remove.isLocked(key, children)
  if redis.call('EXISTS', key .. ':lock') == 1 then return true end
  if children and not looked[key] then
    looked[key] = true
    for _, child in ipairs(redis.call('SMEMBERS', key .. ':dependencies')) do
      if remove.isLocked(child, true) then return true end
    end
  end
  return false
end

-- A parent must not wait for a job that is gone; `parentKey` is known when the removal came down from there.
local function detach(key, parentKey)
  local from = parentKey or redis.call('HGET', key, 'parentKey')
  if from and redis.call('SREM', from .. ':dependencies', key) == 1 then
    parent.releaseIfFree(from, nil)
  end
end

local function takeOut(id)
  for _, set in ipairs({ 'completed', 'waiting-children', 'delayed', 'failed', 'prioritized' }) do
    if redis.call('ZREM', K .. set, id) == 1 then return set end
  end
  for _, list in ipairs({ 'wait', 'paused', 'active' }) do
    if redis.call('LREM', K .. list, 1, id) == 1 then return list end
  end
  return 'unknown'
end

local function freeDeduplication(id)
  local name = redis.call('HGET', K .. id, 'deid')
  if name and redis.call('GET', K .. 'de:' .. name) == id then
    redis.call('DEL', K .. 'de:' .. name, K .. 'dn:' .. name)
  end
end

-- Removes one job; `rules` say whether its `children` go too, and whether only what is `pending` may go.
function remove.job(stem, id, parentKey, rules)
  local key = stem .. id
  if removing[key] then return end
  removing[key] = true
  if rules.pending and (remove.isLocked(key) or redis.call('ZSCORE', stem .. 'failed', id)) then return end
  detach(key, parentKey)
  if rules.children then remove.children(key, rules) end
  within(stem, function()
    local state = takeOut(id)
    freeDeduplication(id)
    if redis.call('DEL', unpack(keep.keysOf(id, {}))) > 0 then
      queue.tell(queue.eventCap(), 'removed', id, 'prev', state)
    end
  end)
end

-- Removes the children of a job: those that have finished first.
function remove.children(key, rules)
  local function each(children)
    for _, child in ipairs(children) do
      local stem, id = split(child)
      remove.job(stem, id, key, rules)
    end
  end
  if not rules.pending then
    each(redis.call('HKEYS', key .. ':processed'))
    each(redis.call('HKEYS', key .. ':failed'))
    each(redis.call('ZRANGE', key .. ':unsuccessful', 0, -1))
  end
  each(redis.call('SMEMBERS', key .. ':dependencies'))
end
