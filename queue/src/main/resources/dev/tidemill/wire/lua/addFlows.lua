-- Adds flows whose nodes may live in many queues: parents before their children, all in one step (protocol 3.11).
--   KEYS[1] <stem of the first node>meta
--   ARGV    now, number of nodes, per node: stem of its queue, then all of part/relations.lua
--   Reply   { per node: id | error }
-- Equals as many single adds in this order, then for each parent a look whether all its children are done already.
local K = ''
-- @include queue
-- @include line
-- @include keep
-- @include parent
-- @include add
-- @include deduplication
-- @include relations
relations.deferred = true
local ids, parents, at = {}, {}, 3

local function begin(stem)
  add.finish()
  K = stem
  add.begin(0)
end

local function noteParent(stem, id)
  if stem == '' or parents[stem .. id] then return end
  parents[stem .. id] = true
  parents[#parents + 1] = { key = stem .. id, stem = stem }
end

-- A parent with a child that belongs elsewhere is not released: that child was promised to it.
local function release(one)
  if redis.call('HDEL', one.key, 'flowAttachmentFailed') == 0 then
    parent.releaseIfFree(one.key, tonumber(ARGV[1]), one.stem)
  end
end

local usable, failure
for n = 1, tonumber(ARGV[2]) do
  if ARGV[at] ~= K then usable, failure = pcall(begin, ARGV[at]) end
  local job = at + 1
  local ok, id = usable, failure
  if usable then ok, id = pcall(relations.add, job) end
  ids[n] = ok and id or redis.error_reply(queue.errorText(id))
  noteParent(ARGV[job + 8], ARGV[job + 9])
  at = job + relations.width(job)
end
add.finish()
for _, one in ipairs(parents) do pcall(release, one) end
return ids
