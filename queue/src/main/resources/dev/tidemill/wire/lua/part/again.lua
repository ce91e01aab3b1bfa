-- The job that was laid by while the owner of its deduplication id was active takes its turn when that one finishes
-- (protocol 3.2). Needs K, queue.
local again = {}

local function number(value)
  return tonumber(type(value) ~= 'userdata' and value or 0) or 0
end

local function place(id, opts, now)
  local wait, priority = number(opts.delay), number(opts.priority)
  if wait ~= 0 then
    local due = wait > 0 and now + wait or now
    queue.delay(id, due)
    queue.tell(queue.eventCap(), 'delayed', id, 'delay', string.format('%.0f', due))
    queue.armDelayMarker()
    return
  end
  if priority > 0 then
    queue.prioritize(id, priority)
  else
    redis.call(opts.lifo == true and 'RPUSH' or 'LPUSH', queue.line(), id)
  end
  if not queue.pausedOrMaxed() then queue.armMarker() end
  queue.tell(queue.eventCap(), 'waiting', id)
end

local function own(key, id, terms)
  local ttl = number(terms.ttl)
  if terms.keepLastIfActive or ttl <= 0 then
    redis.call('SET', key, id)
  else
    redis.call('SET', key, id, 'PX', string.format('%.0f', ttl))
  end
end

-- Adds what was laid by under the id, if anything was; answers whether that gave a parent a child.
function again.add(deid, now)
  local key = K .. 'dn:' .. deid
  local laid = redis.call('HMGET', key, 'name', 'data', 'opts', 'jid', 'pk', 'pd', 'pdk', 'rjk')
  if not laid[1] then return false end
  local drawn = string.format('%.0f', redis.call('INCR', K .. 'id'))
  local id, opts = laid[4] or drawn, cjson.decode(laid[3])
  own(K .. 'de:' .. deid, id, type(opts.de) == 'table' and opts.de or {})
  local fields = { 'name', laid[1], 'data', laid[2], 'opts', laid[3], 'timestamp', string.format('%.0f', now),
    'delay', string.format('%.0f', number(opts.delay)), 'priority', string.format('%.0f', number(opts.priority)), 'deid', deid }
  for name, value in pairs({ parentKey = laid[5], parent = laid[6], rjk = laid[8] }) do
    if value then
      fields[#fields + 1] = name
      fields[#fields + 1] = value
    end
  end
  redis.call('HSET', K .. id, unpack(fields))
  redis.call('XADD', K .. 'events', '*', 'event', 'added', 'jobId', id, 'name', laid[1])
  place(id, opts, now)
  if laid[7] then redis.call('SADD', laid[7], K .. id) end
  redis.call('DEL', key)
  return laid[7] and true
end
