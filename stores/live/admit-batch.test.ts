/** Scans that come in one turn of the event loop are decided by one call, as if by many (CI1–CI6). */
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScanFacts } from '#domain/contract/outbox.ts';
import type { RefusalReason } from '#domain/check-in.ts';
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
import { writeFacts } from './facts.ts';
import { activityKeys, inScriptOrder } from './keys.ts';
import { LIVE_LIMITS } from './live-limits.ts';
import type { Decision, LiveStore } from './live-store.ts';
import type { LiveConnection } from './scripts.ts';
import { defineScripts } from './scripts.ts';

let redis: RedisServer;
let store: LiveStore;
let admin: LiveConnection;

beforeAll(async () => {
  redis = await startRedisServer();
  store = await openLiveStore(redis.url);
  admin = defineScripts(new Redis(redis.url));
  // Redis learns the script: from here on a call of it is one command.
  await decide(store, (await bringIn(store)).activityId, sampleFacts());
});

afterAll(async () => {
  await store.close();
  admin.disconnect();
  await redis.stop();
});

interface Asked {
  readonly facts: ScanFacts;
  readonly refusal?: RefusalReason;
}

/** How often Redis was asked to run a script so far. */
async function scriptCalls(): Promise<number> {
  const statistics = await admin.info('commandstats');
  return Number(/^cmdstat_evalsha:calls=(\d+)/m.exec(statistics)?.[1] ?? 0);
}

function together(activityId: string, asked: readonly Asked[]): Promise<Decision[]> {
  return Promise.all(
    asked.map(({ facts, refusal }) => decide(store, activityId, facts, refusal ?? null)),
  );
}

async function oneByOne(activityId: string, asked: readonly Asked[]): Promise<Decision[]> {
  const decisions = [];
  for (const { facts, refusal } of asked) {
    decisions.push(await decide(store, activityId, facts, refusal ?? null));
  }
  return decisions;
}

function wordOf(decision: Decision): string {
  const outcome = decision.outcome === 'refused' ? decision.reason : decision.outcome;
  return decision.replayed ? `${outcome} again` : outcome;
}

function again(facts: ScanFacts, changes: Partial<ScanFacts> = {}): ScanFacts {
  return { ...facts, outcomeId: randomUUID(), ...changes };
}

function request(changes: Partial<ScanFacts> = {}, participations = 0) {
  return { facts: sampleFacts(changes), refusal: null, participations };
}

/** Everybody and everything that can meet in one batch. */
function mixedScans(): Asked[] {
  const [first, second, third] = [sampleFacts(), sampleFacts(), sampleFacts()];
  const { participantId } = first;
  const altered = again(first, { contentHash: 'ffff' });
  return [
    { facts: first },
    { facts: again(first) },
    { facts: altered },
    { facts: again(altered) },
    { facts: sampleFacts({ participantId, atMs: TEN_MS - 2 * MINUTE_MS }) },
    { facts: sampleFacts({ participantId, direction: 'out', atMs: TEN_MS + MINUTE_MS }) },
    { facts: sampleFacts({ participantId, atMs: TEN_MS + 2 * MINUTE_MS }) },
    { facts: second },
    { facts: third },
    { facts: sampleFacts({ atMs: TEN_MS - 60 * MINUTE_MS }) },
    { facts: sampleFacts({ direction: 'out' }) },
    { facts: sampleFacts(), refusal: 'pass-revoked' },
    {
      facts: sampleFacts({ participantId: null, via: null, codeHint: 'https://e x…' }),
      refusal: 'pass-unreadable',
    },
    { facts: again(third) },
  ];
}

