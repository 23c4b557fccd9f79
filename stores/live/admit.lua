#!lua
--[[
  Decides scans of one activity, one after the other, atomically, and writes down everything that
  follows from them (CI1-CI6). Several in one call are decided as they would be in as many calls.

  KEYS (5, all of one activity, one hash tag; see keys.ts)
    1 state     what is known of the activity, and its counters
    2 scans     scanId -> first decision
    3 persons   participantId -> "firstAtMs firstKioskId i|o lastAtMs"
    4 minutes   minute of arrival -> count
    5 outbox    the stream that the books are written from

  ARGV (one a scan)
    "participations refusal|- facts"
      participations  this one included
      refusal         found before
      facts           see facts.ts; put into the outbox as they are

  Returns
    nil           the activity is not held
    { bookedSeq, answer of the first scan, answer of the second, ... }
      answer      decision, or "= record": decided before, the record is the first decision (CI2)
      record      "contentHash decidedAtMs outcomeId decision"
      decision    "seq a points participations" | "seq y firstAtMs firstKioskId" | "seq d"
                  | "seq r reason"; see decision.ts

  All or nothing: Redis does not roll back, so every scan is taken apart, every key but the one that
  is written first is read (which checks its type), and every decision is made before the first
  write. The shebang makes Redis refuse the whole script when memory is short.
]]
if #KEYS ~= 5 or #ARGV == 0 then return redis.error_reply('ERR admit takes 5 keys and a scan') end
local state, scans, persons, minutes, outbox = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local FORM = '^(%d+) (%S+) ((%S+) (%S+) (%S+) (%d+) (%S+) (%S+) ([io]) (%-?%d+) .+)$'

local asked, scanIds, participantIds = {}, {}, {}
for place = 1, #ARGV do
  local scan = { string.match(ARGV[place], FORM) }
  if not scan[1] then return redis.error_reply('ERR a scan cannot be read') end
  asked[place], scanIds[place], participantIds[place] = scan, scan[4], scan[9]
end

local known = redis.call('HMGET', state, 'opensAtMs', 'closesAtMs', 'cancelled', 'capacity', 'points',
  'expiresAtMs', 'seq', 'bookedSeq', 'admitted', 'inside', 'already', 'departures')
if not known[7] then return nil end
local opensAtMs, closesAtMs = tonumber(known[1]), tonumber(known[2])
local cancelled, capacity = known[3] == '1', tonumber(known[4])
local seq, admitted, inside = tonumber(known[7]), tonumber(known[9]), tonumber(known[10])
local already, departures = tonumber(known[11]), tonumber(known[12])

-- What is known of these scans and people, kept up to date while deciding.
local records, marks, counts, refusals = {}, {}, {}, {}
local found = redis.call('HMGET', scans, unpack(scanIds))
for place = 1, #ARGV do records[scanIds[place]] = found[place] end
found = redis.call('HMGET', persons, unpack(participantIds))
for place = 1, #ARGV do marks[participantIds[place]] = found[place] end
-- What is to be written, in the words of HSET.
local lines, newRecords, newMarks = {}, {}, {}

