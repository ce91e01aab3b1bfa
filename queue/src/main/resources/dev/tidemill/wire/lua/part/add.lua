-- New jobs for the queue whose stem is K, one after the other; ids in line are pushed together at the end. Needs K, queue.
--   ARGV per job: id|"", name, data, opts, timestamp, delay, priority, lifo "0|1"
local add = { stored = 0 }
local front, back, anyReady, anyDelayed = {}, {}, false, false
local lastId, closed, line

-- What nothing in the batch changes is read once, behind the first write that a full Redis refuses.
local function readTerms()
  add.cap, closed, line = queue.terms()
end

-- Begins; draws so many ids at once, or with 0 each at its job's turn.
function add.begin(ids)
  front, back, anyReady, anyDelayed = {}, {}, false, false
  lastId, add.cap = nil, nil
  redis.call('LLEN', K .. 'wait') -- a key of another type in the way stops the call before its first write
  if ids > 0 then
    lastId = redis.call('INCRBY', K .. 'id', ids) - ids
    readTerms()
  end
end

function add.nextId()
  if lastId then
    lastId = lastId + 1
    return string.format('%.0f', lastId)
  end
  local id = string.format('%.0f', redis.call('INCR', K .. 'id'))
  if not add.cap then readTerms() end
  return id
end

local function store(id, job)
  redis.call('HSET', K .. id, 'name', ARGV[job + 1], 'data', ARGV[job + 2], 'opts', ARGV[job + 3],
    'timestamp', ARGV[job + 4], 'delay', ARGV[job + 5], 'priority', ARGV[job + 6])
  redis.call('XADD', K .. 'events', '*', 'event', 'added', 'jobId', id, 'name', ARGV[job + 1])
end

-- A job that is in no line would never run: it goes again, and whoever adds it is told why.
local function drop(id, failure)
  redis.call('DEL', K .. id)
  error(failure, 0)
end

-- A key that is no job may stand where the job should: that attempt fails, the next id is tried.
local function storeUnderFreeId(id, job)
  local ok, failure = pcall(store, id, job)
  while not ok do
    local kind = redis.call('TYPE', K .. id).ok
    if kind == 'hash' then drop(id, failure) end
    if kind == 'none' then error(failure, 0) end
    id = string.format('%.0f', redis.call('INCR', K .. 'id'))
    ok, failure = pcall(store, id, job)
  end
  return id
end

-- Puts a stored job in its place and tells of it.
function add.enqueue(id, job, lifo)
  local delay, priority = tonumber(ARGV[job + 5]), tonumber(ARGV[job + 6])
  if delay > 0 then
    local due = tonumber(ARGV[job + 4]) + delay
    queue.delay(id, due)
    queue.tell(add.cap, 'delayed', id, 'delay', string.format('%.0f', due))
    anyDelayed = true
    return
  end
  if priority > 0 then
    queue.prioritize(id, priority)
  elseif lifo then
    back[#back + 1] = id
  else
    front[#front + 1] = id
  end
  queue.tell(add.cap, 'waiting', id)
  anyReady = true
end

-- A job that has to do with no other; answers its id.
function add.plain(job)
  local id, custom = add.nextId(), ARGV[job]
  if custom == '' then
    id = storeUnderFreeId(id, job)
  elseif redis.call('EXISTS', K .. custom) == 1 then
    queue.tell(add.cap, 'duplicated', custom)
    return custom
  else
    id = custom
    local stored, failure = pcall(store, id, job)
    if not stored then drop(id, failure) end
  end
  local told, failure = pcall(add.enqueue, id, job, ARGV[job + 7] == '1')
  if not told then drop(id, failure) end
  add.stored = add.stored + 1
  return id
end

-- Pushes what goes to the head of the line: something else is about to go there.
function add.flushBack()
  if #back == 0 then return end
  for first = 1, #back, 4000 do
    redis.call('RPUSH', line, unpack(back, first, math.min(first + 3999, #back)))
  end
  back = {}
end

-- Arms the marker for what was delayed so far: the head of the delayed is about to change in another way.
function add.flushDelayed()
  if anyDelayed then queue.armDelayMarker() end
  anyDelayed = false
end

-- A job was delayed in another way than by its add.
function add.delayedChanged()
  anyDelayed = true
end

function add.finish()
  for first = 1, #front, 4000 do
    redis.call('LPUSH', line, unpack(front, first, math.min(first + 3999, #front)))
  end
  add.flushBack()
  if anyReady and not closed then queue.armMarker() end
  add.flushDelayed()
end
