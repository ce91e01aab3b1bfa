-- Reads jobs by id until so many bytes are read; their payloads and results only if asked to.
--   KEYS[1] <stem>meta
--   ARGV    stem, bytes after which no further job is read, whole "0|1", ids
--   Reply   { {hash} per id looked at }, empty for an id without a job
local K, most, whole = ARGV[1], tonumber(ARGV[2]), ARGV[3] == '1'
local large = { 'data', 'returnvalue', 'stacktrace', 'failedReason' }
local small = { 'name', 'timestamp', 'delay', 'priority', 'processedOn', 'finishedOn', 'attemptsMade', 'atm', 'ats',
  'stc', 'failedReason', 'progress', 'pb', 'parentKey', 'rjk', 'deid' }
local jobs, bytes = {}, 0
for n = 4, #ARGV do
  local key = K .. ARGV[n]
  local kind = redis.call('TYPE', key).ok
  local size = 0
  if kind == 'hash' then
    for _, field in ipairs(whole and large or { 'failedReason' }) do size = size + redis.call('HSTRLEN', key, field) end
  end
  bytes = bytes + size
  if bytes > most and #jobs > 0 then return jobs end
  local job = {}
  if kind == 'hash' and whole then
    job = redis.call('HGETALL', key)
  elseif kind == 'hash' then
    for i, value in ipairs(redis.call('HMGET', key, unpack(small))) do
      if value then job[#job + 1], job[#job + 2] = small[i], value end
    end
  end
  jobs[#jobs + 1] = job
end
return jobs