local function put(words, field, value)
  words[#words + 1] = field
  words[#words + 1] = value
end

-- The borders of phaseAt in domain/check-in.ts, by scannedAt (CI5).
local function refusalAtDoor(scannedAtMs, isIn)
  if cancelled then return 'activity-cancelled' end
  if scannedAtMs < opensAtMs then return 'activity-not-open' end
  if scannedAtMs >= closesAtMs then return 'activity-over' end
  -- Who is in already is not sent away because the hall is full.
  if not isIn and capacity and admitted >= capacity then return 'activity-full' end
  return '-'
end

-- The first of a person: the one award (CI3).
local function arrive(participantId, kioskId, scannedAt, participations)
  admitted, inside = admitted + 1, inside + 1
  local minute = math.floor(tonumber(scannedAt) / 60000)
  counts[minute] = (counts[minute] or tonumber(redis.call('HGET', minutes, minute) or 0)) + 1
  local mark = scannedAt .. ' ' .. kioskId .. ' i ' .. scannedAt
  marks[participantId] = mark
  put(newMarks, participantId, mark)
  return seq .. ' a ' .. known[5] .. ' ' .. participations
end

-- Somebody who has arrived before goes past a kiosk again, in or out.
local function pass(participantId, kioskId, scannedAt, arriving)
  local firstAt, firstKioskId, presence, lastAt =
    string.match(marks[participantId], '^(%S+) (%S+) (%S) (%S+)$')
  local scannedAtMs, decision = tonumber(scannedAt), seq .. ' d'
  if arriving then
    decision = seq .. ' y ' .. firstAt .. ' ' .. firstKioskId
    already = already + 1
    -- An earlier arrival that came later moves the first time, not the award (CI3, CI5).
    if scannedAtMs < tonumber(firstAt) then firstAt, firstKioskId = scannedAt, kioskId end
  else
    departures = departures + 1
  end
  -- Inside or not is what the latest event by scannedAt says (CI5).
  if scannedAtMs >= tonumber(lastAt) then
    lastAt = scannedAt
    if arriving and presence == 'o' then
      presence, inside = 'i', inside + 1
    elseif not arriving and presence == 'i' then
      presence, inside = 'o', inside - 1
    end
  end
  local mark = firstAt .. ' ' .. firstKioskId .. ' ' .. presence .. ' ' .. lastAt
  marks[participantId] = mark
  put(newMarks, participantId, mark)
  return decision
end

local function decide(scan)
  local participations, refusal, facts, scanId, contentHash, outcomeId, decidedAt, kioskId,
    participantId, direction, scannedAt = unpack(scan)
  -- The same scan again has its first answer before any rule is looked at (CI1, CI2). A conflict is
  -- kept under its own content, so that it too is answered once and then replayed.
  local scanField, first = scanId, records[scanId]
  if first then
    if string.sub(first, 1, #contentHash + 1) == contentHash .. ' ' then return '= ' .. first end
    scanField = scanId .. '/' .. contentHash
    first = records[scanField] or redis.call('HGET', scans, scanField)
    if first then return '= ' .. first end
    refusal = 'scan-conflict'
  end

  local mark = marks[participantId]
  if refusal == '-' and direction == 'i' then
    refusal = refusalAtDoor(tonumber(scannedAt), mark)
  elseif refusal == '-' then
    -- A departure before any arrival consumes nothing (CI5). After closing people may still leave.
    local firstAt = mark and string.match(mark, '^%S+')
    if not firstAt or tonumber(scannedAt) < tonumber(firstAt) then refusal = 'not-checked-in' end
  end

  seq = seq + 1
  local decision
  if refusal ~= '-' then
    refusals[refusal] = (refusals[refusal] or 0) + 1
    decision = seq .. ' r ' .. refusal
  elseif mark then
    decision = pass(participantId, kioskId, scannedAt, direction == 'i')
  else
    decision = arrive(participantId, kioskId, scannedAt, participations)
  end
  local record = contentHash .. ' ' .. decidedAt .. ' ' .. outcomeId .. ' ' .. decision
  records[scanField] = record
  put(newRecords, scanField, record)
  put(lines, decision, facts)
  return decision
end

local answers = { tonumber(known[8]) }
for place = 1, #ARGV do answers[place + 1] = decide(asked[place]) end
if #lines == 0 then return answers end

-- The outbox was not read before: its write comes first. After it nothing can fail.
for at = 1, #lines, 2 do redis.call('XADD', outbox, '*', 'd', lines[at], 'f', lines[at + 1]) end
redis.call('HSET', scans, unpack(newRecords))
redis.call('HSET', state, 'seq', seq, 'admitted', admitted, 'inside', inside, 'already', already,
  'departures', departures)
if #newMarks > 0 then redis.call('HSET', persons, unpack(newMarks)) end
for minute, count in pairs(counts) do redis.call('HSET', minutes, minute, count) end
for reason, count in pairs(refusals) do redis.call('HINCRBY', state, 'refused:' .. reason, count) end
if known[7] == '0' then
  redis.call('PEXPIREAT', scans, known[6])
  redis.call('PEXPIREAT', outbox, known[6])
end
if known[9] == '0' and admitted > 0 then
  redis.call('PEXPIREAT', persons, known[6])
  redis.call('PEXPIREAT', minutes, known[6])
end
return answers
