#!lua
--[[
  Sets figures of persons; the larger one stays, as in put-person.lua. Of somebody who is not cached
  the figure alone is kept for a moment: the books may have been read for them before it was so.
  Without a nickname that is nobody yet.

  KEYS      the persons
  ARGV      1 field, 2 milliseconds that a figure alone lives, then one figure for each of the keys
  Returns   how many were cached
]]
local cached = 0
for index, key in ipairs(KEYS) do
  local nickname, known = unpack(redis.call('HMGET', key, 'nickname', ARGV[1]))
  if tonumber(ARGV[index + 2]) > tonumber(known or -1) then
    redis.call('HSET', key, ARGV[1], ARGV[index + 2])
  end
  if nickname then
    cached = cached + 1
  else
    redis.call('PEXPIRE', key, ARGV[2])
  end
end
return cached
