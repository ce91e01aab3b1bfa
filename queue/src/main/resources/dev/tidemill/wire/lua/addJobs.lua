-- Adds a batch of jobs that have to do with no others, in the order given, under a ledger if one is named.
--   KEYS[1] <stem>meta
--   ARGV    stem, number of jobs,
--           ledger: "" | key, node, epoch, seq, source, from, to   (see part/ledger.lua)
--           per job: as in part/add.lua
--   Reply   { ledger reply, { per job: id | error } }
-- Equals as many single adds in this order (protocol 3.1): the id counter moves for every attempt,
-- also for a custom id that exists; `added` and `waiting` stay together, job by job.
local K, total = ARGV[1], tonumber(ARGV[2])
-- @include ledger
-- @include queue
-- @include add
local receipt, at = ledger.open(3)
if receipt then return { receipt, {} } end
add.begin(total)
local ids = {}
for n = 1, total do
  local ok, id = pcall(add.plain, at)
  ids[n] = ok and id or redis.error_reply(queue.errorText(id))
  at = at + 8
end
add.finish()
return { ledger.pushed(add.stored, ids, add.waiting), ids }
