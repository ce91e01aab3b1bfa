-- Notes that a participant of the mixed fleet begins or ends with a job, and whether the lock is its own then.
--   KEYS[1] stream of records, KEYS[2] the job's lock      ARGV what, job id, token, who
local owned = redis.call('GET', KEYS[2]) == ARGV[3] and '1' or '0'
return redis.call('XADD', KEYS[1], '*', 'what', ARGV[1], 'id', ARGV[2], 'token', ARGV[3], 'who', ARGV[4], 'owned', owned)
