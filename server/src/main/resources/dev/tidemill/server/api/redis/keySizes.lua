-- Tells of which types keys are and how large; changes nothing.
-- KEYS   the keys, all of one queue
-- Reply  { type, size, type, size, ... } in their order; 'none' and 0 for one that is not there
local counts = {
  string = 'STRLEN', list = 'LLEN', set = 'SCARD', hash = 'HLEN', zset = 'ZCARD', stream = 'XLEN' }
local told = {}
for n, key in ipairs(KEYS) do
  local kind = redis.call('TYPE', key).ok
  local count = counts[kind]
  told[2 * n - 1] = kind
  told[2 * n] = count and redis.call(count, key) or 0
end
return told
