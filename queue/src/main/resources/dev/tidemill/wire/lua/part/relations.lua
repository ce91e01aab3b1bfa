-- New jobs that have to do with others: children, parents that wait for theirs, and jobs that share a deduplication id
-- (protocol 3.1, 3.2). Needs K, queue, keep, parent, add, deduplication.
--   ARGV per such job: the eight of part/add.lua, the last one "+0|+1", then
--        parent's stem|"", parent's id, parent JSON, waits for children "0|1",
--        deduplication id|"", time to live ms|"", modes (see part/deduplication.lua)
local relations = { deferred = false } -- deferred: a flow is being added, its parents are released at its end

function relations.width(job)
  return #ARGV[job + 7] > 1 and 15 or 8
end

local function store(id, job, parentKey)
  local fields = { 'name', ARGV[job + 1], 'data', ARGV[job + 2], 'opts', ARGV[job + 3],
    'timestamp', ARGV[job + 4], 'delay', ARGV[job + 5], 'priority', ARGV[job + 6] }
  if parentKey then
    fields[13], fields[14], fields[15], fields[16] = 'parentKey', parentKey, 'parent', ARGV[job + 10]
  end
  if ARGV[job + 12] ~= '' then
    fields[#fields + 1] = 'deid'
    fields[#fields + 1] = ARGV[job + 12]
  end
  redis.call('HSET', K .. id, unpack(fields))
  redis.call('XADD', K .. 'events', '*', 'event', 'added', 'jobId', id, 'name', ARGV[job + 1])
end

-- A job of that id is there already: it becomes the parent's child, unless another parent has it.
local function adopt(id, job, parentKey)
  local key = K .. id
  local before = redis.call('HGET', key, 'parentKey')
  if before and before ~= parentKey and redis.call('EXISTS', before) == 1 then
    if relations.deferred then redis.call('HSET', parentKey, 'flowAttachmentFailed', '1') end
    return redis.error_reply('PARENT_OTHER ' .. before)
  end
  if redis.call('ZSCORE', K .. 'completed', id) then
    redis.call('HSET', parentKey .. ':processed', key, redis.call('HGET', key, 'returnvalue') or 'null')
    if not relations.deferred then
      add.flushBack()
      parent.releaseIfFree(parentKey, tonumber(ARGV[job + 4]), ARGV[job + 8])
    end
  else
    redis.call('SADD', parentKey .. ':dependencies', key)
  end
  redis.call('HSET', key, 'parentKey', parentKey, 'parent', ARGV[job + 10])
end

-- The next id under which nothing of another kind stands in the way.
local function freeId(id)
  local kind = redis.call('TYPE', K .. id).ok
  while kind ~= 'none' and kind ~= 'hash' do
    id = string.format('%.0f', redis.call('INCR', K .. 'id'))
    kind = redis.call('TYPE', K .. id).ok
  end
  return id
end

local function waitForChildren(id, job)
  redis.call('ZADD', K .. 'waiting-children', ARGV[job + 4], id)
  queue.tell(add.cap, 'waiting-children', id)
end

local function put(id, job, parentKey)
  store(id, job, parentKey)
  if ARGV[job + 11] == '1' then waitForChildren(id, job) else add.enqueue(id, job, ARGV[job + 7] == '+1') end
  if parentKey then redis.call('SADD', parentKey .. ':dependencies', K .. id) end
end

-- A job that is in no line would never run: it goes again, and owns no deduplication id.
local function drop(id, deid)
  redis.call('DEL', K .. id)
  local key = K .. 'de:' .. deid
  if deid ~= '' and redis.call('GET', key) == id then redis.call('DEL', key) end
end

-- Answers the job's id, that of the job that stands in its place, or why it cannot be.
function relations.add(job)
  if #ARGV[job + 7] == 1 then return add.plain(job) end
  local parentKey = ARGV[job + 8] ~= '' and ARGV[job + 8] .. ARGV[job + 9]
  if parentKey and redis.call('EXISTS', parentKey) == 0 then
    return redis.error_reply('PARENT_MISSING ' .. parentKey)
  end
  if parentKey then redis.call('SCARD', parentKey .. ':dependencies') end -- a key of another type there stops the add
  local id, custom = add.nextId(), ARGV[job]
  if custom == '' then
    id = freeId(id)
  else
    id = custom
    if redis.call('EXISTS', K .. id) == 1 then
      local refused = parentKey and adopt(id, job, parentKey)
      if refused then return refused end
      queue.tell(add.cap, 'duplicated', id)
      return id
    end
  end
  local owner = ARGV[job + 12] ~= '' and deduplication.owner(id, job)
  if owner then return owner end
  local done, failure = pcall(put, id, job, parentKey)
  if not done then
    drop(id, ARGV[job + 12])
    error(failure, 0)
  end
  add.stored = add.stored + 1
  return id
end
