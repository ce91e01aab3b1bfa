-- One completed job with nothing special about it for one that waits: the call of a worker with one slot, at its plainest.
-- The steps of part/plain.lua for a single job, in fewer commands. Needs K, now, standing.
local lone = {}

-- Looks at all that the call concerns: the id of the next job and its hash, or nothing when the call is not a plain one.
-- A key of another type in the way is an error here, before anything is written that the longer way would not write too.
function lone.look()
  local call, id = redis.call, ARGV[14]
  local key = K .. id
  -- The job counts three times, so that neither of the others can stand for it.
  if call('EXISTS', key .. ':dependencies', key .. ':unsuccessful', key, key, key) ~= 3 then return nil end
  if call('GET', key .. ':lock') ~= ARGV[15] then return nil end
  local meta = call('HMGET', K .. 'meta', 'opts.maxLenEvents', 'paused', 'concurrency', 'max')
  if not meta[1] or meta[2] or meta[3] or meta[4] then return nil end
  local due = string.format('%.0f', (now + 1) * 4096 - 1)
  if #call('ZRANGEBYSCORE', K .. 'delayed', '0', due, 'LIMIT', '0', '1') > 0 then return nil end
  local nextId = call('LINDEX', K .. 'wait', '-1')
  if not nextId or nextId == id then return nil end
  local job = call('HGETALL', K .. nextId)
  if #job == 0 then return nil end
  call('XTRIM', K .. 'events', 'MAXLEN', '~', meta[1])
  call('SREM', K .. 'stalled', id)
  if call('LREM', K .. 'active', '-1', id) == 0 then return nil end
  return nextId, job
end

-- Stores that the job has completed; answers whether nothing is in the way: else all is as before.
function lone.settle()
  local call, id, at, value = redis.call, ARGV[14], ARGV[16], ARGV[17]
  local key = K .. id
  if ARGV[10] == '0' then
    call('DEL', key, key .. ':logs', key .. ':processed', key .. ':failed', key .. ':lock')
  else
    local stored = redis.pcall('ZADD', K .. 'completed', at, id)
    if type(stored) == 'number' then
      stored = redis.pcall('HSET', key, 'atm', ARGV[18], 'returnvalue', value, 'finishedOn', at)
    end
    if type(stored) ~= 'number' then
      redis.pcall('ZREM', K .. 'completed', id)
      call('RPUSH', K .. 'active', id)
      return false
    end
    call('DEL', key .. ':lock')
  end
  call('XADD', K .. 'events', '*', 'event', 'completed', 'jobId', id, 'returnvalue', value, 'prev', 'active')
  return true
end

-- Takes the next job, whose hash as it was before is answered with what else there is to tell.
function lone.claim(id, job)
  local call, key, times = redis.call, K .. id, '1'
  for at = 1, #job, 2 do
    if job[at] == 'ats' and job[at + 1] ~= '0' then times = string.format('%.0f', (tonumber(job[at + 1]) or 0) + 1) end
  end
  call('RPOPLPUSH', K .. 'wait', K .. 'active')
  call('SET', key .. ':lock', ARGV[5] .. ARGV[6], 'PX', ARGV[7])
  call('XADD', K .. 'events', '*', 'event', 'active', 'jobId', id, 'prev', 'waiting')
  if ARGV[13] ~= '' then
    call('HSET', key, 'processedOn', ARGV[2], 'pb', ARGV[13], 'ats', times)
  else
    call('HSET', key, 'processedOn', ARGV[2], 'ats', times)
  end
  call('ZADD', K .. 'marker', '0', '0')
  local told, ledger = #job, standing(1, 0)
  job[told + 1], job[told + 2], job[told + 3] = id, ledger[2], ledger[3]
  return job
end
