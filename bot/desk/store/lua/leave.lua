-- ARGV: conversation, result, now. The subscriber waits no longer. Only from the queue: a person who
-- has it ends it himself. Returns the id, or nothing.
local id = redis.call('get', P .. 'of:' .. ARGV[1])
if not id or get(id, 'state') ~= 'waiting' then return false end
finish(id, ARGV[2], tonumber(ARGV[3]))
return id
