-- Hands back active jobs that lost their lock two sweeps in a row; one sweep an interval for all clients (protocol 3.9).
--   KEYS[1] <stem>stalled
--   ARGV    stem, now, interval ms, how often a job may stall
--   Reply   { ids handed back }
local K, now, interval, most = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
-- @include queue
-- @include line
queue.checkLine()
if not redis.call('SET', K .. 'stalled-check', now, 'NX', 'PX', interval) then return {} end
local cap = queue.eventCap()
redis.call('XTRIM', K .. 'events', 'MAXLEN', '~', cap)

local function scheduled(id)
  local scheduler = redis.call('HGET', K .. id, 'rjk')
  return scheduler and redis.call('EXISTS', K .. 'repeat:' .. scheduler) == 1
    or redis.call('ZSCORE', K .. 'repeat', scheduler or id)
end

local recovered = {}
for _, id in ipairs(redis.call('SMEMBERS', K .. 'stalled')) do
  if redis.call('EXISTS', K .. id .. ':lock') == 0 and redis.call('LREM', K .. 'active', 1, id) > 0 then
    local stalls = redis.pcall('HINCRBY', K .. id, 'stc', 1) -- fails where something else has a job's key
    if type(stalls) == 'number' and stalls > most and not scheduled(id) then
      redis.call('HSET', K .. id, 'defa', 'job stalled more than allowable limit')
    end
    redis.call('RPUSH', queue.line(), id)
    if not queue.pausedOrMaxed() then queue.armMarker() end
    queue.tell(cap, 'waiting', id, 'prev', 'active')
    queue.tell(cap, 'stalled', id)
    recovered[#recovered + 1] = id
  end
end
redis.call('DEL', K .. 'stalled')
local active = redis.call('LRANGE', K .. 'active', 0, -1)
for first = 1, #active, 5000 do
  redis.call('SADD', K .. 'stalled', unpack(active, first, math.min(first + 4999, #active)))
end
return recovered
