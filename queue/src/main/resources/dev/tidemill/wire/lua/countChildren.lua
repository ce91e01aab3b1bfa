-- Counts the children of a job by what became of them (protocol 3.13).
--   KEYS[1] <stem>meta      ARGV stem, id      Reply { processed, unprocessed, ignored, failed }
local key = ARGV[1] .. ARGV[2]
return {
  redis.call('HLEN', key .. ':processed'), redis.call('SCARD', key .. ':dependencies'),
  redis.call('HLEN', key .. ':failed'), redis.call('ZCARD', key .. ':unsuccessful')
}
