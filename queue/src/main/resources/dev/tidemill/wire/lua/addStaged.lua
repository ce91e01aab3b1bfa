-- Adds jobs that differ in nothing but their data and have nothing special about them, whose hashes plain commands
-- have written in this transaction: Lua reads every byte of a text it is given, which for data of some size costs
-- Redis more than all the rest of the add.
--   KEYS[1] <stem>meta
--   ARGV    stem, how many jobs, what the keys of their hashes begin with, name
--   Reply   { ids }, or null when the queue is not a plain one or a key is in the way: then nothing was added
-- Equals addAlike.lua with these jobs.
local K, count, staged, name = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4]
-- @include ids
local numbers = idsAfter(0, count)

-- Gives the hashes their names; where a name is taken, those before it are removed again. Redis looks at each name
-- once: to ask for all of them first costs it a twentieth of the add.
local function areNamed(ids)
  for n = 1, count do
    if redis.call('RENAMENX', staged .. numbers[n], K .. ids[n]) == 0 then
      for named = 1, n - 1 do redis.call('DEL', K .. ids[named]) end
      return false
    end
  end
  return true
end

-- Answers the ids, or nil, having left nothing.
local function addAll()
  local call, events = redis.call, K .. 'events'
  local meta = call('HMGET', K .. 'meta', 'opts.maxLenEvents', 'paused', 'concurrency')
  if not meta[1] or meta[2] or meta[3] then return nil end
  call('LLEN', K .. 'wait') -- a key of another type in the way stops the call before its first write
  call('XLEN', events)
  call('ZCARD', K .. 'marker')
  local ids = idsAfter(tonumber(call('GET', K .. 'id') or '0'), count)
  if not areNamed(ids) then return nil end
  call('INCRBY', K .. 'id', count)
  for n = 1, count do
    call('XADD', events, '*', 'event', 'added', 'jobId', ids[n], 'name', name)
    if n < count then
      call('XADD', events, '*', 'event', 'waiting', 'jobId', ids[n])
    else -- trimmed once: what stays is the same
      call('XADD', events, 'MAXLEN', '~', meta[1], '*', 'event', 'waiting', 'jobId', ids[n])
    end
  end
  call('ZADD', K .. 'marker', '0', '0')
  call('LPUSH', K .. 'wait', unpack(ids))
  return ids
end

local usual, ids = pcall(addAll)
if usual and ids then return ids end
for n = 1, count do redis.call('DEL', staged .. numbers[n]) end
return false
