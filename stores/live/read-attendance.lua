#!lua flags=no-writes
--[[
  Figures and lines of the same moment.

  KEYS (3)  state, minutes, outbox
  ARGV      1 how many of the latest lines at most
  Returns   { fields and values of the state, minutes and counts, stream entries, newest first };
            an empty state: the activity is not held
]]
return {
  redis.call('HGETALL', KEYS[1]),
  redis.call('HGETALL', KEYS[2]),
  -- COUNT 0 is answered with nil.
  redis.call('XREVRANGE', KEYS[3], '+', '-', 'COUNT', ARGV[1]) or {},
}
