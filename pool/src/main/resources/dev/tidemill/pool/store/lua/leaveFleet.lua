-- A node leaves.   KEYS[1] nodes (ZSET)  KEYS[2] fleet (HASH)   ARGV node   Reply 1 when it was there, else 0
local there = redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[2], 'since:' .. ARGV[1], 'crew:' .. ARGV[1])
if there == 1 then redis.call('HINCRBY', KEYS[2], 'version', 1) end
return there
