/** Redis loses an activity; the books bring it back. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { OutboxLine } from '#domain/contract/outbox.ts';
import {
  bringIn,
  countersOf,
  decide,
  MINUTE_MS,
  openLiveStore,
  pagesOf,
  sampleFacts,
  sampleLiveActivity,
  TEN_MS,
  waitingLines,
} from '../../tests/live-samples.ts';
import type { RedisServer } from '../../tests/redis-server.ts';
import { startRedisServer } from '../../tests/redis-server.ts';
import { activityKeys } from './keys.ts';
import { LIVE_LIMITS } from './live-limits.ts';
import type { LiveActivity, LiveStore } from './live-store.ts';
import { createRestoring } from './restoring.ts';
import { defineScripts } from './scripts.ts';
import type { LiveConnection } from './scripts.ts';

const patience = { timeout: 10_000, interval: 10 };

let redis: RedisServer;
let store: LiveStore;
let admin: Redis;

beforeAll(async () => {
  redis = await startRedisServer();
  store = await openLiveStore(redis.url);
  admin = new Redis(redis.url);
});

beforeEach(async () => {
  await admin.flushall();
});

afterAll(async () => {
  await store.close();
  admin.disconnect();
  await redis.stop();
});

function at(minutes: number): number {
  return TEN_MS + minutes * MINUTE_MS;
}

/** Some of everything: arrivals, repeats, departures, refusals, a conflict, an earlier arrival. */
async function decideSomeOfEverything(activityId: string): Promise<void> {
  const stays = sampleFacts({ atMs: at(7) });
  const leaves = sampleFacts({ atMs: at(8) });
  const of = ({ participantId }: typeof stays) => ({ participantId });
  await decide(store, activityId, sampleFacts({ direction: 'out' }));
  await decide(store, activityId, stays);
  await decide(store, activityId, leaves);
  await decide(store, activityId, sampleFacts({ ...of(stays), atMs: at(2) }));
  await decide(store, activityId, sampleFacts({ ...of(leaves), atMs: at(9), direction: 'out' }));
  await decide(store, activityId, { ...stays, contentHash: 'ff', outcomeId: randomUUID() });
  await decide(
    store,
    activityId,
    sampleFacts({ participantId: null, via: null, codeHint: 'ab…' }),
    'pass-unreadable',
  );
  for (let index = 0; index < 120; index += 1) {
    await decide(store, activityId, sampleFacts({ atMs: at(index % 11) }));
  }
}

/** Everything that Redis holds of an activity, apart from its place in the stream and expiry. */
async function heldOf(activityId: string) {
  const keys = activityKeys(activityId);
  const [state, scans, persons, minutes] = await Promise.all(
    [keys.state, keys.scans, keys.persons, keys.minutes].map((key) => admin.hgetall(key)),
  );
  for (const field of ['bookedStreamId', 'bookedSeq', 'expiresAtMs']) delete state![field];
  return { state, scans, persons, minutes };
}

async function acknowledgeAll(activityId: string): Promise<void> {
  const last = (await store.readOutbox(activityId, 100_000)).at(-1)!;
  await store.acknowledgeOutbox(activityId, { streamId: last.streamId, seq: last.line.seq });
}

