-- Puts a finished job in line again (protocol 3.10, as version 6.7: its priority counts, and its parent waits for it again).
--   KEYS[1] <stem>meta      ARGV stem, id, state it is to be in, forget attempts made "0|1", forget attempts started "0|1"
--   Reply   0, -1: no such job, -3: not in that state
local K, id, from = ARGV[1], ARGV[2], ARGV[3]
-- @include queue
-- @include line
if redis.call('HLEN', K .. id) == 0 then return -1 end
queue.checkLine()
if redis.call('ZREM', K .. from, id) == 0 then return -3 end
local forgotten = { 'finishedOn', 'processedOn', from == 'failed' and 'failedReason' or 'returnvalue' }
if ARGV[4] == '1' then forgotten[#forgotten + 1] = 'atm' end
if ARGV[5] == '1' then forgotten[#forgotten + 1] = 'ats' end
redis.call('HDEL', K .. id, unpack(forgotten))

local job = redis.call('HMGET', K .. id, 'priority', 'opts', 'parentKey')
local ok, opts = pcall(cjson.decode, job[2] or '{}')
local lifo = ok and type(opts) == 'table' and opts.lifo == true
queue.lineUp(id, tonumber(job[1] or '0') or 0, lifo and 'RPUSH' or 'LPUSH')

local parentKey = job[3]
if parentKey and redis.call('EXISTS', parentKey) == 1 then
  local key, told = K .. id, 0
  if from == 'completed' then
    told = redis.call('HDEL', parentKey .. ':processed', key)
  else
    told = redis.call('ZREM', parentKey .. ':unsuccessful', key)
    if told == 0 then told = redis.call('HDEL', parentKey .. ':failed', key) end
  end
  if told == 1 then redis.call('SADD', parentKey .. ':dependencies', key) end
end
queue.tell(queue.eventCap(), 'waiting', id, 'prev', from)
return 0
