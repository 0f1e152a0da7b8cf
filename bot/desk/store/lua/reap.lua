-- ARGV: now, seconds without a heartbeat, head start of what returns, seconds that a call lasts at most.
-- Puts back what was not acknowledged in time, and what its holder has left. What people elsewhere
-- have, at a telephone or another desk, is theirs without a heartbeat. Returns the ids.
-- A call of whose end nobody told is over some day, too: else it would stand before all others for ever.
local now, vanished, ahead, longest = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local back = {}
for _, id in ipairs(redis.call('smembers', P .. 'taken')) do
  local state, gone = get(id, 'state'), false
  if state == 'offered' then
    gone = tonumber(get(id, 'until')) < now
  elseif state == 'held' then
    local seen = tonumber(redis.call('zscore', P .. 'seen', get(id, 'holder')) or 0)
    gone = seen < now - vanished
  end
  if gone and get(id, 'elsewhere') ~= '1' then
    queue(id, tonumber(get(id, 'since')) - tonumber(get(id, 'head_start')) - ahead)
    back[#back + 1] = id
  end
end
for _, id in ipairs(redis.call('zrange', P .. 'waiting', 0, -1)) do
  if get(id, 'channel') == 'phone' and tonumber(get(id, 'since')) < now - longest then
    finish(id, 'hung_up', now)
  end
end
return back
