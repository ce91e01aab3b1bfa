-- Removes jobs with their children, those that have not moved since they were read: `removeJob` for each of them.
--   KEYS[1] <stem>meta      ARGV stem, state they are in, per job: id, its score there, or '' in a list
--   Reply   { how many were looked at, ids that are gone … }
-- It stops early when their children are many, so that a call stays short.
local K, from = ARGV[1], ARGV[2]
-- @include queue
-- @include line
-- @include keep
-- @include parent
-- @include remove
local MOST = 200 -- jobs with children
local lists = from == 'wait' and { 'wait', 'paused' }

local function hasStayed(id, score)
  if lists then -- those that are read first are at the tail
    for _, list in ipairs(lists) do
      if redis.call('LPOS', K .. list, id, 'RANK', -1) then return true end
    end
    return false
  end
  local now = redis.call('ZSCORE', K .. from, id)
  return now and (score == '' or tonumber(now) == tonumber(score))
end

local function weight(key)
  return 1 + redis.call('SCARD', key .. ':dependencies') + redis.call('HLEN', key .. ':processed')
    + redis.call('HLEN', key .. ':failed') + redis.call('ZCARD', key .. ':unsuccessful')
end

local function isDue(id)
  local scheduler = redis.call('HGET', K .. id, 'rjk')
  local due = scheduler and redis.call('ZSCORE', K .. 'repeat', scheduler)
  return due and id == 'repeat:' .. scheduler .. ':' .. due
end

queue.checkLine()
local reply, work = { 0 }, 0
for n = 3, #ARGV, 2 do
  local id = ARGV[n]
  if hasStayed(id, ARGV[n + 1]) and not isDue(id) and not remove.isLocked(K .. id, true) then
    work = work + weight(K .. id)
    if work > MOST and n > 3 then break end
    remove.job(K, id, nil, { children = true })
    reply[#reply + 1] = id
  end
  reply[1] = reply[1] + 1
end
return reply
