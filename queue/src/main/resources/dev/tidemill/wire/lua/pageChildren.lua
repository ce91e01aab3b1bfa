-- Scans one step through a parent's children and tells those that fall on a page (protocol 3.13).
--   KEYS[1] <parent>:processed (HASH) or <parent>:dependencies (SET)
--   ARGV    processed "0|1", cursor, how many were gone by before, first place of the page, last | -1
--   Reply   { cursor, how many are gone by now, how many there are, { per child: key, return value | "", {hash} } }
local processed, seen, first, last = ARGV[1] == '1', tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local total = redis.call(processed and 'HLEN' or 'SCARD', KEYS[1])
local step = redis.call(processed and 'HSCAN' or 'SSCAN', KEYS[1], ARGV[2], 'COUNT', 100)
local found, children = step[2], {}
for n = 1, #found, processed and 2 or 1 do
  if seen >= first and (last < 0 or seen <= last) then
    children[#children + 1] = { found[n], processed and found[n + 1] or '', redis.call('HGETALL', found[n]) }
  end
  seen = seen + 1
end
return { step[1], seen, total, children }
