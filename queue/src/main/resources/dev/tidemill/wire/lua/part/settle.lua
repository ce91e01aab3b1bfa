-- One settled job: from `active` to where its outcome sends it. Needs K, queue, keep, parent, again.
--   completed: kind, id, token, at, return value, keep count, keep age s, keep limit, attempt's number where the job is plain or 0
--   failed:    kind, id, token, at, reason, stacktrace, trace | "", keep count, keep age s, keep limit, attempts
--   delayed:   kind, id, token, at, reason, stacktrace, trace | "", delay ms, skip attempt "0|1"
--   retried:   kind, id, token, at, reason, stacktrace, trace | "", lifo "0|1"
--   returned:  kind, id, token, at
--   postponed: kind, id, token, at, delay ms               no attempt is counted, as with the two that follow
--   children:  kind, id, token, at, full key of the child that is waited for | ""
--   limited:   kind, id, token, at, ms that nothing starts
-- Codes: 0 settled; 1 on a repeated call: it was settled by the first; 3 no children to wait for; otherwise as protocol 6.
local settle = { width = { completed = 9, failed = 11, delayed = 9, retried = 8, returned = 4,
  postponed = 5, children = 5, limited = 5 } }
local call, ARGV = redis.call, ARGV
local active, events = K .. 'active', K .. 'events'
-- Jobs whose lock was ours: what they give up is given up together, at the end.
local released, locks, isReleased = {}, {}, {}
local holders = {} -- by id: the token of the job's lock as the call found it
local gone, isGone = {}, {} -- keys of jobs that are removed together, at the end
local leaving -- the job that has left `active` and not arrived where it goes
local childless = false -- whether none of the jobs has, or had, children

