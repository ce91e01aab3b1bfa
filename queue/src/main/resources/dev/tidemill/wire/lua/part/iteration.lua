-- The jobs that schedulers make. Needs K, queue.
local iteration = {}

local function whole(number) return string.format('%.0f', number) end

function iteration.idAt(scheduler, due) return 'repeat:' .. scheduler .. ':' .. whole(due) end

-- When the next job of an interval is due: one interval after the one before, or the first of its times that
-- is not missed.
function iteration.due(before, every, now, offset, start)
  if not before and start then return math.max(start, now) end
  if not before and offset <= 0 then return now end
  if before and before + every >= now then return before + every end
  local due = math.floor(now / every) * every + offset
  if due <= now then due = due + every end
  return math.floor(due)
end

-- Adds the job that is due then. `job`: name, data; ARGV from `at`: options without id, delay and closing brace,
-- priority, lifo, deduplication id | "".
function iteration.add(scheduler, due, now, job, at)
  local id, delay, cap = iteration.idAt(scheduler, due), math.max(0, due - now), queue.eventCap()
  local options = ARGV[at] .. ',"jobId":' .. cjson.encode(id) .. ',"delay":' .. whole(delay) .. '}'
  redis.call('INCR', K .. 'id')
  redis.call('HSET', K .. id, 'name', job.name, 'data', job.data, 'opts', options, 'timestamp', whole(now),
    'delay', whole(delay), 'priority', ARGV[at + 1], 'rjk', scheduler)
  if ARGV[at + 3] ~= '' then redis.call('HSET', K .. id, 'deid', ARGV[at + 3]) end
  redis.call('XADD', K .. 'events', '*', 'event', 'added', 'jobId', id, 'name', job.name)
  if delay > 0 then
    queue.delay(id, due)
    queue.tell(cap, 'delayed', id, 'delay', whole(due))
    queue.armDelayMarker()
  else
    local priority = tonumber(ARGV[at + 1])
    if priority > 0 then queue.prioritize(id, priority)
    else redis.call(ARGV[at + 2] == '1' and 'RPUSH' or 'LPUSH', queue.line(), id) end
    if not queue.pausedOrMaxed() then queue.armMarker() end
    queue.tell(cap, 'waiting', id)
  end
  return id, delay
end
