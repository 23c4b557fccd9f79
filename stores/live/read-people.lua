#!lua flags=no-writes
--[[
  What is cached of several people. It only saves round trips: each is read by itself, and one whose
  key cannot be read counts as not cached, so that it does not harm the others.

  KEYS (n)   persons
  ARGV (2n)  for each: the field of the pass, the field of the fiscal year

  Returns for each { nickname, pass, participations }, or nil
]]
local people = {}
for place, key in ipairs(KEYS) do
  local person = redis.pcall('HMGET', key, 'nickname', ARGV[2 * place - 1], ARGV[2 * place])
  people[place] = not person.err and person
end
return people