describe('after Redis lost everything', () => {
  test('the same activity stands there again, and goes on', async () => {
    const activity = await bringIn(store, { capacity: 500 });
    const { activityId } = activity;
    await decideSomeOfEverything(activityId);
    const books = await waitingLines(store, activityId);
    const before = await heldOf(activityId);

    await admin.flushall();
    expect(await store.hasActivity(activityId)).toBe(false);
    const pages = pagesOf(books.slice(0, 50), books.slice(50, 51), [], books.slice(51));
    await store.restoreActivity({ activity, lines: pages });

    expect(await heldOf(activityId)).toEqual(before);
    expect(await waitingLines(store, activityId)).toEqual([]);
    expect(await store.activitiesWithBacklog()).toEqual([]);
    const reading = await store.readAttendance(activityId, { afterSeq: 0, latestMax: 20 });
    expect(reading?.latest).toEqual(books.slice(-20).toReversed());
    expect(reading?.counters).toMatchObject({ seq: books.length, bookedSeq: books.length });

    // CI1: what was decided before the loss is answered as before, and known to be booked.
    for (const line of books) {
      const refusal = line.facts.participantId === null ? 'pass-unreadable' : null;
      const answer = await decide(store, activityId, line.facts, refusal);
      const same = { seq: line.seq, outcome: line.outcome, decidedAt: line.facts.decidedAt };
      expect(answer).toMatchObject({ replayed: true, booked: true, ...same });
    }
    // CI3: nobody gets in twice; seq goes on above the booked ones.
    const again = sampleFacts({ participantId: books[1]!.facts.participantId });
    expect(await decide(store, activityId, again)).toMatchObject({
      outcome: 'already-admitted',
      seq: books.length + 1,
      booked: false,
    });
    expect(await store.activitiesWithBacklog()).toEqual([activityId]);
    expect(await waitingLines(store, activityId)).toHaveLength(1);
    await acknowledgeAll(activityId);
    expect(await store.activitiesWithBacklog()).toEqual([]);
  });

  test('a batch that was read before the loss does not move the new position', async () => {
    const activity = await bringIn(store);
    const { activityId } = activity;
    await decide(store, activityId, sampleFacts());
    await decide(store, activityId, sampleFacts());
    const old = (await store.readOutbox(activityId, 10)).at(-1)!;
    await admin.flushall();
    // Stream ids are milliseconds; a Redis that was lost is away for longer than one.
    await delay(2);
    await store.restoreActivity({ activity, lines: pagesOf() });
    for (let index = 0; index < 3; index += 1) await decide(store, activityId, sampleFacts());
    await store.acknowledgeOutbox(activityId, { streamId: old.streamId, seq: old.line.seq });
    expect(await waitingLines(store, activityId)).toHaveLength(3);
    expect(await countersOf(store, activityId)).toMatchObject({ bookedSeq: 0 });
  });
});

/** A builder to whom something happens before it puts its activity in place. */
function restoreAmidst(happens: (lock: string) => Promise<void>) {
  const activity = sampleLiveActivity();
  async function* slow(): AsyncGenerator<readonly OutboxLine[]> {
    yield [{ facts: sampleFacts(), seq: 1, outcome: 'admitted', points: 5, participations: 1 }];
    await happens(`activity:{${activity.activityId}}:lock`);
  }
  const restoring = store.restoreActivity({ activity, lines: slow() });
  return { activity, activityId: activity.activityId, restoring };
}

