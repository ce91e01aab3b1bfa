-- Puts finished jobs in line again, those that have not moved since they were read: `retryJob` for each of them.
--   KEYS[1] <stem>meta      ARGV stem, state they are in, per job: id, its score there
--   Reply   { ids that were put in line }
local K, from = ARGV[1], ARGV[2]
-- @include queue
-- @include line
local forgotten = { 'finishedOn', 'processedOn', from == 'failed' and 'failedReason' or 'returnvalue' }

local function tellParent(parentKey, key)
  if redis.call('EXISTS', parentKey) == 0 then return end
  local told = 0
  if from == 'completed' then
    told = redis.call('HDEL', parentKey .. ':processed', key)
  else
    told = redis.call('ZREM', parentKey .. ':unsuccessful', key)
    if told == 0 then told = redis.call('HDEL', parentKey .. ':failed', key) end
  end
  if told == 1 then redis.call('SADD', parentKey .. ':dependencies', key) end
end

local done = {}
queue.checkLine()
local cap
for n = 3, #ARGV, 2 do
  local id = ARGV[n]
  local score = redis.call('ZSCORE', K .. from, id)
  if score and tonumber(score) == tonumber(ARGV[n + 1]) and redis.call('TYPE', K .. id).ok == 'hash' then
    redis.call('ZREM', K .. from, id)
    redis.call('HDEL', K .. id, unpack(forgotten))
    local job = redis.call('HMGET', K .. id, 'priority', 'opts', 'parentKey')
    local ok, opts = pcall(cjson.decode, job[2] or '{}')
    local lifo = ok and type(opts) == 'table' and opts.lifo == true
    queue.lineUp(id, tonumber(job[1] or '0') or 0, lifo and 'RPUSH' or 'LPUSH')
    if job[3] then tellParent(job[3], K .. id) end
    cap = cap or queue.eventCap()
    queue.tell(cap, 'waiting', id, 'prev', from)
    done[#done + 1] = id
  end
end
return done
