-- Makes the job that follows one of a scheduler's jobs, if that is the one the scheduler made last (protocol 3.12).
--   KEYS[1] <stem>meta
--   ARGV    stem, scheduler id, now, id of the job that begins, due ms of a pattern | "", interval ms | "", offset ms,
--           the job's options (see part/iteration.lua)
--   Reply   the id of the job made | nothing
local K, scheduler, now = ARGV[1], ARGV[2], tonumber(ARGV[3])
-- @include queue
-- @include line
-- @include iteration
local before = tonumber(redis.call('ZSCORE', K .. 'repeat', scheduler) or nil)
if not before or iteration.idAt(scheduler, before) ~= ARGV[4] then return false end
local hash = K .. 'repeat:' .. scheduler
local known = redis.call('HMGET', hash, 'name', 'data', 'every', 'offset')
local due, every = tonumber(ARGV[5]), tonumber(known[3] or ARGV[6])
if every then due = iteration.due(before, every, now, tonumber(known[4] or ARGV[7])) end
if not due then return false end
local id = iteration.idAt(scheduler, due)
if redis.call('EXISTS', K .. id) == 1 then
  queue.tell(queue.eventCap(), 'duplicated', id)
  return false
end
redis.call('ZADD', K .. 'repeat', whole(due), scheduler)
redis.call('HINCRBY', hash, 'ic', 1)
return (iteration.add(scheduler, due, now, { name = known[1] or scheduler, data = known[2] or '{}' }, 8))
