-- One settled job: from `active` to where its outcome sends it. Needs K, queue, keep, parent.
--   completed: kind, id, token, at, return value, keep count, keep age s, keep limit
--   failed:    kind, id, token, at, reason, stacktrace, keep count, keep age s, keep limit, attempts
--   delayed:   kind, id, token, at, reason, stacktrace, delay ms, skip attempt "0|1"
--   retried:   kind, id, token, at, reason, stacktrace, lifo "0|1"
--   returned:  kind, id, token, at
-- Codes: 0 settled; 1 on a repeated call: it was settled by the first; otherwise as protocol 6.
local settle = { cap = '10000', width = { completed = 8, failed = 10, delayed = 8, retried = 7, returned = 4 } }
local released = {} -- ids whose lock was ours: taken out of `stalled` together

-- Gives up the lock; answers a code when it is not ours.
local function release(id, token)
  if token == '0' then return nil end
  local held = redis.call('GET', K .. id .. ':lock')
  if held ~= token then return held and -6 or -2 end
  redis.call('DEL', K .. id .. ':lock')
  released[#released + 1] = id
  return nil
end

-- On a repeated call a job that is no longer ours was either settled by the first call or lost before it.
local function earlier(kind, id)
  local finishedOn = redis.call('HGET', K .. id, 'finishedOn')
  if kind == 'completed' or kind == 'failed' then
    if finishedOn or redis.call('EXISTS', K .. id) == 0 then return 1 end
  end
  return 2
end

local function writeFailure(id, at)
  redis.call('HSET', K .. id, 'failedReason', ARGV[at + 4], 'stacktrace', ARGV[at + 5])
end

local function finish(kind, at, job)
  local id, moment, value = ARGV[at + 1], ARGV[at + 3], ARGV[at + 4]
  local completed = kind == 'completed'
  local policy = at + (completed and 5 or 6)
  if job.deid then keep.releaseDeduplication(id, job.deid) end
  if job.parentKey then parent.childFinished(K .. id, job, completed, value, moment) end
  local made = tonumber(job.atm or '0') + 1
  if ARGV[policy] == '0' then
    keep.removeNow(id, job)
  else
    local field = completed and 'returnvalue' or 'failedReason'
    redis.call('HSET', K .. id, 'atm', string.format('%.0f', made), field, value, 'finishedOn', moment)
    if not completed then redis.call('HDEL', K .. id, 'defa') end
    redis.call('ZADD', K .. kind, moment, id)
    keep.trim(kind, tonumber(moment), ARGV[policy], ARGV[policy + 1], ARGV[policy + 2])
  end
  redis.call('XADD', K .. 'events', '*', 'event', kind, 'jobId', id,
    completed and 'returnvalue' or 'failedReason', value, 'prev', 'active')
  if not completed and made >= tonumber(ARGV[at + 9]) then
    redis.call('XADD', K .. 'events', '*', 'event', 'retries-exhausted', 'jobId', id,
      'attemptsMade', string.format('%.0f', made))
  end
end

local function delay(at)
  local id, wait = ARGV[at + 1], tonumber(ARGV[at + 6])
  if ARGV[at + 7] == '0' then redis.call('HINCRBY', K .. id, 'atm', 1) end
  redis.call('HSET', K .. id, 'delay', ARGV[at + 6])
  local due = tonumber(ARGV[at + 3]) + wait
  queue.delay(id, due)
  queue.tell(queue.eventCap(), 'delayed', id, 'delay', string.format('%.0f', due))
  queue.armDelayMarker()
end

local function retry(at, job)
  local id, priority = ARGV[at + 1], tonumber(job.priority or '0')
  redis.call('HINCRBY', K .. id, 'atm', 1)
  if priority > 0 then
    queue.prioritize(id, priority)
  else
    redis.call(ARGV[at + 6] == '1' and 'RPUSH' or 'LPUSH', K .. 'wait', id)
  end
  if not queue.pausedOrMaxed() then queue.armMarker() end
  queue.tell(queue.eventCap(), 'waiting', id, 'prev', 'active')
end

local function pendingChildren(id)
  if redis.call('EXISTS', K .. id .. ':dependencies', K .. id .. ':unsuccessful') == 0 then return nil end
  return redis.call('SCARD', K .. id .. ':dependencies') > 0 and -4 or -9
end

function settle.one(kind, at, resent)
  local id = ARGV[at + 1]
  -- A retry promotes what is due by then before its own job is pushed, even when the retry is then refused.
  if kind == 'retried' then queue.promote(tonumber(ARGV[at + 3])) end
  local hash = redis.call('HMGET', K .. id, 'atm', 'ats', 'priority', 'parentKey', 'parent', 'deid')
  local job = { atm = hash[1], priority = hash[3], parentKey = hash[4], parent = hash[5], deid = hash[6] }
  if not hash[2] and redis.call('EXISTS', K .. id) == 0 then return resent and earlier(kind, id) or -1 end
  local pending = kind == 'completed' and pendingChildren(id)
  if pending then return pending end
  local refused = release(id, ARGV[at + 2])
  if refused then return resent and earlier(kind, id) or refused end
  if kind == 'failed' or kind == 'delayed' or kind == 'retried' then writeFailure(id, at) end
  if redis.call('LREM', K .. 'active', -1, id) == 0 then return -3 end
  if kind == 'completed' or kind == 'failed' then finish(kind, at, job)
  elseif kind == 'delayed' then delay(at)
  elseif kind == 'retried' then retry(at, job)
  else queue.toHead(id, tonumber(job.priority or '0'), 'active') end
  return 0
end

function settle.flush()
  if #released > 0 then redis.call('SREM', K .. 'stalled', unpack(released)) end
end

-- Tells that nothing is left to do.
function settle.tellIfDrained()
  if redis.call('LLEN', K .. 'wait') == 0 and redis.call('LLEN', K .. 'active') == 0
    and redis.call('ZCARD', K .. 'prioritized') == 0 then
    redis.call('XADD', K .. 'events', '*', 'event', 'drained')
  end
end
