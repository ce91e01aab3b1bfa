-- Looks who made a queue before anything is written to it; signs it when nobody has (protocol 5).
--   KEYS[1] <stem>meta
--   ARGV    stem, sign "0|1", about how many events the stream keeps | "" for BullMQ's own, version, library,
--           how it is paused: "5" as version 5 does, "6" as version 6 does, "" as it is
--   Reply   { whose it is | "", "1" when only BullMQ Pro can serve it or it is of a format to come }
local K, signs = ARGV[1], ARGV[2] == '1'
local maker = redis.call('HGET', K .. 'meta', 'version') or ''
local name, major = string.match(maker, '^([^:]*):(%d+)')
local groups = redis.call('TYPE', K .. 'groups').ok -- a job may have that id: then it is a hash
if groups ~= 'none' and groups ~= 'hash' then return { maker, '1' } end
if maker ~= '' and (name ~= 'bullmq' or tonumber(major) > 6) then return { maker, '1' } end
if signs then
  if ARGV[3] ~= '' then redis.call('HSET', K .. 'meta', 'opts.maxLenEvents', ARGV[3]) end
  redis.call('HSETNX', K .. 'meta', 'opts.maxLenEvents', '10000')
  redis.call('HSETNX', K .. 'meta', 'version', ARGV[4])
  redis.call('HSETNX', K .. 'meta', 'library', ARGV[5])
end
if ARGV[6] == '5' then redis.call('HSET', K .. 'meta', 'tidemill.pause', '5') end
if ARGV[6] == '6' then redis.call('HDEL', K .. 'meta', 'tidemill.pause') end
return { maker, '0' }
