#!lua
--[[
  Sets figures of persons that are cached; others are left alone, so that no half person appears.

  KEYS      the persons
  ARGV      1 field, then one figure for each of the keys
  Returns   how many were cached
]]
local changed = 0
for index, key in ipairs(KEYS) do
  if redis.call('EXISTS', key) == 1 then
    redis.call('HSET', key, ARGV[1], ARGV[index + 1])
    changed = changed + 1
  end
end
return changed
