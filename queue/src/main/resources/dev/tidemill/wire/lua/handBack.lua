-- Hands back active jobs that their owner does not know of: those under its tokens but for some that are spared,
-- and those that its workers began and whose lock has run out.
--   KEYS[1] <stem>active
--   ARGV    stem, token stem of the owner (any epoch), token stem to spare | "", stem of its workers' names | "", tokens to spare
--   Reply   { ids handed back }
-- Each goes back as a job that asked for it would (protocol 3.8): to the head of its class, no attempt counted.
local K, owner, spared, workers = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
-- @include queue
-- @include line
local back, known = {}, {}
for n = 5, #ARGV do known[ARGV[n]] = true end

local function begins(text, stem)
  return stem ~= '' and string.sub(text, 1, #stem) == stem
end

local function isDead(id)
  local token = redis.call('GET', K .. id .. ':lock')
  if token then return begins(token, owner) and not begins(token, spared) and not known[token] end
  return begins(redis.call('HGET', K .. id, 'pb') or '', workers)
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
