-- A node takes a source that knows its place, unless another one that lives has it.
--   KEYS[1] nodes (ZSET)  KEYS[2] ledger (HASH)
--   ARGV    node, source
--   Reply   { the node that has it, its fencing number }
-- Held in the ledger as lease:<source> = "<node> <number>"; whoever takes it anew gets a higher number.
local field = 'lease:' .. ARGV[2]
local held = redis.call('HGET', KEYS[2], field)
local holder, number = string.match(held or '', '^(%S+) (%d+)$')
if holder and holder ~= ARGV[1] and redis.call('ZSCORE', KEYS[1], holder) then return { holder, number } end
if holder ~= ARGV[1] then
  number = string.format('%.0f', redis.call('HINCRBY', KEYS[2], 'fence:' .. ARGV[2], 1))
  redis.call('HSET', KEYS[2], field, ARGV[1] .. ' ' .. number)
end
return { ARGV[1], number }
