-- Removes the children that a job still waits for, but for those that somebody works on or that failed (protocol 3.10).
--   KEYS[1] <stem>meta      ARGV stem, id      Reply 0
local K, id = ARGV[1], ARGV[2]
-- @include queue
-- @include line
-- @include keep
-- @include parent
-- @include remove
remove.children(K .. id, { children = true, pending = true })
return 0
