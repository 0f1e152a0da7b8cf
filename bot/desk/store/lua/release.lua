-- ARGV: id, login, lease, rank, queue. Passes a case on to a queue.
local id, login, lease, rank, name = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
if not is_held(id, login, lease) then return 0 end
redis.call('hset', case_key(id), 'queue', name)
queue(id, rank)
return 1
