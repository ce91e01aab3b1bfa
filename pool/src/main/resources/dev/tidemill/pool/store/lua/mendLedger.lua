-- Puts aside what no ledger has, so that the rest can be used.
--   KEYS[1] ledger (HASH)  KEYS[2] where a key of another type is kept
--   Reply   { what cannot be read, ... } as "count 'ten'", or the name of the type
local kind = redis.call('TYPE', KEYS[1]).ok
if kind == 'none' then return {} end
if kind ~= 'hash' then
  redis.call('RENAME', KEYS[1], KEYS[2])
  return { kind }
end
local odd = {}
for _, field in ipairs({ 'count', 'done', 'failed', 'version', 'gone' }) do
  local value = redis.call('HGET', KEYS[1], field)
  if value and not (string.match(value, '^%d+$') and tonumber(value) <= 9007199254740991) then
    redis.call('HSET', KEYS[1], 'aside:' .. field, value)
    redis.call('HDEL', KEYS[1], field)
    odd[#odd + 1] = field .. " '" .. value .. "'"
  end
end
return odd
