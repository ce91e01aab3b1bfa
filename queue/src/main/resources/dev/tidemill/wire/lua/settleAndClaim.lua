-- Settles jobs whose handlers have ended and claims as many new ones as there are free slots.
--   KEYS[1] <stem>meta
--   ARGV    stem, now, resent "0|1", ledger key | "",
--           free slots and the terms of claims (see part/claim.lua),
--           number of settles, per settle: kind, id, token, at, and what the kind takes (see part/settle.lua),
--           minutes for which finished jobs are counted
--   Reply   { { per settle: code, or none when all are settled }, { per claim: id, token, {hash as it was before}, or as it is now when a
--             fourth value says 'again'; or the id alone, under the token of its place, when the hash is to be read apart }, limited ms, next due ms | "", closed "0|1", ledger reply,
--             { ids that were dropped: something else than a job has their keys } }
-- Equals finishing the jobs in this order, all but the last without fetching next, then plain fetches
-- until the slots are full (protocol 3.3, 3.6, 3.7).
local K, now = ARGV[1], tonumber(ARGV[2])
local resent, ledgerKey = ARGV[3] == '1', ARGV[4]
local slots, total = tonumber(ARGV[5]), tonumber(ARGV[13 + tonumber(ARGV[5])])
local function ledgerSays(done, failed)
  if ledgerKey == '' then return { 'none', '0', '0', '' } end
  if done > 0 then redis.call('HINCRBY', ledgerKey, 'done', done) end
  if failed > 0 then redis.call('HINCRBY', ledgerKey, 'failed', failed) end
  local standing = redis.call('HMGET', ledgerKey, 'count', 'version')
  return { 'settled', standing[1] or '0', standing[2] or '0', '' }
end
-- @include plain
local calm, plain, found, made, locks, inOrder = pcall(look)
if calm and plain then
  local codes, done = {}, 0
  if total > 0 then codes, done = settleAll(redis.call, made, locks, inOrder) end
  return { codes, claimAll(redis.call, found), 0, '', '0', ledgerSays(done, 0), {} }
end
-- @include queue
-- @include line
-- @include keep
-- @include parent
-- @include again
-- @include settle
-- @include claim
-- @include metrics
local codes, done, failed, lastFinish, at = {}, 0, 0, nil, firstSettle
local starts, shut = {}, nil
for n = 1, total do
  starts[n] = at
  local kind = ARGV[at]
  if kind == 'completed' or kind == 'failed' then lastFinish = n end
  if kind == 'limited' then shut = tonumber(ARGV[at + 4]) end
  at = at + settle.width[kind]
end
if shut then slots = 0 end -- a handler asked that nothing start: a worker that heard it fetches nothing
if lastFinish then settle.last = starts[lastFinish] end
settle.look(starts)
local counted = tonumber(ARGV[at])
for n = 1, total do
  local kind = ARGV[starts[n]]
  local ok, code = pcall(settle.one, kind, starts[n], resent)
  if not ok and queue.refusesWrites(code) then error(queue.errorText(code), 0) end -- nothing was written: it is sent again
  if not ok then settle.undo() end
  codes[n] = ok and code or redis.error_reply(queue.errorText(code))
  if code == 0 and kind == 'completed' then done = done + 1 end
  if code == 0 and kind == 'failed' then failed = failed + 1 end
  if counted > 0 and code == 0 and (kind == 'completed' or kind == 'failed') then metrics.note(kind, ARGV[starts[n] + 3]) end
  if n == lastFinish and code ~= 0 and settle.cap then settle.trim() end -- for those that finished before it
  if n == lastFinish and slots == 0 and done + failed > 0 then settle.tellIfDrained() end
end
settle.flush()
if counted > 0 then pcall(metrics.keep, counted) end -- figures stand in nobody's way
local claimed = { jobs = {}, limited = shut or 0, due = '', closed = '0' }
if slots > 0 then
  -- What was settled must be answered: an error of the claims waits for a call that only claims.
  local ok, result = pcall(claim.upTo, slots, now, resent)
  if ok then claimed = result
  elseif total == 0 then error(queue.errorText(result), 0) end
  if ok and done + failed > 0 and claim.foundNothing(claimed) then settle.tellIfDrained() end
end
return { codes, claimed.jobs, claimed.limited, claimed.due, claimed.closed, ledgerSays(done, failed), claim.foreign }
