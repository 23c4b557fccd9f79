#!lua
--[[
  Decides one scan, atomically, and writes down everything that follows from it (CI1-CI6).

  KEYS (5, all of one activity, one hash tag; see keys.ts)
    1 state     what is known of the activity, and its counters
    2 scans     scanId -> first decision
    3 persons   participantId -> "firstAtMs firstKioskId i|o lastAtMs"
    4 minutes   minute of arrival -> count
    5 outbox    the stream that the books are written from

  ARGV (11)
    1 scanId          7 direction: in | out
    2 contentHash     8 scannedAtMs
    3 outcomeId       9 refusal found before, or ''
    4 decidedAt      10 participations, this one included
    5 kioskId        11 facts of the scan, JSON; passed through into the outbox line
    6 participantId, or ''

  Returns
    nil                          the activity is not held
    { replayed, bookedSeq, record }
      replayed   1: decided before, the record is the first decision (CI2)
      record     "contentHash decidedAt outcomeId <decision>"; see decision.ts
      decision   "seq a points participations" | "seq y firstAtMs firstKioskId" | "seq d"
                 | "seq r reason"

  All or nothing: Redis does not roll back, so every key but the one that is written first is read
  (which checks its type) and every number is converted before the first write. The shebang makes Redis refuse the whole script when
  memory is short.
]]
if #KEYS ~= 5 or #ARGV ~= 11 then return redis.error_reply('ERR admit takes 5 keys and 11 arguments') end
local state, scans, persons, minutes, outbox = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local scanId, contentHash, kioskId, participantId = ARGV[1], ARGV[2], ARGV[5], ARGV[6]
local scannedAt, refusal = ARGV[8], ARGV[9]
local scannedAtMs = tonumber(scannedAt)
if not scannedAtMs then return redis.error_reply('ERR scannedAtMs must be a number') end

local known = redis.call('HMGET', state, 'opensAtMs', 'closesAtMs', 'cancelled', 'capacity', 'points',
  'expiresAtMs', 'seq', 'bookedSeq', 'admitted', 'inside', 'already', 'departures')
if not known[7] then return nil end
local bookedSeq = tonumber(known[8])

-- The same scan again has its first answer before any rule is looked at (CI1, CI2). A conflict is
-- kept under its own content, so that it too is answered once and then replayed.
local scanField = scanId
local first = redis.call('HGET', scans, scanField)
if first then
  if string.sub(first, 1, #contentHash + 1) == contentHash .. ' ' then return { 1, bookedSeq, first } end
  scanField = scanId .. '/' .. contentHash
  first = redis.call('HGET', scans, scanField)
  if first then return { 1, bookedSeq, first } end
  refusal = 'scan-conflict'
end

local firstAt, firstKioskId, presence, lastAt
if participantId ~= '' then
  local person = redis.call('HGET', persons, participantId)
  if person then firstAt, firstKioskId, presence, lastAt = string.match(person, '^(%S+) (%S+) (%S) (%S+)$') end
end

if refusal == '' and ARGV[7] == 'out' then
  -- A departure before any arrival consumes nothing (CI5). After closing people may still leave.
  if not firstAt or scannedAtMs < tonumber(firstAt) then refusal = 'not-checked-in' end
elseif refusal == '' then
  -- The borders of phaseAt in domain/check-in.ts, by scannedAt (CI5).
  if known[3] == '1' then refusal = 'activity-cancelled'
  elseif scannedAtMs < tonumber(known[1]) then refusal = 'activity-not-open'
  elseif scannedAtMs >= tonumber(known[2]) then refusal = 'activity-over'
  -- Who is in already is not sent away because the hall is full.
  elseif not firstAt and known[4] ~= '' and tonumber(known[9]) >= tonumber(known[4]) then
    refusal = 'activity-full'
  end
end

local seq = tonumber(known[7]) + 1
local admitted, inside = tonumber(known[9]), tonumber(known[10])
local already, departures = tonumber(known[11]), tonumber(known[12])
local decision, person, minute, minuteCount
if refusal ~= '' then
  decision = seq .. ' r ' .. refusal
elseif ARGV[7] == 'in' and not firstAt then
  decision = seq .. ' a ' .. known[5] .. ' ' .. ARGV[10]
  admitted, inside = admitted + 1, inside + 1
  person = scannedAt .. ' ' .. kioskId .. ' i ' .. scannedAt
  minute = math.floor(scannedAtMs / 60000)
  minuteCount = tonumber(redis.call('HGET', minutes, minute) or 0) + 1
else
  local arriving = ARGV[7] == 'in'
  if arriving then
    decision = seq .. ' y ' .. firstAt .. ' ' .. firstKioskId
    already = already + 1
    -- An earlier arrival that came later moves the first time, not the award (CI3, CI5).
    if scannedAtMs < tonumber(firstAt) then firstAt, firstKioskId = scannedAt, kioskId end
  else
    decision = seq .. ' d'
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
  person = firstAt .. ' ' .. firstKioskId .. ' ' .. presence .. ' ' .. lastAt
end
local record = contentHash .. ' ' .. ARGV[4] .. ' ' .. ARGV[3] .. ' ' .. decision

-- The outbox was not read before: its write comes first. After it nothing can fail.
redis.call('XADD', outbox, '*', 'd', decision, 'f', ARGV[11])
redis.call('HSET', scans, scanField, record)
redis.call('HSET', state, 'seq', seq, 'admitted', admitted, 'inside', inside, 'already', already,
  'departures', departures)
if person then redis.call('HSET', persons, participantId, person) end
if minute then redis.call('HSET', minutes, minute, minuteCount) end
if refusal ~= '' then redis.call('HINCRBY', state, 'refused:' .. refusal, 1) end
if seq == 1 then
  redis.call('PEXPIREAT', scans, known[6])
  redis.call('PEXPIREAT', outbox, known[6])
end
if minute and admitted == 1 then
  redis.call('PEXPIREAT', persons, known[6])
  redis.call('PEXPIREAT', minutes, known[6])
end
return { 0, bookedSeq, record }
