-- Claims: from `wait` and `prioritized` to `active`, with a lock each. Needs K, queue.
--   ARGV[5..]  free slots, token stem, first token number, lock ms, limiter max | "", limiter ms | "", at once,
--              whether the hashes may be read apart "0|1", per free slot: worker name | ""
local claim = { foreign = {} } -- foreign: ids under whose keys there is something else than a job
local call = redis.call
local active, events = K .. 'active', K .. 'events'
local tokenStem, firstToken, lockMs = ARGV[6], tonumber(ARGV[7]), ARGV[8]
local firstName = 13

-- How many the limiter lets through, and for how long it is shut when that is none.
local function allowance(limit, duration)
  local max = tonumber(limit or ARGV[9])
  if not max then return nil, 0, nil end
  local window = ARGV[10] ~= '' and ARGV[10] or duration
  local used = tonumber(redis.call('GET', K .. 'limiter') or '0')
  if used < max then return max - used, 0, window end
  local left = redis.call('PTTL', K .. 'limiter')
  if left > 0 then return 0, left, window end
  if left == 0 then redis.call('DEL', K .. 'limiter') return max, 0, window end
  return max, 0, window
end

local function charge(window)
  if redis.call('INCR', K .. 'limiter') == 1 then
    redis.call('PEXPIRE', K .. 'limiter', math.floor(math.abs(tonumber(window))))
  end
end

-- Gives one job its lock and marks it begun; answers its hash as it was, or nil when it is gone or none of a job's,
-- and whether the limiter counted it (a job that is only to be failed is free), and how large it is.
local function activate(id, token, name, now, window)
  local key = K .. id
  local hash = redis.pcall('HGETALL', key)
  if #hash == 0 then
    call('LREM', active, 1, id)
    if hash.err then claim.foreign[#claim.foreign + 1] = id end
    return nil
  end
  local begun, deferred, bytes = 0, false, 0
  for n = 1, #hash, 2 do
    local field, value = hash[n], hash[n + 1]
    bytes = bytes + #value
    if field == 'ats' then begun = tonumber(value) or 0
    elseif field == 'defa' then deferred = true end
  end
  local charged = window and not deferred
  if charged then charge(window) end
  call('SET', key .. ':lock', token, 'PX', lockMs)
  call('XADD', events, '*', 'event', 'active', 'jobId', id, 'prev', 'waiting')
  begun = begun == 0 and '1' or string.format('%.0f', begun + 1)
  if name ~= '' then
    call('HSET', key, 'processedOn', now, 'pb', name, 'ats', begun)
  else
    call('HSET', key, 'processedOn', now, 'ats', begun)
  end
  return hash, charged, bytes
end

-- Puts ids that could not be begun, from the n-th on, back where they were taken from.
local function putBack(ids, n, scores)
  redis.call('DEL', K .. ids[n] .. ':lock')
  for last = #ids, n, -1 do
    redis.pcall('LREM', active, 1, ids[last])
    if scores then
      redis.call('ZADD', K .. 'prioritized', scores[last], ids[last])
    else
      redis.call('RPUSH', K .. 'wait', ids[last])
    end
  end
end

-- The next ids, and their scores if they have some: all of `wait` before any of `prioritized`; old markers are dropped. Jobs still due
-- would go before what is prioritized, so that is left alone while there may be some.
local function pop(wanted, moreDue)
  local ids, scores = {}, nil
  for _, id in ipairs(redis.call('RPOP', K .. 'wait', wanted) or {}) do
    if string.sub(id, 1, 2) ~= '0:' then ids[#ids + 1] = id end
  end
  if #ids == 0 then
    if moreDue then return ids end
    local best = redis.call('ZPOPMIN', K .. 'prioritized', wanted)
    scores = {}
    for n = 1, #best, 2 do ids[#ids + 1], scores[#scores + 1] = best[n], best[n + 1] end
    if #ids == 0 then redis.call('DEL', K .. 'pc') return ids end
  end
  local pushed = redis.pcall('LPUSH', active, unpack(ids))
  if type(pushed) == 'table' then
    putBack(ids, 1, scores)
    error(pushed, 0)
  end
  return ids, scores
end

-- The claims of a call whose reply was lost: they are active under the tokens that the call carried.
local function reclaimed(slots)
  local jobs = {}
  for _, id in ipairs(redis.call('LRANGE', K .. 'active', 0, -1)) do
    local token = redis.call('GET', K .. id .. ':lock') or ''
    if string.sub(token, 1, #tokenStem) == tokenStem then
      local number = tonumber(string.sub(token, #tokenStem + 1))
      if number and number >= firstToken and number < firstToken + slots then
        jobs[#jobs + 1] = { id, token, redis.call('HGETALL', K .. id), 'again' }
      end
    end
  end
  return jobs
end

-- How many may be active still under the queue's own bound on concurrency.
local function headroom(slots, bound)
  if not bound then return slots end
  return math.min(slots, tonumber(bound) - redis.call('LLEN', K .. 'active'))
end

function claim.upTo(slots, now, resent)
  local result = { jobs = {}, limited = 0, due = '', closed = '0' }
  if resent then result.jobs = reclaimed(slots) end
  if #result.jobs > 0 then return result end
  local moreDue = queue.promote(now)
  local rules = redis.call('HMGET', K .. 'meta', 'max', 'duration', 'paused', 'concurrency')
  local allowed, limited, window = allowance(rules[1], rules[2])
  if limited > 0 then result.limited = limited return result end
  if allowed and not window then error('the rate limit of the queue has a max but no duration', 0) end
  local wanted = headroom(slots, rules[4])
  if rules[3] or wanted <= 0 then result.closed = '1' return result end
  allowed = allowed or wanted
  local bytes, atOnce, time, failure = 0, tonumber(ARGV[11]), string.format('%.0f', now), nil
  while wanted > 0 and allowed > 0 and bytes < 1048576 and not failure do
    local ids, scores = pop(math.min(wanted, allowed, atOnce), moreDue)
    if #ids == 0 then break end
    for n, id in ipairs(ids) do
      local token = tokenStem .. string.format('%.0f', firstToken + #result.jobs)
      local begun, hash, charged, size = pcall(activate, id, token, ARGV[firstName + #result.jobs], time, window)
      if not begun then
        putBack(ids, n, scores)
        failure = hash
        break
      end
      if hash then
        bytes = bytes + size
        result.jobs[#result.jobs + 1] = { id, token, hash }
        wanted = wanted - 1
        if charged then allowed = allowed - 1 end
      end
    end
  end
  if failure and #result.jobs == 0 then error(failure, 0) end
  if #result.jobs > 0 then
    queue.armMarker()
  else
    local head = redis.call('ZRANGE', K .. 'delayed', '0', '0', 'WITHSCORES')
    if head[2] then result.due = string.format('%.17g', tonumber(head[2]) / 4096) end
  end
  return result
end

-- Whether a claim looked for jobs, was not kept from them, and there is none, not even one to come.
function claim.foundNothing(result)
  return #result.jobs == 0 and result.closed == '0' and result.limited == 0
    and redis.call('ZCARD', K .. 'delayed') == 0
end
