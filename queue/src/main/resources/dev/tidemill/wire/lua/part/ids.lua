-- The ids behind a number, as texts. To format each would cost a third of a write: what ten have in common is made once.
local function idsAfter(last, count)
  local ids, tens = {}, nil
  for n = 1, count do
    local digit = (last + n) % 10
    if digit == 0 or not tens then
      local known = (last + n - digit) / 10
      tens = known > 0 and string.format('%.0f', known) or ''
    end
    ids[n] = tens .. string.char(48 + digit)
  end
  return ids
end
