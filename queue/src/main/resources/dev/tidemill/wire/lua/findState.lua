-- Finds where a job is (protocol 3.13).
--   KEYS[1] <stem>meta      ARGV stem, id      Reply the name of a state
local K, id = ARGV[1], ARGV[2]
for _, state in ipairs({ 'completed', 'failed', 'delayed', 'prioritized', 'waiting-children' }) do
  if redis.call('ZSCORE', K .. state, id) then return state end
end
if redis.call('LPOS', K .. 'active', id) then return 'active' end
if redis.call('LPOS', K .. 'wait', id) or redis.call('LPOS', K .. 'paused', id) then return 'waiting' end
return 'unknown'
