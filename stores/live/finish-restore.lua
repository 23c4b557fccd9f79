#!lua
--[[
  Puts a rebuilt activity in its place, all at once, unless another won.

  KEYS (11)  1 lock, then state, scans, persons, minutes, outbox, then the same five as drafts
  ARGV       1 token of the lock, 2 expiresAtMs
  Returns    1 when the drafts are the activity now; 0 when the lock was lost or the activity is
             held already (the drafts are removed)
]]
local won = redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('EXISTS', KEYS[2]) == 0
for index = 6, 2, -1 do
  local key, draft = KEYS[index], KEYS[index + 5]
  if not won then
    redis.call('DEL', draft)
  elseif redis.call('EXISTS', draft) == 1 then
    redis.call('RENAME', draft, key)
    redis.call('PEXPIREAT', key, ARGV[2])
  else
    redis.call('DEL', key)
  end
end
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return won and 1 or 0
