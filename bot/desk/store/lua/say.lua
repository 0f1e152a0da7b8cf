-- ARGV: id, login, lease, line id, line, then as ``show`` takes it: frame, channel, entry, late, seconds.
-- Words of the person who has the conversation: written, shown to the subscriber, each once.
local id, line_id = ARGV[1], ARGV[4]
if not is_held(id, ARGV[2], ARGV[3]) then return -1 end
if not write(id, line_id, ARGV[5]) then return 0 end
show(line_id, ARGV[6], ARGV[7], ARGV[8], ARGV[9], ARGV[10])
return 1
