-- New jobs for the queue whose stem is K, one after the other; ids in line are pushed together at the end, and tell then how
-- many wait. Needs K, queue.
--   ARGV per job: id|"", name, data, opts, timestamp, delay, priority, lifo "0|1"
local add = { stored = 0 }
local call, ARGV = redis.call, ARGV
local front, back, anyReady, anyDelayed = {}, {}, false, false
local lastId, closed, line

-- What nothing in the batch changes is read once, behind the first write that a full Redis refuses.
local function readTerms()
  add.cap, closed, line = queue.terms()
end

-- Begins; draws so many ids at once, or with 0 each at its job's turn. Where ids were drawn before, it goes on behind the
-- last that was `taken`; those are stored and told of.
function add.begin(ids, drawn, taken)
  front, back, anyReady, anyDelayed = {}, {}, false, false
  lastId, add.cap = nil, nil
  if drawn then
    for n = 1, #taken do front[n] = taken[n] end
    add.stored, anyReady, lastId = #taken, #taken > 0, drawn + #taken
    readTerms()
    return
  end
  call('LLEN', K .. 'wait') -- a key of another type in the way stops the call before its first write
  if ids > 0 then
    lastId = call('INCRBY', K .. 'id', ids) - ids
    readTerms()
  end
end

function add.nextId()
  if lastId then
    lastId = lastId + 1
    return string.format('%.0f', lastId)
  end
  local id = string.format('%.0f', call('INCR', K .. 'id'))
  if not add.cap then readTerms() end
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

-- Stores a job and puts it in its place.
local function put(id, job)
  local key = K .. id
  call('HSET', key, 'name', ARGV[job + 1], 'data', ARGV[job + 2], 'opts', ARGV[job + 3],
    'timestamp', ARGV[job + 4], 'delay', ARGV[job + 5], 'priority', ARGV[job + 6])
  call('XADD', K .. 'events', '*', 'event', 'added', 'jobId', id, 'name', ARGV[job + 1])
  add.enqueue(id, job, ARGV[job + 7] == '1')
  add.stored = add.stored + 1
end

-- After a put that failed: a job that is in no line would never run, so it goes again. Answers the next id where only
-- this one is in the way, since a key that is no job stands there.
local function another(id, custom, failure)
  local kind = call('TYPE', K .. id).ok
  if kind == 'hash' then call('DEL', K .. id) end
  if custom or kind == 'hash' or kind == 'none' then error(failure, 0) end
  return string.format('%.0f', call('INCR', K .. 'id'))
end

-- A job that has to do with no other; answers its id.
function add.plain(job)
  local id, custom = add.nextId(), ARGV[job] ~= ''
  if custom then
    id = ARGV[job]
    if call('EXISTS', K .. id) == 1 then
      queue.tell(add.cap, 'duplicated', id)
      return id
    end
  end
  local done, failure = pcall(put, id, job)
  while not done do
    id = another(id, custom, failure)
    done, failure = pcall(put, id, job)
  end
  return id
end

-- Pushes what goes to the head of the line: something else is about to go there.
function add.flushBack()
  if #back == 0 then return end
  for first = 1, #back, 4000 do
    add.waiting = call('RPUSH', line, unpack(back, first, math.min(first + 3999, #back)))
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
    add.waiting = call('LPUSH', line, unpack(front, first, math.min(first + 3999, #front)))
  end
  add.flushBack()
  if anyReady and not closed then queue.armMarker() end
  add.flushDelayed()
end
