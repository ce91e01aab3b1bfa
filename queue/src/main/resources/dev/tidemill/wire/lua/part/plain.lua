-- Completed jobs with nothing special about them and a line that is long enough for all slots, as most calls have: the
-- steps of part/settle.lua and part/claim.lua without what only others need, since to define that costs Redis more than
-- a lone job does. All is looked at before the first write. Needs K, now, resent, slots, total.

-- Where the settles stand in ARGV: nine arguments each.
local firstSettle = 14 + slots
local apart = ARGV[12] == '1'

-- Whether the settles are plain: no two of one job, nothing to be counted, and the jobs kept all or not at all.
local function arePlain(seen)
  for n = 1, total do
    local at = firstSettle + 9 * (n - 1)
    local id, keep = ARGV[at + 1], ARGV[at + 5]
    if ARGV[at] ~= 'completed' or seen[id] then return false end
    if keep ~= '0' and (ARGV[at + 6] ~= '' or keep ~= '-1' and keep ~= '') then return false end
    seen[id] = true
  end
  return ARGV[firstSettle + 9 * total] == '0'
end

-- Whether the jobs that are to be settled are the next that `active` gives, as those are that end in the order of their
-- claims.
local function areInOrder(call, seen)
  local last, found = call('LRANGE', K .. 'active', '-' .. total, '-1'), {}
  for n = 1, #last do
    if not seen[last[n]] or found[last[n]] then return false end
    found[last[n]] = true
  end
  return #last == total
end

-- Looks at the jobs that are to be settled: answers their attempts so far, or nil when one is not plain, and their locks.
local function attempts(call)
  local keys, relations, locks, made = {}, {}, {}, {}
  for n = 1, total do
    local at = firstSettle + 9 * (n - 1)
    local key = K .. ARGV[at + 1]
    keys[n], made[n] = key, ARGV[at + 8]
    if made[n] == '0' then
      local hash = call('HMGET', key, 'ats', 'atm', 'parentKey', 'deid')
      if not hash[1] or hash[3] or hash[4] then return nil end
      made[n] = hash[2] and string.format('%.0f', tonumber(hash[2]) + 1) or '1'
    end
    relations[2 * n - 1], relations[2 * n] = key .. ':dependencies', key .. ':unsuccessful'
    locks[n] = key .. ':lock'
  end
  if call('EXISTS', unpack(relations)) > 0 or call('EXISTS', unpack(keys)) < total then return nil end
  local tokens = call('MGET', unpack(locks))
  for n = 1, total do
    if tokens[n] ~= ARGV[firstSettle + 9 * n - 7] then return nil end
  end
  return made, locks
end

-- What is to be known of the jobs that the slots will take, the last to be taken first: their hashes or, when those are
-- read apart, how often each was begun before; nil when one is not plain.
local function waiting(call, seen)
  local ids, found, keys = call('LRANGE', K .. 'wait', '-' .. ARGV[5], '-1'), {}, {}
  if #ids < slots then return nil end
  for n = 1, slots do
    if seen[ids[n]] then return nil end
    seen[ids[n]] = true
    keys[n] = K .. ids[n]
    found[n] = apart and (call('HGET', keys[n], 'ats') or '0') or call('HGETALL', keys[n])
  end
  if call('EXISTS', unpack(keys)) < slots then return nil end
  return found
end

-- How often a job was begun before.
local function begun(found)
  if apart then return found end
  for at = 1, #found, 2 do
    if found[at] == 'ats' then return found[at + 1] end
  end
  return '0'
end

