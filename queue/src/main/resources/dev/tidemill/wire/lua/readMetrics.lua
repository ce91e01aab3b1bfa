-- Reads the figures that workers keep by the minute (protocol 3.15).
--   KEYS[1] <stem>metrics:<kind>      ARGV first minute, last minute (0 is the newest; negative from the oldest)
--   Reply   { { count, prevTS, prevCount }, { per minute: count }, number of minutes }
return {
  redis.call('HMGET', KEYS[1], 'count', 'prevTS', 'prevCount'),
  redis.call('LRANGE', KEYS[1] .. ':data', ARGV[1], ARGV[2]), redis.call('LLEN', KEYS[1] .. ':data')
}
