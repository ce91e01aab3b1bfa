-- Adds a line to a job's log, which keeps the newest so many: as many as asked for, else as the job's `keepLogs` says.
--   KEYS[1] <stem>meta      ARGV stem, id, line, keep | ""      Reply how many lines there are, or -1: no such job
local K, id, keep = ARGV[1], ARGV[2], tonumber(ARGV[4])
local stored = redis.call('HGET', K .. id, 'opts')
if not stored and redis.call('EXISTS', K .. id) == 0 then return -1 end
local log = K .. id .. ':logs'
local count = redis.call('RPUSH', log, ARGV[3])
if not keep and stored and string.find(stored, '"kl"', 1, true) then
  local ok, opts = pcall(cjson.decode, stored)
  keep = ok and type(opts) == 'table' and tonumber(opts.kl) or nil
end
if not keep or keep < 1 then return count end
redis.call('LTRIM', log, string.format('%.0f', -keep), -1)
return math.min(keep, count)
