-- Extends the locks of active jobs (protocol 3.5).
--   KEYS[1] <stem>stalled
--   ARGV    stem, lock ms, per job: id, token
--   Reply   { ids whose lock is no longer ours }
local K, lockMs = ARGV[1], ARGV[2]
local lost, held = {}, {}
for at = 3, #ARGV, 2 do
  local id, token = ARGV[at], ARGV[at + 1]
  if redis.call('GET', K .. id .. ':lock') == token then
    redis.call('SET', K .. id .. ':lock', token, 'PX', lockMs)
    held[#held + 1] = id
  else
    lost[#lost + 1] = id
  end
end
if #held > 0 then redis.call('SREM', K .. 'stalled', unpack(held)) end
return lost
