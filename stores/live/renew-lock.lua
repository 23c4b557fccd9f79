#!lua
--[[
  KEYS (1)  lock
  ARGV      1 token, 2 milliseconds from now; 0 gives the lock back
  Returns   1 while the lock is still the token's, else 0
]]
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
