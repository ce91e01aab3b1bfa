-- What finished jobs add to the queue's figures by the minute (protocol 3.15). Needs K.
local metrics = {}
local groups = {} -- jobs of one kind that finished in one minute, next to each other

function metrics.note(kind, moment)
  local minute = math.floor(tonumber(moment) / 60000)
  local last = groups[#groups]
  if last and last.kind == kind and last.minute == minute then
    last.jobs = last.jobs + 1
  else
    groups[#groups + 1] = { kind = kind, minute = minute, moment = moment, jobs = 1 }
  end
end

-- The first job of another minute closes the minutes before: what they had, and 0 for those in which nothing finished.
local function add(group, most)
  local key = K .. 'metrics:' .. group.kind
  local before = redis.call('HINCRBY', key, 'count', group.jobs) - group.jobs
  local last = redis.call('HMGET', key, 'prevTS', 'prevCount')
  if not last[1] then
    redis.call('HSET', key, 'prevTS', group.moment, 'prevCount', '0')
    return
  end
  local gone = math.min(group.minute - math.floor(tonumber(last[1]) / 60000), most)
  if gone < 1 then return end
  redis.call('LPUSH', key .. ':data', string.format('%.0f', before - tonumber(last[2])))
  for first = 2, gone, 5000 do
    local zeros = {}
    for n = first, math.min(gone, first + 4999) do zeros[#zeros + 1] = '0' end
    redis.call('LPUSH', key .. ':data', unpack(zeros))
  end
  redis.call('LTRIM', key .. ':data', 0, most - 1)
  redis.call('HSET', key, 'prevCount', string.format('%.0f', before), 'prevTS', group.moment)
end

-- Keeps as many minutes as told.
function metrics.keep(most)
  for _, group in ipairs(groups) do add(group, most) end
end
