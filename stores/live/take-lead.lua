#!lua
--[[
  A desk takes the lead of a lottery, or says that it still has it.

  KEYS (1)  lead
  ARGV      1 desk, 2 staff, 3 since, 4 milliseconds that it holds, 5 '1': also from another desk
  Returns   { desk, staff, since, '1' when another one led before or none }: whoever leads now
]]
local held = redis.call('HMGET', KEYS[1], 'desk', 'staff', 'since')
local own = held[1] == ARGV[1]
if held[1] and not own and ARGV[5] ~= '1' then
  return { held[1], held[2], held[3], '0' }
end
local since = own and held[3] or ARGV[3]
redis.call('HSET', KEYS[1], 'desk', ARGV[1], 'staff', ARGV[2], 'since', since)
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return { ARGV[1], ARGV[2], since, own and '0' or '1' }
