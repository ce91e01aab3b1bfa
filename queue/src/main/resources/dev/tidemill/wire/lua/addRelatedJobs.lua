-- Adds a batch in which some jobs have to do with others: as addJobs.lua, but those take their turn one by one.
--   KEYS[1] <stem>meta
--   ARGV    stem, number of jobs, whether all ids may be drawn at once "0|1",
--           ledger: "" | key, node, epoch, seq, source, from, to   (see part/ledger.lua)
--           per job: as in part/add.lua or part/relations.lua
--   Reply   { ledger reply, { per job: id | error } }
-- An add whose parent is missing moves no counter, so ids are drawn one by one where there are parents.
local K, total = ARGV[1], tonumber(ARGV[2])
-- @include ledger
-- @include queue
-- @include line
-- @include keep
-- @include parent
-- @include add
-- @include deduplication
-- @include relations
local receipt, at = ledger.open(4)
if receipt then return { receipt, {} } end
add.begin(ARGV[3] == '1' and total or 0)
local ids = {}
for n = 1, total do
  local ok, id = pcall(relations.add, at)
  ids[n] = ok and id or redis.error_reply(queue.errorText(id))
  at = at + relations.width(at)
end
add.finish()
return { ledger.pushed(add.stored, ids, add.waiting), ids }
