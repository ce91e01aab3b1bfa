-- Hands back the active jobs of a dead owner: those under its older tokens, and those it began whose lock has run out.
--   KEYS[1] <stem>active
--   ARGV    stem, token stem of the owner (any epoch), token stem to spare (the running epoch), stem of its workers' names
--   Reply   { ids handed back }
-- Each goes back as a job that asked for it would (protocol 3.8): to the head of its class, no attempt counted.
local K, owner, spared, workers = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
-- @include queue
local back = {}

local function isDead(id)
  local token = redis.call('GET', K .. id .. ':lock')
  if token then
    return string.sub(token, 1, #owner) == owner and string.sub(token, 1, #spared) ~= spared
  end
  return string.sub(redis.call('HGET', K .. id, 'pb') or '', 1, #workers) == workers
end

-- From the newest claim to the oldest, so that the old order comes back.
for _, id in ipairs(redis.call('LRANGE', K .. 'active', 0, -1)) do
  if isDead(id) then
    redis.call('DEL', K .. id .. ':lock')
    redis.call('SREM', K .. 'stalled', id)
    redis.call('LREM', K .. 'active', 1, id)
    queue.toHead(id, tonumber(redis.call('HGET', K .. id, 'priority') or '0'), 'active')
    back[#back + 1] = id
  end
end
return back
