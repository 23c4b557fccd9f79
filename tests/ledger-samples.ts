/** Activities, people and outbox lines for tests of the books. */
import { createHash, randomUUID } from 'node:crypto';
import type { NewActivity } from '#domain/contract/activities.ts';
import type { OutboxLine, ScanFacts } from '#domain/contract/outbox.ts';
import type { RefusalReason } from '#domain/check-in.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';

/** A card's pass that holds until 2030. */
export const SAMPLE_CARD = {
  kind: 'card',
  keyId: 1,
  validUntilS: 1_900_000_000,
  devicePublicKeyHex: null,
} as const;

type SampleActivity = NewActivity & { opensAt: string; closesAt: string };

export function sampleActivity(changes: Partial<SampleActivity> = {}): SampleActivity {
  return {
    name: '白川清掃',
    nameEn: 'River cleaning',
    nameEasy: null,
    venue: '白川河川敷',
    organizer: '市民協働課',
    kind: 'volunteering',
    startsAt: '2026-11-22T01:00:00.000Z',
    endsAt: '2026-11-22T04:00:00.000Z',
    opensAt: '2026-11-22T00:30:00.000Z',
    closesAt: '2026-11-22T04:00:00.000Z',
    capacity: null,
    expected: 60,
    practice: false,
    takesCards: true,
    ...changes,
  };
}

export async function addActivity(
  ledger: Ledger,
  changes: Partial<SampleActivity> = {},
): Promise<string> {
  const activityId = randomUUID();
  await ledger.createActivity(activityId, sampleActivity(changes));
  return activityId;
}

export async function addPerson(ledger: Ledger, nickname = 'ことり'): Promise<string> {
  const participantId = randomUUID();
  await ledger.createParticipant({
    participantId,
    nickname,
    tokenHash: null,
    pass: SAMPLE_CARD,
  });
  return participantId;
}

export async function addPeople(ledger: Ledger, count: number): Promise<string[]> {
  const people: string[] = [];
  for (let index = 0; index < count; index += 1) people.push(await addPerson(ledger));
  return people;
}

export async function addKiosk(ledger: Ledger, activityId: string, name: string): Promise<string> {
  const kioskId = randomUUID();
  await ledger.createKiosk({ kioskId, activityId, name, exitPin: '000000' });
  return kioskId;
}

export function sampleFacts(changes: Partial<ScanFacts> = {}): ScanFacts {
  const scanId = changes.scanId ?? randomUUID();
  return {
    outcomeId: randomUUID(),
    scanId,
    contentHash: createHash('sha256').update(scanId).digest('hex'),
    kioskId: randomUUID(),
    participantId: null,
    via: 'card',
    direction: 'in',
    scannedAt: '2026-11-22T01:02:03.004Z',
    decidedAt: '2026-11-22T01:02:03.104Z',
    recordedOffline: false,
    codeHint: null,
    ...changes,
  };
}

export function admittedLine(
  participantId: string,
  seq: number,
  changes: Partial<ScanFacts> = {},
  points = 100,
): OutboxLine {
  const facts = sampleFacts({ participantId, ...changes });
  return { outcome: 'admitted', facts, seq, points, participations: 1 };
}

export function departedLine(
  participantId: string,
  seq: number,
  changes: Partial<ScanFacts> = {},
): OutboxLine {
  const facts = sampleFacts({ participantId, direction: 'out', ...changes });
  return { outcome: 'departed', facts, seq };
}

export function refusedLine(
  reason: RefusalReason,
  seq: number,
  changes: Partial<ScanFacts> = {},
): OutboxLine {
  return { outcome: 'refused', reason, seq, facts: sampleFacts(changes) };
}
