-- Reads all there is about a pool's plan at one moment.
--   KEYS[1] state (STRING)  KEYS[2] ledger (HASH)  KEYS[3] systemState (STRING)  KEYS[4] copied (STRING)
--   Reply   { state | nil, version in it | "", count | nil, ledger's version | nil, systemState | nil, copied | nil }
-- A key of another type reads as the text of its type's name: it is there, and it is not ours.
local function text(key)
  local kind = redis.call('TYPE', key).ok
  if kind == 'string' or kind == 'none' then return redis.call('GET', key) end
  return kind
end

local state = text(KEYS[1])
local version = string.match(state or '', '^{"version":(%d+)[,}]') or ''
local ledger = redis.call('HMGET', KEYS[2], 'count', 'version')
return { state, version, ledger[1], ledger[2], text(KEYS[3]), text(KEYS[4]) }
