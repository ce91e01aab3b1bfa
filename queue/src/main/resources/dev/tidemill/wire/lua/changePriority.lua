-- Gives a job another priority; one that is in line moves there (protocol 3.10).
--   KEYS[1] <stem>meta      ARGV stem, id, priority, before its equals "0|1"      Reply 0, or -1: no such job
local K, id, priority, first = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4] == '1'
-- @include queue
-- @include line
if redis.call('HLEN', K .. id) == 0 then return -1 end
queue.checkLine()
if redis.call('ZREM', K .. 'prioritized', id) == 1 or redis.call('LREM', K .. 'wait', -1, id) > 0 then
  if first and priority > 0 then
    redis.call('ZADD', K .. 'prioritized', string.format('%.0f', priority * 4294967296), id)
  else
    queue.lineUp(id, priority, first and 'RPUSH' or 'LPUSH')
  end
end
redis.call('HSET', K .. id, 'priority', ARGV[3])
return 0
