-- Puts a scheduler in, or another in its place, and makes its next job (protocol 3.12).
--   KEYS[1] <stem>meta
--   ARGV    stem, scheduler id, now, due ms of a pattern | "", interval ms | "", offset ms | "", start ms | "",
--           name, data, the job's options (see part/iteration.lua), then fields and values of the scheduler's hash
--   Reply   { 0, job id, delay ms } | { -10 } a job stands where the next should | { -11 } at 32 times in a row
local K, scheduler, now = ARGV[1], ARGV[2], tonumber(ARGV[3])
local due, every, offset = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
-- @include queue
-- @include line
-- @include iteration
local hash = K .. 'repeat:' .. scheduler
queue.eventCap()
local before = tonumber(redis.call('ZSCORE', K .. 'repeat', scheduler) or nil)
local sameEvery = every and before and tonumber(redis.call('HGET', hash, 'every') or nil) == every
local phase = offset or 0
if every then
  due = iteration.due(sameEvery and before or nil, every, now, phase, tonumber(ARGV[7]))
  if phase == 0 then phase = due - math.floor(due / every) * every end
end

-- Takes back the job made before, unless it has begun. While the queue is paused too, where upstream leaves it.
local function takeBack(id)
  if redis.call('EXISTS', K .. id) == 0 then return false end
  local taken = redis.call('ZREM', K .. 'delayed', id) == 1 or redis.call('ZREM', K .. 'prioritized', id) == 1
    or redis.call('LREM', K .. 'wait', 1, id) == 1 or redis.call('LREM', K .. 'paused', 1, id) == 1
  if taken then
    local deduplicated = redis.call('HGET', K .. id, 'deid')
    if deduplicated and redis.call('GET', K .. 'de:' .. deduplicated) == id then
      redis.call('DEL', K .. 'de:' .. deduplicated, K .. 'dn:' .. deduplicated)
    end
    local job = K .. id
    redis.call('DEL', job, job .. ':logs', job .. ':dependencies', job .. ':processed', job .. ':failed',
      job .. ':unsuccessful')
  end
  return taken
end

local replaces = before and takeBack(iteration.idAt(scheduler, before)) or false
if replaces and sameEvery then due = before end
if not replaces then offset = phase end
local function isTaken() return redis.call('EXISTS', K .. iteration.idAt(scheduler, due)) == 1 end
if every then
  local steps = 0
  while isTaken() do
    if steps == 32 then return { -11 } end
    due, steps = due + every, steps + 1
  end
elseif not replaces and isTaken() then
  return { -10 }
end

local known = redis.call('HMGET', hash, 'offset', 'ic')
redis.call('ZADD', K .. 'repeat', whole(due), scheduler)
redis.call('DEL', hash)
redis.call('HSET', hash, 'name', ARGV[8], 'ic', known[2] or 1, unpack(ARGV, 14))
if offset or known[1] then redis.call('HSET', hash, 'offset', whole(offset or tonumber(known[1]))) end
local id, delay = iteration.add(scheduler, due, now, { name = ARGV[8], data = ARGV[9] }, 10)
return { 0, id, whole(delay) }
