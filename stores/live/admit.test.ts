/** What the admit script decides, rule by rule (CI1–CI6), on a real Redis. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScanFacts } from '#domain/contract/outbox.ts';
import {
  bringIn,
  countersOf,
  decide,
  MINUTE_MS,
  openLiveStore,
  sampleFacts,
  TEN_MS,
  waitingLines,
} from '../../tests/live-samples.ts';
import type { RedisServer } from '../../tests/redis-server.ts';
import { startRedisServer } from '../../tests/redis-server.ts';
import type { LiveActivity, LiveStore } from './live-store.ts';

let redis: RedisServer;
let store: LiveStore;

beforeAll(async () => {
  redis = await startRedisServer();
  store = await openLiveStore(redis.url);
});

afterAll(async () => {
  await store.close();
  await redis.stop();
});

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}

describe('a scan', () => {
  test('of an activity that is not held is not decided', async () => {
    const request = { facts: sampleFacts(), refusal: null, participations: 0 };
    expect(await store.admit({ activityId: randomUUID(), ...request })).toEqual({ known: false });
  });

  test('admits, and says what the verdict needs', async () => {
    const { activityId } = await bringIn(store, { points: 20 });
    const facts = sampleFacts();
    expect(await decide(store, activityId, facts)).toEqual({
      outcome: 'admitted',
      replayed: false,
      booked: false,
      seq: 1,
      decidedAt: facts.decidedAt,
      checkInId: facts.outcomeId,
      points: 20,
      participations: 3,
    });
    expect(await waitingLines(store, activityId)).toEqual([
      { facts, seq: 1, outcome: 'admitted', points: 20, participations: 3 },
    ]);
  });
});

describe('CI1 a scanId decides once', () => {
  test('the same scan again gets its first decision, marked as replayed', async () => {
    const { activityId } = await bringIn(store);
    const facts = sampleFacts();
    const first = await decide(store, activityId, facts);
    const again = { ...facts, outcomeId: randomUUID(), decidedAt: iso(TEN_MS + MINUTE_MS) };
    expect(await decide(store, activityId, again)).toEqual({ ...first, replayed: true });
    expect(await waitingLines(store, activityId)).toHaveLength(1);
    expect(await countersOf(store, activityId)).toMatchObject({ admitted: 1, already: 0, seq: 1 });
  });

  test('every outcome is replayed as it was', async () => {
    const { activityId } = await bringIn(store, { capacity: 1 });
    const person = { participantId: randomUUID(), kioskId: randomUUID() };
    const scans: ScanFacts[] = [
      sampleFacts(person),
      sampleFacts(person),
      sampleFacts({ ...person, direction: 'out' }),
      sampleFacts(),
      sampleFacts({ direction: 'out' }),
    ];
    const first = [];
    for (const facts of scans) first.push(await decide(store, activityId, facts));
    expect(first.map(({ outcome }) => outcome)).toEqual([
      'admitted',
      'already-admitted',
      'departed',
      'refused',
      'refused',
    ]);
    for (const [index, facts] of scans.entries()) {
      expect(await decide(store, activityId, facts)).toEqual({ ...first[index], replayed: true });
    }
  });

  test('the same id with other content is scan-conflict, kept as a line of its own', async () => {
    const { activityId } = await bringIn(store);
    const facts = sampleFacts();
    const first = await decide(store, activityId, facts);
    const other = {
      ...facts,
      contentHash: '99',
      outcomeId: randomUUID(),
      participantId: randomUUID(),
    };
    const refused = { outcome: 'refused', reason: 'scan-conflict', seq: 2 };
    expect(await decide(store, activityId, other)).toMatchObject({ ...refused, replayed: false });
    const lines = await waitingLines(store, activityId);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toEqual({ facts: other, seq: 2, outcome: 'refused', reason: 'scan-conflict' });

    // Answered once too: a kiosk that insists makes no more lines.
    const insisting = { ...other, outcomeId: randomUUID() };
    expect(await decide(store, activityId, insisting)).toMatchObject({
      ...refused,
      replayed: true,
    });
    // And the first one stands.
    expect(await decide(store, activityId, facts)).toEqual({ ...first, replayed: true });
    expect(await waitingLines(store, activityId)).toHaveLength(2);
  });

  test('a hash that begins like the first one is other content', async () => {
    const { activityId } = await bringIn(store);
    const facts = sampleFacts({ contentHash: 'abcd' });
    await decide(store, activityId, facts);
    const other = { ...facts, contentHash: 'abc', outcomeId: randomUUID() };
    expect(await decide(store, activityId, other)).toMatchObject({ reason: 'scan-conflict' });
  });
});

describe('CI2 the replay check comes before every other rule', () => {
  const later: [string, Partial<LiveActivity>][] = [
    ['a cancelled activity', { cancelled: true }],
    ['an activity that is over', { closesAtMs: TEN_MS - MINUTE_MS }],
    ['an activity that is not open yet', { opensAtMs: TEN_MS + MINUTE_MS }],
    ['a full activity', { capacity: 0 }],
  ];
  test.each(later)('replay wins over %s', async (_name, change) => {
    const activity = await bringIn(store);
    const facts = sampleFacts();
    const first = await decide(store, activity.activityId, facts);
    await store.putActivity({ ...activity, ...change });
    expect(await decide(store, activity.activityId, facts)).toEqual({ ...first, replayed: true });
    // The same person with a new scan meets the rule, unless being in already comes before it.
    const fresh = await decide(store, activity.activityId, sampleFacts());
    expect(fresh.outcome).toBe('refused');
  });

  test('replay wins over a pass that was revoked meanwhile', async () => {
    const { activityId } = await bringIn(store);
    const facts = sampleFacts();
    const first = await decide(store, activityId, facts);
    const again = await decide(store, activityId, facts, 'pass-revoked');
    expect(again).toEqual({ ...first, replayed: true });
  });
});

describe('CI3 one participation per person and activity', () => {
  test('100 scans of the same pass at the same moment: 1 admitted, 99 already', async () => {
    const { activityId } = await bringIn(store);
    const participantId = randomUUID();
    const stores = await Promise.all(Array.from({ length: 100 }, () => openLiveStore(redis.url)));
    const decisions = await Promise.all(
      stores.map((each) => decide(each, activityId, sampleFacts({ participantId }))),
    );
    await Promise.all(stores.map((each) => each.close()));
    const counted = Object.groupBy(decisions, ({ outcome }) => outcome);
    expect(counted.admitted).toHaveLength(1);
    expect(counted['already-admitted']).toHaveLength(99);
    expect(await countersOf(store, activityId)).toMatchObject({
      admitted: 1,
      already: 99,
      inside: 1,
    });
  });

  test('who came in is told when and where', async () => {
    const { activityId } = await bringIn(store);
    const first = sampleFacts();
    await decide(store, activityId, first);
    const again = sampleFacts({ participantId: first.participantId, atMs: TEN_MS + MINUTE_MS });
    expect(await decide(store, activityId, again)).toMatchObject({
      outcome: 'already-admitted',
      firstAt: first.scannedAt,
      firstKioskId: first.kioskId,
    });
  });
});

describe('the door', () => {
  const table: [string, Partial<LiveActivity>, number, string][] = [
    ['before it opens', {}, TEN_MS - 30 * MINUTE_MS - 1, 'activity-not-open'],
    ['at the instant it opens', {}, TEN_MS - 30 * MINUTE_MS, 'admitted'],
    ['just before it closes', {}, TEN_MS + 180 * MINUTE_MS - 1, 'admitted'],
    ['at the instant it closes', {}, TEN_MS + 180 * MINUTE_MS, 'activity-over'],
    ['cancelled', { cancelled: true }, TEN_MS, 'activity-cancelled'],
    ['cancelled and over', { cancelled: true }, TEN_MS + 999 * MINUTE_MS, 'activity-cancelled'],
    ['with no place', { capacity: 0 }, TEN_MS, 'activity-full'],
    ['with one place', { capacity: 1 }, TEN_MS, 'admitted'],
  ];
  test.each(table)('CI5 by scannedAt: %s', async (_name, change, atMs, expected) => {
    const { activityId } = await bringIn(store, change);
    const decision = await decide(store, activityId, sampleFacts({ atMs }));
    expect(decision.outcome === 'refused' ? decision.reason : decision.outcome).toBe(expected);
  });

  test('a full hall does not send away who is in', async () => {
    const { activityId } = await bringIn(store, { capacity: 1 });
    const facts = sampleFacts();
    await decide(store, activityId, facts);
    expect(await decide(store, activityId, sampleFacts())).toMatchObject({
      reason: 'activity-full',
    });
    const again = sampleFacts({ participantId: facts.participantId });
    expect(await decide(store, activityId, again)).toMatchObject({ outcome: 'already-admitted' });
  });
});

describe('CI6 every refusal is kept', () => {
  test('with its reason and the shortened code of nobody', async () => {
    const { activityId } = await bringIn(store);
    const facts = sampleFacts({ participantId: null, via: null, codeHint: 'https://exam…' });
    const decision = await decide(store, activityId, facts, 'pass-unreadable');
    expect(decision).toMatchObject({ outcome: 'refused', reason: 'pass-unreadable', seq: 1 });
    expect(await waitingLines(store, activityId)).toEqual([
      { facts, seq: 1, outcome: 'refused', reason: 'pass-unreadable' },
    ]);
    const { refused, admitted, inside } = await countersOf(store, activityId);
    expect({ refused: refused['pass-unreadable'], admitted, inside }).toEqual({
      refused: 1,
      admitted: 0,
      inside: 0,
    });
  });

  test('a pass that is refused admits nobody, though its person is known', async () => {
    const { activityId } = await bringIn(store);
    const facts = sampleFacts();
    expect(await decide(store, activityId, facts, 'pass-revoked')).toMatchObject({
      reason: 'pass-revoked',
    });
    const fresh = sampleFacts({ participantId: facts.participantId });
    expect(await decide(store, activityId, fresh)).toMatchObject({ outcome: 'admitted' });
  });
});
