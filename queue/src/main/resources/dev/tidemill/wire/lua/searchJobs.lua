-- Looks which jobs hold some texts; payloads above a size are passed over.
--   KEYS[1] <stem>meta
--   ARGV    stem, bytes after which no further job is looked at, how many terms, per term: where, text; ids
--   Reply   { how many ids were looked at, how many payloads were too large, { ids that hold every text } }
-- Where: name, error (whatever case: the text is in lower case), data, any (one of these).
local K, most, terms = ARGV[1], tonumber(ARGV[2]), {}
local first = 4 + 2 * tonumber(ARGV[3])
local payloads = false
for n = 4, first - 1, 2 do
  terms[#terms + 1] = { ARGV[n], ARGV[n + 1], string.lower(ARGV[n + 1]) }
  payloads = payloads or ARGV[n] == 'data' or ARGV[n] == 'any'
end

local function has(text, part) return text and string.find(text, part, 1, true) ~= nil end

local function fits(job)
  for _, term in ipairs(terms) do
    local where, exact, lower = term[1], term[2], term[3]
    local found = (where == 'name' or where == 'any') and has(job.name, lower)
      or (where == 'error' or where == 'any') and has(job.error, lower)
      or (where == 'data' or where == 'any') and has(job.data, exact)
    if not found then return false end
  end
  return true
end

local looked, large, bytes, found = 0, 0, 0, {}
for n = first, #ARGV do
  local key = K .. ARGV[n]
  if redis.call('TYPE', key).ok == 'hash' then
    local fields = redis.call('HMGET', key, 'name', 'failedReason')
    local job = { name = fields[1] and string.lower(fields[1]), error = fields[2] and string.lower(fields[2]) }
    if payloads then
      local size = redis.call('HSTRLEN', key, 'data')
      if size > most then
        large = large + 1
      else
        if bytes + size > most and looked > 0 then break end
        bytes = bytes + size
        job.data = redis.call('HGET', key, 'data')
      end
    end
    if fits(job) then found[#found + 1] = ARGV[n] end
  end
  looked = looked + 1
end
return { looked, large, found }
