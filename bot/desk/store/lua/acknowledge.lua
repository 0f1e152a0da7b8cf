-- ARGV: id, login, lease. The page has the packet: from now on its person has the conversation.
local id, login, lease = ARGV[1], ARGV[2], ARGV[3]
if is_held(id, login, lease) then return 1 end
if get(id, 'state') ~= 'offered' or get(id, 'holder') ~= login or get(id, 'lease') ~= lease then return 0 end
redis.call('hset', case_key(id), 'state', 'held')
news('held', id)
return 1
