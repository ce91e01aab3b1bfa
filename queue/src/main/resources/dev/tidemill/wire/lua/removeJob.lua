-- Removes a job, and its children if asked to, unless somebody works on one of them (protocol 3.10).
--   KEYS[1] <stem>meta      ARGV stem, id, with its children "0|1"
--   Reply   1 removed, 0 there was none, -2 locked, -8 its scheduler waits for it
local K, id, children = ARGV[1], ARGV[2], ARGV[3] == '1'
-- @include queue
-- @include line
-- @include keep
-- @include parent
-- @include remove
local there = redis.call('HLEN', K .. id) > 0 and 1 or 0
queue.checkLine()
local scheduler = redis.call('HGET', K .. id, 'rjk')
local due = scheduler and redis.call('ZSCORE', K .. 'repeat', scheduler)
if due and id == 'repeat:' .. scheduler .. ':' .. due then return -8 end
if remove.isLocked(K .. id, children) then return -2 end
remove.job(K, id, nil, { children = children })
return there
