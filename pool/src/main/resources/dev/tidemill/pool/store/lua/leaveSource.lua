-- A node gives up a source.   KEYS[1] ledger (HASH)   ARGV node, source   Reply 1 when it had it, else 0
local field = 'lease:' .. ARGV[2]
local holder = string.match(redis.call('HGET', KEYS[1], field) or '', '^(%S+) ')
return holder == ARGV[1] and redis.call('HDEL', KEYS[1], field) or 0
