-- What the steps of the desk share; stands before each of them. KEYS[1] is the prefix of all keys,
-- whose braces keep them in one slot of a cluster. Times are seconds since 1970, as the caller's
-- clock has them.
local P = KEYS[1]
local KEEP = 30 * 24 * 3600 -- seconds for which a case that is over can be looked up

local function case_key(id) return P .. 'case:' .. id end

local function get(id, field) return redis.call('hget', case_key(id), field) or '' end

local function news(kind, id)
  redis.call('publish', P .. 'news', cjson.encode({ kind = kind, case = id }))
end

-- Lets what is kept of a case that is over be forgotten one day.
local function keep_for_a_while(id)
  for _, kind in ipairs({ 'case:', 'lines:', 'written:', 'delivered:' }) do
    redis.call('expire', P .. kind .. id, KEEP)
  end
end

-- Writes a line of a case once; tells whether it is new.
local function write(id, line_id, line)
  if redis.call('sadd', P .. 'written:' .. id, line_id) == 0 then return false end
  redis.call('rpush', P .. 'lines:' .. id, line)
  if get(id, 'state') == 'ended' then keep_for_a_while(id) end -- a word after the end, perhaps the first
  redis.call('publish', P .. 'news', cjson.encode({ kind = 'line', case = id, line = cjson.decode(line) }))
  return true
end

-- Whether somebody holds a case by this very lease.
local function is_held(id, login, lease)
  return get(id, 'state') == 'held' and get(id, 'holder') == login and get(id, 'lease') == lease
end

local function let_go(id)
  local holder = get(id, 'holder')
  if holder ~= '' then redis.call('srem', P .. 'mine:' .. holder, id) end
  redis.call('srem', P .. 'taken', id)
end

-- Gives a case to somebody, whose page is to acknowledge it.
local function offer(id, login, now, ack)
  let_go(id)
  redis.call('zrem', P .. 'waiting', id)
  redis.call('hset', case_key(id), 'state', 'offered', 'holder', login, 'until', now + ack)
  if get(id, 'taken_at') == '' then redis.call('hset', case_key(id), 'taken_at', now) end
  redis.call('sadd', P .. 'taken', id)
  redis.call('sadd', P .. 'mine:' .. login, id)
  local lease = redis.call('hincrby', case_key(id), 'lease', 1)
  news('offered', id)
  return lease
end

-- Puts a case back into the queue, at a rank.
local function queue(id, rank)
  let_go(id)
  redis.call('hset', case_key(id), 'state', 'waiting', 'holder', '', 'rank', rank)
  redis.call('zadd', P .. 'waiting', rank, id)
  redis.call('hincrby', case_key(id), 'returned', 1)
  news('waiting', id)
end

local function finish(id, result, now)
  let_go(id)
  redis.call('zrem', P .. 'waiting', id)
  redis.call('hset', case_key(id), 'state', 'ended', 'result', result, 'ended_at', now)
  local conversation = get(id, 'conversation')
  if redis.call('get', P .. 'of:' .. conversation) == id then redis.call('del', P .. 'of:' .. conversation) end
  redis.call('zadd', P .. 'ended', now, id)
  redis.call('zremrangebyscore', P .. 'ended', '-inf', now - KEEP)
  redis.call('sadd', P .. 'unindexed', id)
  keep_for_a_while(id)
  news('ended', id)
end

-- Shows words to the subscriber: in the transcript KEYS[2], or kept in KEYS[3] until he is there,
-- and at once where he is. An entry or late text that is empty is left out.
local function show(line_id, frame, channel, entry, late, seconds)
  if entry ~= '' then
    redis.call('rpush', KEYS[2], entry)
    redis.call('expire', KEYS[2], seconds)
  end
  if late ~= '' then
    redis.call('hset', KEYS[3], line_id, late)
    redis.call('expire', KEYS[3], seconds)
  end
  redis.call('publish', channel, frame)
end