describe('several who restore at once', () => {
  test('one builds, the others wait, and the activity is whole', async () => {
    const activity = await bringIn(store);
    for (let index = 0; index < 30; index += 1) {
      await decide(store, activity.activityId, sampleFacts());
    }
    const books = await waitingLines(store, activity.activityId);
    await admin.flushall();
    let readers = 0;
    async function* read(): AsyncGenerator<readonly OutboxLine[]> {
      readers += 1;
      yield* pagesOf(books.slice(0, 10), books.slice(10));
    }
    const others = await Promise.all(Array.from({ length: 8 }, () => openLiveStore(redis.url)));
    await Promise.all(others.map((each) => each.restoreActivity({ activity, lines: read() })));
    await Promise.all(others.map((each) => each.close()));
    expect(readers).toBe(1);
    expect(await countersOf(store, activity.activityId)).toMatchObject({
      admitted: 30,
      inside: 30,
    });
    expect((await admin.keys('*:draft:*')).concat(await admin.keys('*:lock'))).toEqual([]);
  });

  test('who locks the moment after another was done does not read the books again', async () => {
    const activity = sampleLiveActivity();
    const connection = defineScripts(new Redis(redis.url));
    const late: LiveConnection = Object.create(connection, {
      // Another begins and is done between this one's look and its lock.
      set: {
        async value(...words: Parameters<Redis['set']>) {
          await store.restoreActivity({ activity, lines: pagesOf() });
          return connection.set(...words);
        },
      },
    });
    let readers = 0;
    async function* read(): AsyncGenerator<readonly OutboxLine[]> {
      readers += 1;
      yield* pagesOf();
    }
    await createRestoring(late).restoreActivity({ activity, lines: read() });
    expect(readers).toBe(0);
    expect(await store.hasActivity(activity.activityId)).toBe(true);
    expect(await admin.keys('*:lock')).toEqual([]);
    connection.disconnect();
  });

  test('an activity that is held is left as it is', async () => {
    const activity = await bringIn(store);
    await decide(store, activity.activityId, sampleFacts());
    await store.restoreActivity({ activity, lines: pagesOf() });
    expect(await countersOf(store, activity.activityId)).toMatchObject({ admitted: 1 });
  });

  test('books that fail in the middle leave nothing behind, and the next one can', async () => {
    const activity = sampleLiveActivity();
    const line: OutboxLine = { facts: sampleFacts(), seq: 1, outcome: 'departed' };
    async function* fails(): AsyncGenerator<readonly OutboxLine[]> {
      yield [line];
      throw new Error('The books are away.');
    }
    const failing = store.restoreActivity({ activity, lines: fails() });
    await expect(failing).rejects.toThrow('The books are away.');
    expect(await admin.keys('*')).toEqual([]);
    await store.restoreActivity({ activity, lines: pagesOf() });
    expect(await store.hasActivity(activity.activityId)).toBe(true);
  });

  test('a builder that is late does not replace what another built', async () => {
    const other = await openLiveStore(redis.url);
    const { activityId, restoring } = restoreAmidst(async (lock) => {
      // Another saw no activity either and locks when the first is done; both hold the lock in turn.
      const token = await admin.getdel(lock);
      const activity = sampleLiveActivity({ activityId: lock.slice(10, 46) });
      await other.restoreActivity({ activity, lines: pagesOf() });
      await decide(other, activity.activityId, sampleFacts());
      await decide(other, activity.activityId, sampleFacts());
      await admin.set(lock, token!);
    });
    await restoring;
    expect(await countersOf(store, activityId)).toMatchObject({ admitted: 2, seq: 2 });
    expect(await admin.keys('*:draft:*')).toEqual([]);
    await other.close();
  });

  test('a builder whose lock ran out leaves it to the one who has it now', async () => {
    const lost = Promise.withResolvers<void>();
    const { activity, activityId, restoring } = restoreAmidst(async (lock) => {
      await admin.set(lock, 'another');
      lost.resolve();
    });
    await lost.promise;
    await vi.waitFor(async () => expect(await admin.keys('*:draft:*')).toEqual([]), patience);
    // It does not build again, also when nobody holds the lock: its lines are read already.
    await admin.del(`activity:{${activityId}}:lock`);
    await delay(3 * LIVE_LIMITS.restorePollMs);
    expect(await store.hasActivity(activityId)).toBe(false);
    // It waits for the other, who is here now.
    const other = await openLiveStore(redis.url);
    await other.restoreActivity({ activity, lines: pagesOf() });
    await restoring;
    expect(await countersOf(store, activityId)).toMatchObject({ seq: 0 });
    await other.close();
  });
});

describe('what staff change', () => {
  test('holds at once, and leaves people and counts as they are', async () => {
    const activity = await bringIn(store);
    const { activityId } = activity;
    await decide(store, activityId, sampleFacts());
    const changed: LiveActivity = { ...activity, capacity: 1, points: 9 };
    await store.putActivity(changed);
    expect(await decide(store, activityId, sampleFacts())).toMatchObject({
      reason: 'activity-full',
    });
    await store.putActivity({ ...changed, capacity: 2 });
    expect(await decide(store, activityId, sampleFacts())).toMatchObject({ points: 9 });
    expect(await store.admittedCounts([activityId, randomUUID()])).toEqual([2, 0]);
  });

  test('does not make an activity held that is not: its people would be missing', async () => {
    const activity = sampleLiveActivity();
    await store.putActivity(activity);
    expect(await store.hasActivity(activity.activityId)).toBe(false);
    expect(await store.activitiesWithBacklog()).toEqual([]);
  });

  test('an activity whose end is long past is still kept for days', async () => {
    const { activityId } = await bringIn(store, { opensAtMs: 0, closesAtMs: 1_000 });
    const least = LIVE_LIMITS.activityKeptLeastMs;
    expect(await admin.pttl(activityKeys(activityId).state)).toBeGreaterThan(least / 2);
  });
});
