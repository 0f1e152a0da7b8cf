-- ARGV: id, seconds to remember it, then as ``show`` takes it: frame, channel, entry, late, seconds; of
-- an empty frame nothing is shown: it reaches him elsewhere. Returns 1 if it was shown, now or before.
local shown = ARGV[3] ~= ''
if redis.call('set', P .. 'announced:' .. ARGV[1], shown and '1' or '0', 'nx', 'ex', ARGV[2]) then
  if shown then show(ARGV[1], ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7]) end
end
return tonumber(redis.call('get', P .. 'announced:' .. ARGV[1]))
