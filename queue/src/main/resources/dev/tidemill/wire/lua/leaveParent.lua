-- Has the parent of a job wait for it no longer (protocol 3.10).
--   KEYS[1] <stem>meta      ARGV stem, id
--   Reply   1 it waited, 0 it did not, -1: no such job, -5: its parent is gone
local K, id = ARGV[1], ARGV[2]
-- @include queue
-- @include line
-- @include keep
-- @include parent
if redis.call('HLEN', K .. id) == 0 then return -1 end
local parentKey = redis.call('HGET', K .. id, 'parentKey')
if not parentKey then return 0 end
if redis.call('EXISTS', parentKey) == 0 then return -5 end
if redis.call('SREM', parentKey .. ':dependencies', K .. id) == 0 then return 0 end
parent.releaseIfFree(parentKey, nil)
redis.call('HDEL', K .. id, 'parentKey', 'parent')
return 1
