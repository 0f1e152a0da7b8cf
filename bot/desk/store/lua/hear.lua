-- ARGV: conversation, line id, line. What is said in a conversation that was handed over.
-- Returns the state of its case, or nothing.
local id = redis.call('get', P .. 'of:' .. ARGV[1])
if not id then return false end
write(id, ARGV[2], ARGV[3])
return { get(id, 'state'), id }
