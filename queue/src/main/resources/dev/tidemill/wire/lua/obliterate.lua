-- Removes a step of all that there is of a paused queue (protocol 3.10).
--   KEYS[1] <stem>meta
--   ARGV    stem, how many jobs to remove, active ones too "0|1"
--   Reply   1 when there is more, 0 when all is gone, -1 when the queue is not paused, -2 when jobs are active
-- What upstream leaves behind goes too: `limiter`, and parents whose children are in another queue. Our own keys stay.
local K, left, forced = ARGV[1], tonumber(ARGV[2]), ARGV[3] == '1'
-- @include queue
-- @include line
-- @include discard
if redis.call('HEXISTS', K .. 'meta', 'paused') == 0 then return -1 end
if not forced and redis.call('LLEN', K .. 'active') > 0 then return -2 end

local function takeList(name)
  local ids = redis.call('LRANGE', K .. name, 0, left - 1)
  redis.call('LTRIM', K .. name, #ids, -1)
  return ids
end

local function takeSet(name)
  local ids = redis.call('ZRANGE', K .. name, 0, left - 1)
  if #ids > 0 then redis.call('ZREM', K .. name, unpack(ids)) end
  return ids
end

local function dropScheduler(id) redis.call('DEL', K .. 'repeat:' .. id) end
local function dropActive(id)
  redis.call('DEL', K .. id .. ':lock')
  discard.job(id)
end

local order = {
  { takeList, 'active', dropActive }, { takeSet, 'delayed', discard.job }, { takeSet, 'repeat', dropScheduler },
  { takeSet, 'completed', discard.job }, { takeList, 'wait', discard.job }, { takeList, 'paused', discard.job },
  { takeSet, 'prioritized', discard.job }, { takeSet, 'failed', discard.job }, { takeSet, 'waiting-children', discard.job }
}
for _, stage in ipairs(order) do
  local take, name, drop = stage[1], stage[2], stage[3]
  for _, id in ipairs(take(name)) do
    drop(id)
    left = left - 1
  end
  if left <= 0 then return 1 end
end
local rest = { 'events', 'delay', 'priority', 'stalled-check', 'stalled', 'id', 'pc', 'marker', 'meta', 'limiter',
  'metrics:completed', 'metrics:completed:data', 'metrics:failed', 'metrics:failed:data' }
for n = 1, #rest do rest[n] = K .. rest[n] end
redis.call('DEL', unpack(rest))
return 0
