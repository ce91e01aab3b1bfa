-- Pauses the queue: nothing more is taken, what is active goes on (protocol 3.10, version 6).
--   KEYS[1] <stem>meta      ARGV stem      Reply 1
local K = ARGV[1]
-- @include queue
redis.call('HSET', K .. 'meta', 'paused', 1)
redis.call('DEL', K .. 'marker')
redis.call('XADD', K .. 'events', 'MAXLEN', '~', queue.eventCap(), '*', 'event', 'paused')
return 1
