#!lua
--[[
  Moves the booked position of an activity forwards.

  KEYS (2)  state, outbox
  ARGV      1 stream id of the last booked line, 2 its seq
  Returns   1 when the position moved. 0: the activity is not held, the position is there already,
            or the line is not in this stream - it was read before Redis lost the activity, and the
            new stream counts again.
]]
local bookedSeq = tonumber(redis.call('HGET', KEYS[1], 'bookedSeq') or nil)
local seq = tonumber(ARGV[2])
if not bookedSeq or seq <= bookedSeq then return 0 end
local entry = redis.call('XRANGE', KEYS[2], ARGV[1], ARGV[1])[1]
if not entry or string.match(entry[2][2], '^%d+') ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], 'bookedSeq', ARGV[2], 'bookedStreamId', ARGV[1])
return 1
