-- ARGV: id, conversation, rank, then field, value … of the case.
-- A conversation has one open case: handing it over again finds the same.
local id, conversation, rank = ARGV[1], ARGV[2], ARGV[3]
local there = redis.call('get', P .. 'of:' .. conversation)
if there then return { there, 0 } end
redis.call('hset', case_key(id), 'id', id, 'conversation', conversation, 'state', 'waiting', 'rank', rank, unpack(ARGV, 4))
redis.call('set', P .. 'of:' .. conversation, id)
redis.call('zadd', P .. 'waiting', rank, id)
news('waiting', id)
return { id, 1 }
