-- ARGV: id, result, now. Ends a case from outside, as when a caller has hung up.
local id, now = ARGV[1], tonumber(ARGV[3])
local state = get(id, 'state')
if state == '' or state == 'ended' then return '' end
finish(id, ARGV[2], now)
local taken = tonumber(get(id, 'taken_at'))
if state == 'held' and taken then
  redis.call('rpush', P .. 'handled', cjson.encode({ waited = taken - tonumber(get(id, 'since')), took = now - taken, at = now }))
  redis.call('ltrim', P .. 'handled', -500, -1)
end
return state
