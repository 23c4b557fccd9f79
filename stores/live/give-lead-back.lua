#!lua
--[[
  KEYS (1)  lead
  ARGV      1 desk
  Returns   1 when it led, else 0: then another one's lead stays
]]
if redis.call('HGET', KEYS[1], 'desk') ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
