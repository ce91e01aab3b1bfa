-- The ledger beside a queue: one hash that is checked before a script's first write and moved in the same call.
--   count     jobs stored under the ledger      done, failed   jobs settled under it
--   version   of the plan that its keeper saved
--   epoch:<node>    the node's running epoch: an add under an older one is refused
--   receipt:<node>  "<epoch>.<seq> <count after it> <ids>": an add that is sent again is answered, not repeated, also
--                   when the node was taken for dead meanwhile
--   at:<source>     how far a source has been read
local ledger = { key = '' }

-- Reads the ledger's arguments from position `at`; answers a refusal or nil, and where the next argument stands.
function ledger.open(at)
  ledger.key = ARGV[at]
  if ledger.key == '' then return nil, at + 1 end
  ledger.node, ledger.epoch, ledger.seq = ARGV[at + 1], ARGV[at + 2], ARGV[at + 3]
  ledger.source, ledger.from, ledger.to = ARGV[at + 4], ARGV[at + 5], ARGV[at + 6]
  local now = redis.call('HMGET', ledger.key, 'epoch:' .. ledger.node, 'receipt:' .. ledger.node,
    'at:' .. ledger.source, 'count', 'version')
  local count, version = now[4] or '0', now[5] or '0'
  local running = tonumber(now[1] or '0')
  local epoch, seq, countThen, idsThen = string.match(now[2] or '', '^(%d+)%.(%d+) (%S+) (.*)$')
  local ours = epoch == ledger.epoch
  if ours and seq == ledger.seq then return { 'already', countThen, version, idsThen }, at + 7 end
  if running > tonumber(ledger.epoch) then return { 'fenced', count, version, now[1] }, at + 7 end
  -- A Redis that came back with an older state has forgotten that the node entered: it is told again.
  ledger.forgotten = running < tonumber(ledger.epoch)
  -- A call that was given up and comes late must not follow those that came after it.
  if ours and tonumber(seq) > tonumber(ledger.seq) then return { 'stale', count, version, seq }, at + 7 end
  if ledger.source ~= '' and (now[3] or '') ~= ledger.from then
    return { 'moved', count, version, now[3] or '' }, at + 7
  end
  return nil, at + 7
end

-- Counts what was stored, moves the position and leaves the receipt; tells how many wait now, below 0 where
-- nothing says so.
function ledger.pushed(stored, ids, waiting)
  if ledger.key == '' then return { 'none', '0', '0', '' } end
  local count = string.format('%.0f', redis.call('HINCRBY', ledger.key, 'count', stored))
  local told = {}
  for n = 1, #ids do told[n] = type(ids[n]) == 'table' and '!' or ids[n] end
  local fields = { 'receipt:' .. ledger.node, ledger.epoch .. '.' .. ledger.seq .. ' ' .. count .. ' ' .. table.concat(told, ' ') }
  if ledger.source ~= '' then
    fields[#fields + 1] = 'at:' .. ledger.source
    fields[#fields + 1] = ledger.to
  end
  if ledger.forgotten then
    fields[#fields + 1] = 'epoch:' .. ledger.node
    fields[#fields + 1] = ledger.epoch
  end
  redis.call('HSET', ledger.key, unpack(fields))
  return { 'added', count, redis.call('HGET', ledger.key, 'version') or '0', string.format('%.0f', waiting or -1) }
end
