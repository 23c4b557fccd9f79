#!lua flags=no-writes
--[[
  The next lines that the books do not have.

  KEYS (2)  state, outbox
  ARGV      1 how many at most
  Returns   stream entries after the booked position, oldest first
]]
local booked = redis.call('HGET', KEYS[1], 'bookedStreamId')
if not booked then return {} end
return redis.call('XRANGE', KEYS[2], '(' .. booked, '+', 'COUNT', ARGV[1]) or {}
