-- ARGV: conversation, its new name, subject, sureness. Who speaks there is known now.
local id = redis.call('get', P .. 'of:' .. ARGV[1])
if not id or redis.call('exists', P .. 'of:' .. ARGV[2]) == 1 then return 0 end
redis.call('rename', P .. 'of:' .. ARGV[1], P .. 'of:' .. ARGV[2])
redis.call('hset', case_key(id), 'conversation', ARGV[2], 'subject', ARGV[3], 'sureness', ARGV[4])
news('moved', id)
return 1
