-- ARGV: id or '', login, now, seconds to acknowledge, skills …
-- Gives a waiting case to somebody: the one named, or the first that he serves.
local id, login, now, ack = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local skills = { general = true }
for at = 5, #ARGV do skills[ARGV[at]] = true end
-- A caller is connected by the telephone system, not by a page; other desks have their own.
local function fits(each)
  return get(each, 'state') == 'waiting' and skills[get(each, 'queue')] and get(each, 'elsewhere') ~= '1'
end
if id ~= '' then
  if not fits(id) then return false end
  return { id, offer(id, login, now, ack) }
end
for _, each in ipairs(redis.call('zrange', P .. 'waiting', 0, -1)) do
  if fits(each) then return { each, offer(each, login, now, ack) } end
end
return false
