-- Who owns a deduplication id, and what becomes of a job that comes while another one does (protocol 3.2). Needs K, queue, keep, add.
--   Modes, as letters: e extend, r replace, k keepLastIfActive, s reschedule
local deduplication = {}

local function own(key, id, ttl, keepsLast)
  if ttl == '' or keepsLast then
    redis.call('SET', key, id)
  else
    redis.call('SET', key, id, 'PX', ttl)
  end
end

local function tellDropped(deid, owner, dropped)
  queue.tell(add.cap, 'deduplicated', owner, 'deduplicationId', deid, 'deduplicatedJobId', dropped)
end

-- The owner is active: the job is laid by until it finishes, in the place of one that lies there.
local function layBy(deid, owner, id, job)
  if not redis.call('LPOS', K .. 'active', owner) then return false end
  local next = K .. 'dn:' .. deid
  redis.call('DEL', next)
  redis.call('HSET', next, 'name', ARGV[job + 1], 'data', ARGV[job + 2], 'opts', ARGV[job + 3], 'jid', id)
  redis.call('PERSIST', K .. 'de:' .. deid)
  tellDropped(deid, owner, id)
  return true
end

-- Removes an owner that is still delayed.
local function removeDelayed(deid, owner, id)
  add.flushDelayed()
  if redis.call('ZREM', K .. 'delayed', owner) == 0 then return false end
  keep.removeKeys(owner)
  redis.call('XADD', K .. 'events', '*', 'event', 'removed', 'jobId', owner, 'prev', 'delayed')
  tellDropped(deid, id, owner)
  redis.call('DEL', K .. 'dn:' .. deid)
  return true
end

local function reschedule(owner, job)
  if not redis.call('ZSCORE', K .. 'delayed', owner) then return end
  local wait, due = tonumber(ARGV[job + 5]), tonumber(ARGV[job + 4])
  if wait > 0 then due = due + wait end
  redis.call('HSET', K .. owner, 'delay', ARGV[job + 5])
  queue.delay(owner, due)
  queue.tell(add.cap, 'delayed', owner, 'delay', string.format('%.0f', due))
  add.delayedChanged()
end

-- Makes the job the owner of its id and answers nil, or answers the owner in whose favour it is dropped.
function deduplication.owner(id, job)
  local deid, ttl, modes = ARGV[job + 12], ARGV[job + 13], ARGV[job + 14]
  local key, keepsLast = K .. 'de:' .. deid, string.find(modes, 'k', 1, true)
  local owner = redis.call('GET', key)
  if not owner then return own(key, id, ttl, keepsLast) end
  local extends = ttl ~= '' and string.find(modes, 'e', 1, true)
  local replaces = string.find(modes, 'r', 1, true)
  if replaces and removeDelayed(deid, owner, id) then
    if ttl == '' or extends or keepsLast then return own(key, id, ttl, keepsLast) end
    redis.call('SET', key, id, 'KEEPTTL')
    return nil
  end
  -- An owner that vanished cannot give the id up any more.
  if redis.call('PTTL', key) == -1 and redis.call('EXISTS', K .. owner) == 0 then
    redis.call('DEL', K .. 'dn:' .. deid)
    return own(key, id, ttl, keepsLast)
  end
  if keepsLast and layBy(deid, owner, id, job) then return owner end
  if replaces then return owner end
  if extends then own(key, owner, ttl, keepsLast) end
  tellDropped(deid, owner, id)
  if string.find(modes, 's', 1, true) then reschedule(owner, job) end
  return owner
end
