-- Writes entries to a pool's history, and a sample unless one was written a moment ago.
--   KEYS[1] history (STREAM)  KEYS[2] sampled (STRING, short-lived)
--   ARGV    sample | "" for none, ms for which no other sample is written, entries kept at most,
--           ms for which entries are kept, per entry: kind, json
--   Reply   1 when the sample was written, else 0
local sample, gap, most, age = unpack(ARGV, 1, 4)

local function append(kind, json)
  redis.call('XADD', KEYS[1], 'MAXLEN', '~', most, '*', 'kind', kind, 'json', json)
end

for n = 5, #ARGV, 2 do append(ARGV[n], ARGV[n + 1]) end
local first = sample ~= '' and redis.call('SET', KEYS[2], '1', 'NX', 'PX', gap)
if not first then return 0 end
append('sample', sample)
local now = redis.call('TIME')
redis.call('XTRIM', KEYS[1], 'MINID', '~', string.format('%.0f', now[1] * 1000 - age))
return 1
