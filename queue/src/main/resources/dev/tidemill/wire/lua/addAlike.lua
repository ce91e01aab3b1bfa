-- Adds jobs that differ in nothing but their data and have nothing special about them, as most adds do.
--   KEYS[1] <stem>meta
--   ARGV    stem, ledger as in addJobs.lua, name, opts, timestamp, per job: data
--   Reply   { ledger reply, { per job: id | error } }
-- Equals addJobs.lua with these jobs. What all have in common is sent once, since an argument costs Redis as much as a
-- step; where the queue or a key in the way asks for more, the jobs that are left go that script's way.
local K, ids, last, waiting = ARGV[1], {}, nil, nil
-- @include ids

-- Adds the jobs of the arguments from `at` on; answers false, having written nothing, when the queue is not a plain one.
local function addAll(at)
  local call, ARGV, count = redis.call, ARGV, #ARGV - at - 2
  local meta = call('HMGET', K .. 'meta', 'opts.maxLenEvents', 'paused', 'concurrency')
  if count > 4000 or not meta[1] or meta[2] or meta[3] then return false end
  call('LLEN', K .. 'wait') -- a key of another type in the way stops the call before its first write
  last = call('INCRBY', K .. 'id', count) - count
  local name, opts, timestamp, events = ARGV[at], ARGV[at + 1], ARGV[at + 2], K .. 'events'
  for n, id in ipairs(idsAfter(last, count)) do
    call('HSET', K .. id, 'name', name, 'data', ARGV[at + 2 + n], 'opts', opts,
      'timestamp', timestamp, 'delay', '0', 'priority', '0')
    call('XADD', events, '*', 'event', 'added', 'jobId', id, 'name', name)
    if n < count then
      call('XADD', events, '*', 'event', 'waiting', 'jobId', id)
    else -- trimmed once: what stays is the same
      call('XADD', events, 'MAXLEN', '~', meta[1], '*', 'event', 'waiting', 'jobId', id)
    end
    ids[n] = id
  end
  call('ZADD', K .. 'marker', '0', '0')
  waiting = call('LPUSH', K .. 'wait', unpack(ids))
  return true
end

if ARGV[2] == '' then
  local usual, done = pcall(addAll, 3)
  if usual and done then return { { 'none', '0', '0', '' }, ids } end
end
-- @include ledger
local receipt, at = ledger.open(2)
if receipt then return { receipt, {} } end
if ledger.key ~= '' then
  local usual, done = pcall(addAll, at)
  if usual and done then return { ledger.pushed(#ids, ids, waiting), ids } end
end
-- The jobs that are left, as part/add.lua reads them.
local function spread(shared)
  local jobs = {}
  for n = at + 3 + #ids, #shared do
    for _, value in ipairs({ '', shared[at], shared[n], shared[at + 1], shared[at + 2], '0', '0', '0' }) do
      jobs[#jobs + 1] = value
    end
  end
  return jobs
end
local ARGV = spread(ARGV)
-- @include queue
-- @include add
add.begin(#ARGV / 8, last, ids)
for job = 1, #ARGV, 8 do
  local ok, id = pcall(add.plain, job)
  ids[#ids + 1] = ok and id or redis.error_reply(queue.errorText(id))
end
add.finish()
return { ledger.pushed(add.stored, ids, add.waiting), ids }
