-- Saves a pool's plan over the version it came from; the ledger learns the new version, and the copy
-- for the original program is written where nobody else has written since our last one.
--   KEYS[1] state (STRING)  KEYS[2] ledger (HASH)  KEYS[3] systemState (STRING)  KEYS[4] copied (STRING)
--   KEYS[5] where a state is kept that cannot be read
--   ARGV    version that must be stored if one can be read | "" when none may be, new version, new state,
--           copy | "" for none, foreign text that may be replaced | "", messages to add to the ledger's count,
--           counted messages that are known to be gone | "", "1" when what is stored cannot be read
--   Reply   { "kept" | "outdated", "none" | "written" | "foreign", 1 when something was put aside, else 0 }
-- Sent again after a lost answer it finds its own text and does nothing twice.
local from, version, state, copy, adopted, uncounted, gone, unreadable = unpack(ARGV)

local function text(key)
  local kind = redis.call('TYPE', key).ok
  if kind == 'string' or kind == 'none' then return redis.call('GET', key) end
  return kind
end

local function copied()
  if copy == '' then return 'none' end
  local there = text(KEYS[3])
  local ours = not there or there == text(KEYS[4])
  local given = adopted ~= '' and there == adopted
  local kind = redis.call('TYPE', KEYS[3]).ok
  if (kind ~= 'string' and kind ~= 'none') or not (ours or given) then return 'foreign' end
  redis.call('SET', KEYS[3], copy)
  redis.call('SET', KEYS[4], copy)
  return 'written'
end

local stored = text(KEYS[1])
local aside = 0
if stored ~= state then
  local at = string.match(stored or '', '^{"version":(%d+)[,}]') or ''
  if string.sub(stored or '', -1) ~= '}' then at = '' end
  if at ~= from and at ~= '' then return { 'outdated', 'none', 0 } end
  if stored and (at == '' or unreadable == '1') then
    redis.call('RENAME', KEYS[1], KEYS[5])
    aside = 1
  end
  redis.call('SET', KEYS[1], state)
  redis.call('HSET', KEYS[2], 'version', version)
  if uncounted ~= '0' then redis.call('HINCRBY', KEYS[2], 'count', uncounted) end
  if gone ~= '' then redis.call('HSET', KEYS[2], 'gone', gone) end
end
return { 'kept', copied(), aside }
