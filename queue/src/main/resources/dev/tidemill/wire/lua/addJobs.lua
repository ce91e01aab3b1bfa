-- Adds a batch of jobs in the order given, under a ledger if one is named.
--   KEYS[1] <stem>meta
--   ARGV    stem, number of jobs,
--           ledger: "" | key, node, epoch, seq, source, from, to   (see part/ledger.lua)
--           per job: id|"", name, data, opts, timestamp, delay, priority, lifo
--   Reply   { ledger reply, { per job: id | error } }
-- Equals as many single adds in this order (protocol 3.1): the id counter moves for every attempt,
-- also for a custom id that exists; `added` and `waiting` stay together, job by job.
local K, total = ARGV[1], tonumber(ARGV[2])
-- @include ledger
-- @include queue
local receipt, at = ledger.open(3)
if receipt then return { receipt, {} } end

redis.call('LLEN', K .. 'wait') -- a key of another type in the way stops the call before its first write
local lastId = redis.call('INCRBY', K .. 'id', total)
local cap = queue.eventCap()
local closed = queue.pausedOrMaxed()
local ids, stored, front, back = {}, 0, {}, {}
local anyReady, anyDelayed = false, false

local function store(id, job)
  redis.call('HSET', K .. id, 'name', ARGV[job + 1], 'data', ARGV[job + 2], 'opts', ARGV[job + 3],
    'timestamp', ARGV[job + 4], 'delay', ARGV[job + 5], 'priority', ARGV[job + 6])
  redis.call('XADD', K .. 'events', '*', 'event', 'added', 'jobId', id, 'name', ARGV[job + 1])
end

-- A key that is no job may stand where the job should: that attempt fails, the next id is tried.
local function storeUnderFreeId(id, job)
  local ok, failure = pcall(store, id, job)
  while not ok do
    local kind = redis.call('TYPE', K .. id).ok
    if kind == 'hash' or kind == 'none' then error(failure, 0) end
    id = string.format('%.0f', redis.call('INCR', K .. 'id'))
    ok, failure = pcall(store, id, job)
  end
  return id
end

local function enqueue(id, job)
  local delay, priority = tonumber(ARGV[job + 5]), tonumber(ARGV[job + 6])
  if delay > 0 then
    local due = tonumber(ARGV[job + 4]) + delay
    queue.delay(id, due)
    queue.tell(cap, 'delayed', id, 'delay', string.format('%.0f', due))
    anyDelayed = true
    return
  end
  if priority > 0 then
    queue.prioritize(id, priority)
  elseif ARGV[job + 7] == '1' then
    back[#back + 1] = id
  else
    front[#front + 1] = id
  end
  queue.tell(cap, 'waiting', id)
  anyReady = true
end

local function add(id, job)
  local custom = ARGV[job]
  if custom ~= '' and redis.call('EXISTS', K .. custom) == 1 then
    queue.tell(cap, 'duplicated', custom)
    return custom
  end
  if custom == '' then
    id = storeUnderFreeId(id, job)
  else
    id = custom
    store(id, job)
  end
  stored = stored + 1
  enqueue(id, job)
  return id
end

for n = 1, total do
  local ok, id = pcall(add, string.format('%.0f', lastId - total + n), at)
  ids[n] = ok and id or redis.error_reply(queue.errorText(id))
  at = at + 8
end
if #front > 0 then redis.call('LPUSH', K .. 'wait', unpack(front)) end
if #back > 0 then redis.call('RPUSH', K .. 'wait', unpack(back)) end
if anyReady and not closed then queue.armMarker() end
if anyDelayed then queue.armDelayMarker() end
return { ledger.pushed(stored, ids), ids }