-- Stores that a job has completed, and in `finished` when; answers an error when its key holds something else by now.
local function complete(key, made, at, finished)
  local stored = redis.pcall('HSET', key, 'atm', made, 'returnvalue', ARGV[at + 4], 'finishedOn', ARGV[at + 3])
  if type(stored) == 'table' then return stored end
  finished[#finished + 1] = ARGV[at + 3]
  finished[#finished + 1] = ARGV[at + 1]
end

-- Answers the codes, none where all are 0, and how many are.
local function settleAll(call, made, locks, inOrder)
  local active, events = K .. 'active', K .. 'events'
  if inOrder then call('RPOP', active, total) end
  local codes, settled, finished, gone, done = {}, {}, {}, {}, 0
  for n = 1, total do
    local at = firstSettle + 9 * (n - 1)
    local id, failure = ARGV[at + 1], nil
    local key = K .. id
    settled[n], codes[n] = id, -3
    if inOrder or call('LREM', active, '-1', id) == 1 then
      if ARGV[at + 5] == '0' then
        gone[#gone + 1] = key
        gone[#gone + 1] = key .. ':logs'
        gone[#gone + 1] = key .. ':processed'
        gone[#gone + 1] = key .. ':failed'
      else
        failure = complete(key, made[n], at, finished)
      end
      if failure then
        call('LPUSH', active, id) -- it is found there when its lock is missed
        codes[n] = failure
      else
        call('XADD', events, '*', 'event', 'completed', 'jobId', id, 'returnvalue', ARGV[at + 4], 'prev', 'active')
        codes[n], done = 0, done + 1
      end
    end
  end
  if #finished > 0 then call('ZADD', K .. 'completed', unpack(finished)) end
  if #gone > 0 then call('DEL', unpack(gone)) end
  call('DEL', unpack(locks))
  call('SREM', K .. 'stalled', unpack(settled))
  return done < total and codes or {}, done
end

local function claimAll(call, found)
  local jobs, time, first, events = {}, ARGV[2], tonumber(ARGV[7]), K .. 'events'
  local ids = call('RPOP', K .. 'wait', ARGV[5])
  call('LPUSH', K .. 'active', unpack(ids))
  for n = 1, slots do
    local id, job = ids[n], found[slots - n + 1]
    local key, token, name = K .. id, ARGV[6] .. string.format('%d', first + n - 1), ARGV[12 + n]
    local before = begun(job)
    local times = before == '0' and '1' or string.format('%.0f', (tonumber(before) or 0) + 1)
    call('SET', key .. ':lock', token, 'PX', ARGV[8])
    call('XADD', events, '*', 'event', 'active', 'jobId', id, 'prev', 'waiting')
    if name ~= '' then
      call('HSET', key, 'processedOn', time, 'pb', name, 'ats', times)
    else
      call('HSET', key, 'processedOn', time, 'ats', times)
    end
    jobs[n] = apart and id or { id, token, job }
  end
  call('ZADD', K .. 'marker', '0', '0')
  return jobs
end

-- Looks at all that the call concerns: whether it is plain, what will be claimed, and what attempts() answers. A key of another type in the way is an error here, before the first write.
local function look()
  local call, seen, made, locks, inOrder = redis.call, {}, nil, nil, nil
  if resent or slots == 0 or slots > tonumber(ARGV[11]) or ARGV[9] ~= '' or not arePlain(seen) then return false end
  if total > 0 then
    inOrder = total >= 8 and areInOrder(call, seen) -- to take fewer off one by one costs less
    made, locks = attempts(call)
    if not made then return false end
  end
  local meta = call('HMGET', K .. 'meta', 'opts.maxLenEvents', 'paused', 'concurrency', 'max')
  if not meta[1] or meta[2] or meta[3] or meta[4] then return false end
  local due = string.format('%.0f', (now + 1) * 4096 - 1)
  if #call('ZRANGEBYSCORE', K .. 'delayed', '0', due, 'LIMIT', '0', '1') > 0 then return false end
  local found = waiting(call, seen)
  if not found then return false end
  call('LLEN', K .. 'active')
  if total > 0 then
    call('ZCARD', K .. 'completed')
    call('XTRIM', K .. 'events', 'MAXLEN', '~', meta[1])
  else
    call('XLEN', K .. 'events')
  end
  return true, found, made, locks, inOrder
end
