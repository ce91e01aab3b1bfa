-- Settles completed jobs that are kept alike and claims as many new ones as there are free slots, as most calls do.
--   KEYS[1] <stem>meta
--   ARGV    stem, now, ledger key | "", free slots (one or more), token stem, first token number, lock ms, at once,
--           whether the hashes may be read apart "0|1", keep count: "" for all or 0 for none, number of settles,
--           which columns are shared: four times "0|1";
--           then columns: worker names, one per slot (shared); per settle ids, tokens, at (shared), return values (shared),
--           attempts' numbers where the jobs are plain, or 0 (shared). Of a shared column there is one value.
--   Reply   as of settleAndClaim.lua, or of one job settled and one claimed, with nothing else to tell: the claimed one's
--           hash as it was before, flat, and behind it the id, the ledger's count and its version
-- Equals settleAndClaim.lua with these jobs and slots. What they have in common is sent once, since an argument costs Redis
-- as much as a step; where a job, the queue or a key in the way asks for more, all goes that script's way.
local ARGV = ARGV
local K, now, ledgerKey = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local slots, total = tonumber(ARGV[4]), tonumber(ARGV[11])
-- @include standing
if slots == 1 and total == 1 and ARGV[18] ~= '0' then
-- @include lone
  local calm, id, job = pcall(lone.look)
  if calm and id and lone.settle() then return lone.claim(id, job) end
end
-- @include plain
local calm, keys, settled, ids, found = pcall(look)
if calm and keys then
  local codes, done = {}, 0
  if total > 0 then codes, done = settleAll(redis.call, keys, settled) end
  return { codes, claimAll(redis.call, keys, ids, found), 0, '', '0', standing(done, 0), {} }
end
-- The same as settleAndClaim.lua reads it.
local function spread()
  local full = { ARGV[1], ARGV[2], '0', ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7], '', '', ARGV[8], ARGV[9] }
  for n = 1, slots do full[#full + 1] = ARGV[nameAt + n * nameStep] end
  full[#full + 1] = ARGV[11]
  for n = 1, total do
    for _, value in ipairs({ 'completed', ARGV[idAt + n], ARGV[tokenAt + n], ARGV[atAt + n * atStep],
      ARGV[valueAt + n * valueStep], ARGV[10], '', '', ARGV[attemptAt + n * attemptStep] }) do
      full[#full + 1] = value
    end
  end
  full[#full + 1] = '0'
  return full
end
local resent, ARGV = false, spread()
-- @include queue
-- @include line
-- @include keep
-- @include parent
-- @include again
-- @include settle
-- @include claim
-- @include metrics
-- @include round
