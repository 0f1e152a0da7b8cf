-- ARGV: id, line id, line. Writes a line beside what is said.
if redis.call('exists', case_key(ARGV[1])) == 0 then return 0 end
write(ARGV[1], ARGV[2], ARGV[3])
return 1
