-- Removes the jobs of one state that are older than a moment, a step of one round (protocol 3.10, clean).
--   KEYS[1] <stem>meta
--   ARGV    stem, key of the state, the moment in ms, how many the round has still to look at, how many to look at now,
--           how many were left where they are, how many were removed by the round's steps before
--   Reply   { { ids removed }, how many the round has still to look at, how many were left, done "0|1" }
-- The last step of a round tells `cleaned`, so that a round is one call of upstream's with a limit as large.
local K, state, before = ARGV[1], ARGV[2], tonumber(ARGV[3])
local rest, most, left, removed = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
-- @include queue
-- @include line
-- @include discard
local ages = { active = { 'finishedOn', 'processedOn', 'timestamp' }, delayed = { 'processedOn', 'timestamp' },
  prioritized = { 'timestamp' } }
ages.wait, ages.paused = ages.active, ages.active
local gone = {}

local function isOld(id)
  for _, moment in ipairs(redis.call('HMGET', K .. id, unpack(ages[state]))) do
    if moment then return tonumber(moment) <= before end
  end
  return true
end

local function mayGo(id)
  if state == 'active' and redis.call('EXISTS', K .. id .. ':lock') == 1 then return false end
  return not discard.isScheduled(id) and isOld(id)
end

local function remove(id)
  discard.job(id)
  gone[#gone + 1] = id
end

-- A list is looked through from the left of its last `rest` places on; what goes leaves a mark that goes at the end.
local function cleanList()
  local round = math.min(rest, redis.call('LLEN', K .. state))
  local ids = round > 0 and redis.call('LRANGE', K .. state, -round, math.min(most, round) - round - 1) or {}
  for n, id in ipairs(ids) do
    if mayGo(id) then
      redis.call('LSET', K .. state, n - 1 - round, '')
      remove(id)
    end
  end
  if #gone > 0 then redis.call('LREM', K .. state, -#gone, '') end
  return round - #ids
end

local function cleanSet()
  local finished = state == 'completed' or state == 'failed'
  local now = math.min(rest, most)
  local ids = redis.call('ZRANGEBYSCORE', K .. state, 0, finished and ARGV[3] or '+inf', 'LIMIT', left, now)
  for _, id in ipairs(ids) do
    if finished or mayGo(id) then remove(id) end
  end
  if #gone > 0 then redis.call('ZREM', K .. state, unpack(gone)) end
  left = left + #ids - #gone
  return #ids < now and 0 or rest - now
end

local isList = state == 'wait' or state == 'paused' or state == 'active'
if isList then rest = cleanList() else rest = cleanSet() end
if rest == 0 then redis.call('XADD', K .. 'events', '*', 'event', 'cleaned', 'count', removed + #gone) end
return { gone, rest, left, rest == 0 and 1 or 0 }
