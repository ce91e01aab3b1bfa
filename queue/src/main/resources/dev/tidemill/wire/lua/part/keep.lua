-- What stays of a finished job, and what goes. Needs K, queue.
local keep = {}
local sides = { ':logs', ':dependencies', ':processed', ':failed', ':unsuccessful' }
local parent -- declared here, filled by part/parent.lua: a removed child may release its parent

function keep.keysOf(id, keys)
  keys[#keys + 1] = K .. id
  for n = 1, #sides do keys[#keys + 1] = K .. id .. sides[n] end
  return keys
end

-- A removed job must not stay in the way of its parent.
local function detach(id, parentKey)
  if parentKey and redis.call('SREM', parentKey .. ':dependencies', K .. id) == 1 then
    parent.releaseIfFree(parentKey, nil)
  end
end

-- Removes a job's hash and all that lies beside it, but not its lock.
function keep.removeKeys(id)
  return redis.call('DEL', unpack(keep.keysOf(id, {})))
end

function keep.removeNow(id, job)
  local key = job.key
  redis.call('DEL', key, key .. ':logs', key .. ':dependencies', key .. ':processed', key .. ':failed',
    key .. ':unsuccessful')
  detach(id, job.parentKey)
end

local function removeTrimmed(kind, ids)
  for first = 1, #ids, 500 do
    local keys = {}
    for n = first, math.min(first + 499, #ids) do
      local parentKey = kind == 'failed' and redis.call('HGET', K .. ids[n], 'parentKey')
      keep.keysOf(ids[n], keys)
      if parentKey then detach(ids[n], parentKey) end
    end
    redis.call('DEL', unpack(keys))
  end
end

-- Trims what finished before, by age in seconds and by count; -1 keeps all (protocol 3.6).
function keep.trim(kind, now, count, age, limit)
  local set = K .. kind
  if age ~= '' then
    local most = limit ~= '' and tonumber(limit) or 1000
    local before = string.format('%.0f', now - tonumber(age) * 1000)
    local expired = redis.call('ZREVRANGEBYSCORE', set, before, '-inf', 'LIMIT', 0, most)
    if #expired > 0 then
      removeTrimmed(kind, expired)
      if #expired < most then
        redis.call('ZREMRANGEBYSCORE', set, '-inf', before)
      else
        redis.call('ZREM', set, unpack(expired))
      end
    end
  end
  if count ~= '-1' and count ~= '' then
    local beyond = redis.call('ZREVRANGE', set, count, -1)
    if #beyond > 0 then
      removeTrimmed(kind, beyond)
      redis.call('ZREMRANGEBYRANK', set, 0, -(tonumber(count) + 1))
    end
  end
end

-- Frees the deduplication id that the job owned; one with a time to live runs out by itself.
function keep.releaseDeduplication(id, deduplicationId)
  local key = K .. 'de:' .. deduplicationId
  local left = redis.call('PTTL', key)
  if left == 0 or (left == -1 and redis.call('GET', key) == id) then redis.call('DEL', key) end
end
