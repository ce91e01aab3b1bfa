-- Settles one after the other, then claims, with all that may be special about either; answers as settleAndClaim.lua tells.
-- Needs K, now, resent, slots, total, standing and all parts that settle and claim.
local codes, done, failed, lastFinish, at = {}, 0, 0, nil, 14 + slots
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
local finished = false -- whether a finish came last of all that was done, so that it may have to tell that nothing is left
for n = 1, total do
  local kind = ARGV[starts[n]]
  local isFinish = kind == 'completed' or kind == 'failed'
  if finished and kind == 'retried' then settle.tellIfDrained() end -- which promotes, be it refused
  local ok, code = pcall(settle.one, kind, starts[n], resent)
  if not ok and queue.refusesWrites(code) then error(queue.errorText(code), 0) end -- nothing was written: it is sent again
  if not ok then settle.undo() end
  codes[n] = ok and code or redis.error_reply(queue.errorText(code))
  if code == 0 and kind == 'completed' then done = done + 1 end
  if code == 0 and kind == 'failed' then failed = failed + 1 end
  if counted > 0 and code == 0 and isFinish then metrics.note(kind, ARGV[starts[n] + 3]) end
  if n == lastFinish and code ~= 0 and settle.cap then settle.trim() end -- for those that finished before it
  -- What is refused fetches nothing: the finish before it was the last to look whether something is left.
  if finished and code ~= 0 and kind ~= 'retried' then settle.tellIfDrained() end
  finished = isFinish and code == 0
end
if finished and slots == 0 then settle.tellIfDrained() end
settle.flush()
if counted > 0 then pcall(metrics.keep, counted) end -- figures stand in nobody's way
local claimed = { jobs = {}, limited = shut or 0, due = '', closed = '0' }
if slots > 0 then
  -- What was settled must be answered: an error of the claims waits for a call that only claims.
  local ok, result = pcall(claim.upTo, slots, now, resent)
  if ok then claimed = result
  elseif total == 0 then error(queue.errorText(result), 0) end
  if ok and finished and claim.foundNothing(claimed) then settle.tellIfDrained() end
end
return { codes, claimed.jobs, claimed.limited, claimed.due, claimed.closed, standing(done, failed), claim.foreign }