describe('a batch', () => {
  test('decides as many calls in a row would, and is one call', async () => {
    const asked = mixedScans();
    const [row, batch] = [
      await bringIn(store, { capacity: 2 }),
      await bringIn(store, { capacity: 2 }),
    ];
    const before = await scriptCalls();
    const decisions = await together(batch.activityId, asked);
    expect((await scriptCalls()) - before).toBe(1);
    expect(decisions.map(wordOf)).toEqual([
      'admitted',
      'admitted again',
      'scan-conflict',
      'scan-conflict again',
      'already-admitted',
      'departed',
      'already-admitted',
      'admitted',
      'activity-full',
      'activity-not-open',
      'not-checked-in',
      'pass-revoked',
      'pass-unreadable',
      'activity-full again',
    ]);
    expect(decisions).toEqual(await oneByOne(row.activityId, asked));
    expect(await waitingLines(store, batch.activityId)).toEqual(
      await waitingLines(store, row.activityId),
    );
    const [inBatch, inRow] = [activityKeys(batch.activityId), activityKeys(row.activityId)];
    for (const key of ['state', 'scans', 'persons', 'minutes'] as const) {
      expect(await admin.hgetall(inBatch[key])).toEqual(await admin.hgetall(inRow[key]));
      expect(await admin.pexpiretime(inBatch[key])).toBe(await admin.pexpiretime(inRow[key]));
    }
    expect(await together(batch.activityId, asked)).toEqual(
      decisions.map((decision) => ({ ...decision, replayed: true })),
    );
  });

  test('CI3: one person a hundred times at the same moment is one award', async () => {
    const { activityId } = await bringIn(store);
    const participantId = randomUUID();
    const asked = Array.from({ length: 100 }, () => ({ facts: sampleFacts({ participantId }) }));
    const words = (await together(activityId, asked)).map(wordOf);
    expect(words.filter((word) => word === 'admitted')).toHaveLength(1);
    expect(words.filter((word) => word === 'already-admitted')).toHaveLength(99);
  });

  test('CI1: what was decided in an earlier batch is replayed amid new scans', async () => {
    const { activityId } = await bringIn(store);
    const earlier = sampleFacts();
    const [first] = await together(activityId, [{ facts: earlier }]);
    const [fresh, replay, conflict] = await together(activityId, [
      { facts: sampleFacts() },
      { facts: earlier },
      { facts: { ...earlier, contentHash: '99' } },
    ]);
    expect(replay).toEqual({ ...first, replayed: true });
    expect([fresh, conflict].map((one) => one!.seq)).toEqual([2, 3]);
    expect(wordOf(conflict!)).toBe('scan-conflict');
  });

  test('of more than the limit is decided in parts, in order', async () => {
    const { activityId } = await bringIn(store);
    const asked = Array.from({ length: 2 * LIVE_LIMITS.admitBatchMax + 5 }, () => ({
      facts: sampleFacts(),
    }));
    const before = await scriptCalls();
    const decisions = await together(activityId, asked);
    expect((await scriptCalls()) - before).toBe(3);
    expect(decisions.map(({ seq }) => seq)).toEqual(asked.map((_, index) => index + 1));
    const { admitted, inside } = await countersOf(store, activityId);
    expect({ admitted, inside }).toEqual({ admitted: asked.length, inside: asked.length });
  });

  test('keeps the activities apart, held or not', async () => {
    const [one, two] = [await bringIn(store), await bringIn(store, { points: 9 })];
    const results = await Promise.all([
      store.admit({ activityId: one.activityId, ...request() }),
      store.admit({ activityId: randomUUID(), ...request() }),
      store.admit({ activityId: two.activityId, ...request() }),
    ]);
    expect(results).toMatchObject([
      { known: true, decision: { seq: 1, points: 5 } },
      { known: false },
      { known: true, decision: { seq: 1, points: 9 } },
    ]);
  });
});

describe('one bad scan', () => {
  test('is refused by itself: the others of its batch are decided', async () => {
    const { activityId } = await bringIn(store);
    const good = () => store.admit({ activityId, ...request() });
    const bad = (changes: Partial<ScanFacts>, participations?: number) =>
      store.admit({ activityId, ...request(changes, participations) });
    const results = await Promise.allSettled([
      good(),
      bad({ scannedAt: 'yesterday' }),
      bad({ decidedAt: '' }),
      bad({ contentHash: 'a b' }),
      bad({ kioskId: 'two words' }),
      bad({ participantId: null }),
      bad({}, Number.NaN),
      bad({}, 1.5),
      good(),
    ]);
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      ...Array.from({ length: 7 }, () => 'rejected'),
      'fulfilled',
    ]);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(TypeError);
    }
    expect((await waitingLines(store, activityId)).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  test.each(['3 - no facts', 'x - facts', ''])(
    'that the script itself cannot read is found before any write: "%s"',
    async (bad) => {
      const { activityId } = await bringIn(store);
      const keys = activityKeys(activityId);
      const before = await admin.hgetall(keys.state);
      const good = `3 - ${writeFacts(sampleFacts())}`;
      await expect(admin.admit(...inScriptOrder(keys), good, bad)).rejects.toThrow(
        'cannot be read',
      );
      expect(await admin.hgetall(keys.state)).toEqual(before);
      expect(await admin.exists(keys.scans, keys.persons, keys.minutes, keys.outbox)).toBe(0);
    },
  );

  test.each(['scans', 'persons', 'minutes', 'outbox'] as const)(
    'nothing of a batch is written when %s is of another type',
    async (broken) => {
      const { activityId } = await bringIn(store);
      const keys = activityKeys(activityId);
      await admin.set(keys[broken], 'not what it should be');
      const before = await admin.hgetall(keys.state);
      const asked = [sampleFacts({ direction: 'out' }), sampleFacts(), sampleFacts()];
      const results = await Promise.allSettled(
        asked.map((facts) => decide(store, activityId, facts)),
      );
      for (const result of results) {
        expect(result).toMatchObject({ status: 'rejected', reason: { name: 'ReplyError' } });
      }
      expect(await admin.hgetall(keys.state)).toEqual(before);
      const others = Object.values(keys).filter(
        (key) => key !== keys.state && key !== keys[broken],
      );
      expect(await admin.exists(...others)).toBe(0);
    },
  );
});
