-- Begins the next epoch of a node: what it added under an older one and is still under way will be refused.
--   KEYS[1] the ledger      ARGV node      Reply the epoch
local epoch = redis.call('HINCRBY', KEYS[1], 'epoch:' .. ARGV[1], 1)
redis.call('HDEL', KEYS[1], 'receipt:' .. ARGV[1])
return epoch
