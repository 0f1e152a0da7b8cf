-- ARGV: id, login, lease, result, now. The person who has it ends it. What follows in the
-- conversation is put down in the same step, so that it happens whoever dies now.
local id, login, lease, result, now = ARGV[1], ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])
if get(id, 'state') == 'ended' and get(id, 'holder') == login and get(id, 'lease') == lease then return 1 end
if not is_held(id, login, lease) then return 0 end
finish(id, result, now)
local taken = tonumber(get(id, 'taken_at'))
redis.call('rpush', P .. 'handled', cjson.encode({ waited = taken - tonumber(get(id, 'since')), took = now - taken, at = now }))
redis.call('ltrim', P .. 'handled', -500, -1)
redis.call('xadd', P .. 'closings', 'maxlen', '~', 10000, '*', 'case', id)
return 1