-- Gives up the lock; answers a code when it is not ours.
local function release(id, key, token)
  if token == '0' then return nil end
  local held = not isReleased[id] and holders[id]
  if held ~= token then return held and -6 or -2 end
  released[#released + 1] = id
  locks[#locks + 1] = key .. ':lock'
  isReleased[id] = true
  return nil
end

-- On a repeated call a job that is no longer ours was either settled by the first call or lost before it.
local function earlier(kind, id)
  local finishedOn = redis.call('HGET', K .. id, 'finishedOn')
  if kind == 'completed' or kind == 'failed' then
    if finishedOn or isGone[id] or redis.call('EXISTS', K .. id) == 0 then return 1 end
  end
  return 2
end

-- A job without relations is missed by nobody before the call ends.
local function remove(id, job)
  if not childless or job.parentKey or job.deid then keep.removeNow(id, job) return end
  keep.keysOf(id, gone)
  isGone[id] = true
end

local function writeFailure(id, at)
  redis.call('HSET', K .. id, 'failedReason', ARGV[at + 4], 'stacktrace', ARGV[at + 5])
  if ARGV[at + 6] ~= '' then redis.call('HSET', K .. id, 'tm', ARGV[at + 6]) end
end

function settle.trim()
  call('XTRIM', events, 'MAXLEN', '~', settle.cap)
end

local function finish(kind, at, job)
  -- Only a job that finishes may write the cap, and one trim a call does for all of them.
  settle.cap = settle.cap or queue.eventCap()
  if at == settle.last then settle.trim() end
  local id, moment, value = ARGV[at + 1], ARGV[at + 3], ARGV[at + 4]
  local completed, key = kind == 'completed', job.key
  local policy = at + (completed and 5 or 7)
  if job.deid then
    keep.releaseDeduplication(id, job.deid)
    if again.add(job.deid, tonumber(moment)) then childless = false end
  end
  if job.parentKey then parent.childFinished(key, job, completed, value, moment) end
  local made = job.atm and string.format('%.0f', tonumber(job.atm) + 1) or '1'
  local field = completed and 'returnvalue' or 'failedReason'
  if ARGV[policy] == '0' then
    remove(id, job)
  else
    call('HSET', key, 'atm', made, field, value, 'finishedOn', moment)
    if not completed then call('HDEL', key, 'defa') end
    call('ZADD', K .. kind, moment, id)
    keep.trim(kind, tonumber(moment), ARGV[policy], ARGV[policy + 1], ARGV[policy + 2])
  end
  call('XADD', events, '*', 'event', kind, 'jobId', id, field, value, 'prev', 'active')
  if not completed and tonumber(made) >= tonumber(ARGV[at + 10]) then
    call('XADD', events, '*', 'event', 'retries-exhausted', 'jobId', id, 'attemptsMade', made)
  end
end

local function delay(id, moment, wait)
  redis.call('HSET', K .. id, 'delay', wait)
  local due = tonumber(moment) + tonumber(wait)
  queue.delay(id, due)
  queue.tell(queue.eventCap(), 'delayed', id, 'delay', string.format('%.0f', due))
  queue.armDelayMarker()
end

local function priorityOf(key)
  return tonumber(call('HGET', key, 'priority') or '0')
end

local function retry(at, job)
  local id, priority = ARGV[at + 1], priorityOf(job.key)
  redis.call('HINCRBY', K .. id, 'atm', 1)
  if priority > 0 then
    queue.prioritize(id, priority)
  else
    redis.call(ARGV[at + 7] == '1' and 'RPUSH' or 'LPUSH', queue.line(), id)
  end
  if not queue.pausedOrMaxed() then queue.armMarker() end
  queue.tell(queue.eventCap(), 'waiting', id, 'prev', 'active')
end

-- Asks once for all: who holds the locks, which settling only gives up, and whether there may be children, of
-- which settling never gives a job its first.
function settle.look(starts)
  local keys, held = {}, {}
  for n = 1, #starts do
    local key = K .. ARGV[starts[n] + 1]
    keys[2 * n - 1] = key .. ':dependencies'
    keys[2 * n] = key .. ':unsuccessful'
    held[n] = key .. ':lock'
  end
  if #held == 0 then return end
  childless = call('EXISTS', unpack(keys)) == 0
  held = call('MGET', unpack(held))
  for n = 1, #starts do holders[ARGV[starts[n] + 1]] = held[n] end
end

local function pendingChildren(id)
  if childless then return nil end
  if redis.call('EXISTS', K .. id .. ':dependencies', K .. id .. ':unsuccessful') == 0 then return nil end
  return redis.call('SCARD', K .. id .. ':dependencies') > 0 and -4 or -9
end

-- Whether a job has children to wait for: nil, or a code that says why it does not wait.
local function noneToWaitFor(id, child)
  if redis.call('EXISTS', K .. id .. ':unsuccessful') == 1 then return -9 end
  local pending = K .. id .. ':dependencies'
  local found = child == '' and redis.call('EXISTS', pending) or child ~= '' and redis.call('SISMEMBER', pending, child)
  return found == 0 and 3 or nil
end

local function awaitChildren(id, moment)
  redis.call('ZADD', K .. 'waiting-children', moment, id)
  redis.call('XADD', K .. 'events', '*', 'event', 'waiting-children', 'jobId', id, 'prev', 'active')
end

function settle.one(kind, at, resent)
  local id = ARGV[at + 1]
  -- A retry promotes what is due by then before its own job is pushed, even when the retry is then refused.
  if kind == 'retried' then queue.promote(tonumber(ARGV[at + 3])) end
  if kind == 'limited' then call('SET', K .. 'limiter', '9007199254740991', 'PX', ARGV[at + 4]) end
  local key = K .. id
  local hash = call('HMGET', key, 'ats', 'atm', 'parentKey', 'deid')
  if isGone[id] or not hash[1] and call('EXISTS', key) == 0 then return resent and earlier(kind, id) or -1 end
  local job = { key = key, atm = hash[2], parentKey = hash[3], deid = hash[4] }
  local pending = kind == 'completed' and pendingChildren(id)
    or kind == 'children' and noneToWaitFor(id, ARGV[at + 4])
  if pending then return pending end
  local refused = release(id, key, ARGV[at + 2])
  if refused then return resent and earlier(kind, id) or refused end
  if kind == 'failed' or kind == 'delayed' or kind == 'retried' then writeFailure(id, at) end
  if call('LREM', active, '-1', id) == 0 then return -3 end
  job.id, job.gone = id, #gone
  leaving = job
  if kind == 'completed' or kind == 'failed' then finish(kind, at, job)
  elseif kind == 'delayed' then
    if ARGV[at + 8] == '0' then redis.call('HINCRBY', K .. id, 'atm', 1) end
    delay(id, ARGV[at + 3], ARGV[at + 7])
  elseif kind == 'postponed' then delay(id, ARGV[at + 3], ARGV[at + 4])
  elseif kind == 'children' then awaitChildren(id, ARGV[at + 3])
  elseif kind == 'retried' then retry(at, job)
  else queue.toHead(id, priorityOf(key), 'active') end
  leaving = nil
  return 0
end

-- After an error: a job that has not arrived is active under its lock as before, so that it comes back when that ends.
function settle.undo()
  local job = leaving
  leaving = nil
  if not job or call('EXISTS', job.key) == 0 then return end
  for n = #gone, job.gone + 1, -1 do gone[n] = nil end
  isGone[job.id] = nil
  if released[#released] == job.id then
    released[#released], locks[#locks], isReleased[job.id] = nil, nil, nil
  end
  call('HDEL', job.key, 'finishedOn', 'returnvalue')
  redis.pcall('LPUSH', active, job.id)
end

function settle.flush()
  if #released == 0 then return end
  call('DEL', unpack(locks))
  call('SREM', K .. 'stalled', unpack(released))
  if #gone > 0 then call('DEL', unpack(gone)) end
end

-- Tells that nothing is left to do.
function settle.tellIfDrained()
  if redis.call('LLEN', K .. 'wait') == 0 and redis.call('LLEN', K .. 'active') == 0
    and redis.call('ZCARD', K .. 'prioritized') == 0 then
    redis.call('XADD', K .. 'events', '*', 'event', 'drained')
  end
end
