-- Counts what was settled in the ledger whose key is `ledgerKey`, and answers how that stands; "" is none.
local function standing(done, failed)
  if ledgerKey == '' then return { 'none', '0', '0', '' } end
  if done > 0 then redis.call('HINCRBY', ledgerKey, 'done', done) end
  if failed > 0 then redis.call('HINCRBY', ledgerKey, 'failed', failed) end
  local now = redis.call('HMGET', ledgerKey, 'count', 'version')
  return { 'settled', now[1] or '0', now[2] or '0', '' }
end
