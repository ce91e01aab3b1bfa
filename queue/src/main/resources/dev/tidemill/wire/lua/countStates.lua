-- Counts the jobs in chosen states (protocol 3.13).
--   KEYS[1] <stem>meta
--   ARGV    stem, ms before which delayed jobs must be due | "", per state: its key
--   Reply   { per state: count }
local K, before = ARGV[1], tonumber(ARGV[2])

local function line(name)
  local last = redis.call('LINDEX', K .. name, -1)
  local marker = last and string.sub(last, 1, 2) == '0:' -- of version 4, no job
  return redis.call('LLEN', K .. name) - (marker and 1 or 0)
end

local counts = {}
for n = 3, #ARGV do
  local state = ARGV[n]
  if state == 'wait' then counts[#counts + 1] = line('wait') + line('paused')
  elseif state == 'active' then counts[#counts + 1] = redis.call('LLEN', K .. state)
  elseif state == 'delayed' and before then
    counts[#counts + 1] = redis.call('ZCOUNT', K .. state, '-inf', string.format('%.0f', before * 4096 - 1))
  else counts[#counts + 1] = redis.call('ZCARD', K .. state) end
end
return counts
