-- Finds how jobs ended (protocol 3.13).
--   KEYS[1] <stem>meta      ARGV stem, ids
--   Reply   { per id: { 'completed', return value } | { 'failed', reason } | { 'gone' | 'open', '' } }
local K, found = ARGV[1], {}
for n = 2, #ARGV do
  local id = ARGV[n]
  local kind, text = 'open', ''
  if redis.call('ZSCORE', K .. 'completed', id) then
    kind, text = 'completed', redis.call('HGET', K .. id, 'returnvalue') or 'null'
  elseif redis.call('ZSCORE', K .. 'failed', id) then
    kind, text = 'failed', redis.call('HGET', K .. id, 'failedReason') or ''
  elseif redis.call('EXISTS', K .. id) == 0 then
    kind = 'gone'
  end
  found[#found + 1] = { kind, text }
end
return found
