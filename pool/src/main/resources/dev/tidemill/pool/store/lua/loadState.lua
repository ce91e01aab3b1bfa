-- Reads all there is about a pool's plan at one moment.
--   KEYS[1] state (STRING)  KEYS[2] ledger (HASH)  KEYS[3] systemState (STRING)  KEYS[4] copied (STRING)
--   Reply   { state | nil, version in it | "", systemState | nil, copied | nil,
--             of the ledger: count | nil, version | nil, done | nil, failed | nil, gone | nil }
-- A key of another type reads as the text of its type's name: it is there, and it is not ours.
local function text(key)
  local kind = redis.call('TYPE', key).ok
  if kind == 'string' or kind == 'none' then return redis.call('GET', key) end
  return kind
end

local state = text(KEYS[1])
local version = string.match(state or '', '^{"version":(%d+)[,}]') or ''
if string.sub(state or '', -1) ~= '}' then version = '' end
local hash = redis.call('TYPE', KEYS[2]).ok == 'hash'
local ledger = hash and redis.call('HMGET', KEYS[2], 'count', 'version', 'done', 'failed', 'gone') or {}
return { state, version, text(KEYS[3]), text(KEYS[4]), ledger[1] or false, ledger[2] or false, ledger[3] or false,
  ledger[4] or false, ledger[5] or false }
