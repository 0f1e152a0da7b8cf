-- ARGV: id, line id, line, then as ``show`` takes it: frame, channel, entry, late, seconds.
-- Words to the subscriber that nobody's lease stands for: Mia's own, or of a desk elsewhere.
if not write(ARGV[1], ARGV[2], ARGV[3]) then return 0 end
show(ARGV[2], ARGV[4], ARGV[5], ARGV[6], ARGV[7], ARGV[8])
return 1
