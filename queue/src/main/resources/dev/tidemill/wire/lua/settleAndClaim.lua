-- Settles jobs whose handlers have ended and claims as many new ones as there are free slots.
--   KEYS[1] <stem>meta
--   ARGV    stem, now, resent "0|1", ledger key | "",
--           free slots and the terms of claims (see part/claim.lua),
--           number of settles, per settle: kind, id, token, at, and what the kind takes (see part/settle.lua),
--           minutes for which finished jobs are counted
--   Reply   { { per settle: code, or none when all are settled },
--             { per claim: id, token, { hash as it was before }, or as it is now when a fourth value says 'again';
--               or the id alone, under the token of its place, when the hash is to be read apart },
--             limited ms, next due ms | "", closed "0|1", ledger reply,
--             { ids that were dropped: something else than a job has their keys } }
-- Equals finishing the jobs in this order, all but the last without fetching next, then plain fetches
-- until the slots are full (protocol 3.3, 3.6, 3.7).
local K, now = ARGV[1], tonumber(ARGV[2])
local resent, ledgerKey = ARGV[3] == '1', ARGV[4]
local slots, total = tonumber(ARGV[5]), tonumber(ARGV[13 + tonumber(ARGV[5])])
-- @include standing
-- @include queue
-- @include line
-- @include keep
-- @include parent
-- @include again
-- @include settle
-- @include claim
-- @include metrics
-- @include round
