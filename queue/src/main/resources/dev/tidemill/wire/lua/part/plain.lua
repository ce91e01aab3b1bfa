-- Completed jobs with nothing special about them and a line that is long enough for all slots, as most calls have: the
-- steps of part/settle.lua and part/claim.lua without what only others need, since to define that costs Redis more than
-- a lone job does. All is looked at before the first write. Needs K, now, slots, total, standing.
-- Tables are made at their full size from what is at hand: one that grows costs as much as a command.

local apart, keepsNone, nextColumn = ARGV[9] == '1', ARGV[10] == '0', 13

-- Where a column stands, so that its n-th value is ARGV[column + n * step].
local function column(which, count)
  local step = which and string.sub(ARGV[12], which, which) == '1' and 0 or 1
  local first = nextColumn
  nextColumn = first + (step == 0 and 1 or count)
  return first - step, step
end
local nameAt, nameStep = column(1, slots)
local idAt = column(nil, total)
local tokenAt = column(nil, total)
local atAt, atStep = column(2, total)
local valueAt, valueStep = column(3, total)
local attemptAt, attemptStep = column(4, total)

-- Whether the jobs that are to be settled are the next that `active` gives, as those are that end about in the order of
-- their claims.
local function areNext(call)
  local last = call('LRANGE', K .. 'active', '-' .. ARGV[11], '-1')
  if #last < total then return false end
  for n = total, 1, -1 do
    local id, at = ARGV[idAt + total + 1 - n], n
    while last[at] ~= id do
      at = at - 1
      if at == 0 then return false end
    end
    last[at] = last[n]
  end
  return true
end

-- The attempts of the jobs of which the call does not tell them, by their place; nil when one is not plain.
local function attempts(call, keys)
  local made = {}
  for n = 1, total do
    if ARGV[attemptAt + n * attemptStep] == '0' then
      local hash = call('HMGET', keys[n], 'ats', 'atm', 'parentKey', 'deid')
      if not hash[1] or hash[3] or hash[4] then return nil end
      made[n] = hash[2] and string.format('%.0f', tonumber(hash[2]) + 1) or '1'
    end
  end
  return made
end

-- Puts the keys of the jobs that are to be settled into `keys`; answers their locks, or nil when one is not plain or not
-- locked by its token.
local function locksOf(call, keys)
  local locks = { unpack(ARGV, idAt + 1, idAt + total) }
  local relations = { unpack(ARGV, idAt + 1, idAt + 2 * total) }
  for n = 1, total do
    local key = K .. locks[n]
    keys[n], locks[n] = key, key .. ':lock'
    relations[2 * n - 1], relations[2 * n] = key .. ':dependencies', key .. ':unsuccessful'
  end
  if call('EXISTS', unpack(relations)) > 0 then return nil end
  local tokens = call('MGET', unpack(locks))
  for n = 1, total do
    if tokens[n] ~= ARGV[tokenAt + n] then return nil end
  end
  return locks
end

-- What is to be known of a job that waits: its hash or, when that is read apart, how often it was begun before.
local function known(call, key)
  if apart then return call('HGET', key, 'ats') or '0' end
  return call('HGETALL', key)
end

-- Whether none of these is removed by this very call.
local function stay(ids)
  local leaves = {}
  for n = 1, total do leaves[ARGV[idAt + n]] = true end
  for n = 1, slots do
    if leaves[ids[n]] then return false end
  end
  return true
end

-- Looks at the jobs that the slots will take and puts their keys into `keys`, behind those that are to be settled: answers
-- ids and what is known of each, or nil when there are too few.
local function waiting(call, keys)
  local ids = call('LRANGE', K .. 'wait', '-' .. ARGV[4], '-1')
  if #ids < slots then return nil end
  for n = 1, slots / 2 do ids[n], ids[slots + 1 - n] = ids[slots + 1 - n], ids[n] end
  if keepsNone and not stay(ids) then return nil end
  local found = { unpack(ids) }
  for n = 1, slots do
    local key = K .. ids[n]
    keys[total + n], found[n] = key, known(call, key)
  end
  return ids, found
end

-- How often a job was begun before, by its hash.
local function begun(hash)
  for at = 1, #hash, 2 do
    if hash[at] == 'ats' then return hash[at + 1] end
  end
  return '0'
end

-- Stores that a job has completed, or notes the keys that are to go; answers an error when its key holds something else.
local function store(key, n, made, gone)
  if not keepsNone then
    return redis.pcall('HSET', key, 'atm', made[n] or ARGV[attemptAt + n * attemptStep],
      'returnvalue', ARGV[valueAt + n * valueStep], 'finishedOn', ARGV[atAt + n * atStep])
  end
  local at = #gone
  gone[at + 1], gone[at + 2], gone[at + 3], gone[at + 4] = key, key .. ':logs', key .. ':processed', key .. ':failed'
