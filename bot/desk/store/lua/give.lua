-- ARGV: id, login, now, seconds to acknowledge, from ('' or who must hold it), lease (with from)
-- Gives an open case to a colleague, whoever has it: passing on, taking over, a call that was answered.
local id, login, now, ack, from, lease = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5], ARGV[6]
local state = get(id, 'state')
if state == '' or state == 'ended' then return false end
if from ~= '' and not is_held(id, from, lease) then return false end
if state ~= 'waiting' and get(id, 'holder') == login then return { id, tonumber(get(id, 'lease')) } end
return { id, offer(id, login, now, ack) }
