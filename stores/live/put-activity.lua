#!lua
--[[
  Changes what is known of an activity that is held, and moves the expiry of all its keys.

  KEYS (5)  state, scans, persons, minutes, outbox
  ARGV      1 expiresAtMs, then pairs of field and value of the state
  Returns   1, or 0 when the activity is not held (nothing is written then: an empty state would
            hide that the people have to be restored from the books)
]]
if redis.call('HEXISTS', KEYS[1], 'seq') == 0 then return 0 end
redis.call('HSET', KEYS[1], 'expiresAtMs', unpack(ARGV))
for _, key in ipairs(KEYS) do redis.call('PEXPIREAT', key, ARGV[1]) end
return 1
