#!lua
--[[
  Caches a person as the books have them. Figures of years only grow: the larger one stays, since
  what is written here may have been read before a posting that has set its figures meanwhile.

  KEYS (1)  person
  ARGV      1 milliseconds to live, then pairs of field and value
  Returns   1
]]
local figures = {}
for place = 2, #ARGV, 2 do
  local field = ARGV[place]
  if string.sub(field, 1, 5) == 'year:' then figures[field] = ARGV[place + 1] end
end
local known = redis.call('HGETALL', KEYS[1])
for place = 1, #known, 2 do
  local field, figure = known[place], known[place + 1]
  if string.sub(field, 1, 5) == 'year:' and tonumber(figure) > tonumber(figures[field] or 0) then
    figures[field] = figure
  end
end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], select(2, unpack(ARGV)))
for field, figure in pairs(figures) do redis.call('HSET', KEYS[1], field, figure) end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return 1
