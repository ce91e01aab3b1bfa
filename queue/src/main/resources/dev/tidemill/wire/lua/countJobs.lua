-- Counts the jobs of a queue by state; those in `paused` were parked by a version 5 client and wait (protocol 3.13).
--   KEYS[1] <stem>meta      ARGV stem
--   Reply   { waiting, active, delayed, prioritized, waiting-children, completed, failed }
local K = ARGV[1]
local function sorted(name) return redis.call('ZCARD', K .. name) end
return {
  redis.call('LLEN', K .. 'wait') + redis.call('LLEN', K .. 'paused'), redis.call('LLEN', K .. 'active'),
  sorted('delayed'), sorted('prioritized'), sorted('waiting-children'), sorted('completed'), sorted('failed')
}