end

-- Answers the codes, none where all are 0, and how many are.
local function settleAll(call, keys, settled)
  local made, events, active, inOrder = settled.made, K .. 'events', K .. 'active', settled.inOrder
  if inOrder then call('LTRIM', active, '0', -1 - total) end
  local refused, finished, gone, done = {}, { unpack(ARGV, idAt + 1, idAt + 2 * total) }, {}, 0
  for n = 1, total do
    local id = ARGV[idAt + n]
    if inOrder or call('LREM', active, '-1', id) == 1 then
      local stored = store(keys[n], n, made, gone)
      if type(stored) == 'table' then -- the key holds something else by now
        call('LPUSH', active, id) -- it is found there when its lock is missed
        refused[n] = stored
      else
        done = done + 1
        finished[2 * done - 1], finished[2 * done] = ARGV[atAt + n * atStep], id
        call('XADD', events, '*', 'event', 'completed', 'jobId', id, 'returnvalue', ARGV[valueAt + n * valueStep], 'prev', 'active')
      end
    else
      refused[n] = -3
    end
  end
  if done > 0 and not keepsNone then call('ZADD', K .. 'completed', unpack(finished, 1, 2 * done)) end
  if #gone > 0 then call('DEL', unpack(gone)) end
  call('DEL', unpack(settled.locks))
  call('SREM', K .. 'stalled', unpack(ARGV, idAt + 1, idAt + total))
  if done == total then return {}, done end
  for n = 1, total do refused[n] = refused[n] or 0 end
  return refused, done
end

local function claimAll(call, keys, ids, found)
  local format, events, pcall = string.format, K .. 'events', redis.pcall
  local time, stem, first, lockMs = ARGV[2], ARGV[5], tonumber(ARGV[6]) - 1, ARGV[7]
  call('LTRIM', K .. 'wait', '0', -1 - slots)
  call('LPUSH', K .. 'active', unpack(ids))
  local jobs = apart and ids or {}
  for n = 1, slots do
    local id, key, name = ids[n], keys[total + n], ARGV[nameAt + n * nameStep]
    local token, lock = stem .. format('%d', first + n), key .. ':lock'
    -- A lock that is there is a stray one, or the line has the job twice. GET spares the table that an OK is in Lua.
    if pcall('SET', lock, token, 'PX', lockMs, 'GET') then
      call('SET', lock, token, 'PX', lockMs)
      found[n] = known(call, key)
    end
    local before = apart and found[n] or begun(found[n])
    local times = before == '0' and '1' or format('%.0f', (tonumber(before) or 0) + 1)
    call('XADD', events, '*', 'event', 'active', 'jobId', id, 'prev', 'waiting')
    if name ~= '' then
      call('HSET', key, 'processedOn', time, 'pb', name, 'ats', times)
    else
      call('HSET', key, 'processedOn', time, 'ats', times)
    end
    if not apart then jobs[n] = { id, token, found[n] } end
  end
  call('ZADD', K .. 'marker', '0', '0')
  return jobs
end

-- Looks at all that the call concerns: answers nil when it is not plain, else keys, what is to be known of the settled
-- ones, and ids and what is known of those that will be claimed. A key of another type in the way is an error here,
-- before the first write.
local function look()
  local call, keys, settled = redis.call, { unpack(ARGV, 1, total + slots) }, {}
  if slots > tonumber(ARGV[8]) then return nil end
  if total > 0 then
    settled.inOrder = total >= 8 and areNext(call) -- to take fewer off one by one costs less
    settled.locks = locksOf(call, keys)
    settled.made = settled.locks and attempts(call, keys)
    if not settled.made then return nil end
  end
  local meta = call('HMGET', K .. 'meta', 'opts.maxLenEvents', 'paused', 'concurrency', 'max')
  if not meta[1] or meta[2] or meta[3] or meta[4] then return nil end
  local due = string.format('%.0f', (now + 1) * 4096 - 1)
  if #call('ZRANGEBYSCORE', K .. 'delayed', '0', due, 'LIMIT', '0', '1') > 0 then return nil end
  local ids, found = waiting(call, keys)
  if not ids or call('EXISTS', unpack(keys, 1, total + slots)) < total + slots then return nil end
  if not settled.inOrder then call('LLEN', K .. 'active') end
  if total > 0 then
    call('ZCARD', K .. 'completed')
    call('XTRIM', K .. 'events', 'MAXLEN', '~', meta[1])
  else
    call('XLEN', K .. 'events')
  end
  return keys, settled, ids, found
end
