-- Counts the jobs in line by priority (protocol 1.4).
--   KEYS[1] <stem>meta      ARGV stem, priorities      Reply { per priority: count }
local K, counts = ARGV[1], {}
for n = 2, #ARGV do
  local priority = tonumber(ARGV[n])
  if priority == 0 then
    counts[#counts + 1] = redis.call('LLEN', K .. 'wait') + redis.call('LLEN', K .. 'paused')
  else
    counts[#counts + 1] = redis.call('ZCOUNT', K .. 'prioritized', string.format('%.0f', priority * 4294967296),
      string.format('%.0f', (priority + 1) * 4294967296 - 1))
  end
end
return counts
