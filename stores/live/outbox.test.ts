/** The outbox stream: what the books do not have yet, and who is told about it. */
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  bringIn,
  decide,
  openLiveStore,
  sampleFacts,
  waitingLines,
} from '../../tests/live-samples.ts';
import type { RedisServer } from '../../tests/redis-server.ts';
import { startRedisServer } from '../../tests/redis-server.ts';
import { untilReady } from './create-live-store.ts';
import { activityKeys } from './keys.ts';
import { LIVE_LIMITS } from './live-limits.ts';
import type { LiveStore, PlacedLine } from './live-store.ts';

const patience = { timeout: 10_000, interval: 10 };

let redis: RedisServer;
let store: LiveStore;
let admin: Redis;

beforeAll(async () => {
  redis = await startRedisServer({ appendOnly: true });
  store = await openLiveStore(redis.url);
  admin = new Redis(redis.url);
  admin.on('error', () => {});
});

beforeEach(async () => {
  await admin.flushall();
});

afterAll(async () => {
  await store.close();
  admin.disconnect();
  await redis.stop();
});

async function activityWith(lines: number): Promise<{ activityId: string; placed: PlacedLine[] }> {
  const { activityId } = await bringIn(store);
  for (let index = 0; index < lines; index += 1) await decide(store, activityId, sampleFacts());
  return { activityId, placed: await store.readOutbox(activityId, 1_000) };
}

function acknowledge(activityId: string, { streamId, line }: PlacedLine): Promise<void> {
  return store.acknowledgeOutbox(activityId, { streamId, seq: line.seq });
}

describe('reading and acknowledging', () => {
  test('in batches, oldest first, each line until it is acknowledged', async () => {
    const { activityId } = await activityWith(5);
    const seqs = async () =>
      (await store.readOutbox(activityId, 2)).map(({ line }) => line.seq).join();
    expect(await seqs()).toBe('1,2');
    expect(await seqs()).toBe('1,2');
    await acknowledge(activityId, (await store.readOutbox(activityId, 2))[1]!);
    expect(await seqs()).toBe('3,4');
  });

  test('the position only moves forwards', async () => {
    const { activityId, placed } = await activityWith(4);
    await acknowledge(activityId, placed[2]!);
    await acknowledge(activityId, placed[0]!);
    expect((await waitingLines(store, activityId)).map(({ seq }) => seq)).toEqual([4]);
  });

  test('a line that is not in the stream moves nothing', async () => {
    const { activityId, placed } = await activityWith(2);
    await store.acknowledgeOutbox(activityId, { streamId: placed[1]!.streamId, seq: 7 });
    await store.acknowledgeOutbox(activityId, { streamId: '1-0', seq: 2 });
    expect(await waitingLines(store, activityId)).toHaveLength(2);
  });

  test('booked is what a replay says from then on', async () => {
    const { activityId, placed } = await activityWith(2);
    await acknowledge(activityId, placed[0]!);
    const [one, two] = placed.map(({ line }) => line.facts);
    expect(await decide(store, activityId, one!)).toMatchObject({ replayed: true, booked: true });
    expect(await decide(store, activityId, two!)).toMatchObject({ replayed: true, booked: false });
  });

  test('an activity that is not held has no lines', async () => {
    expect(await store.readOutbox('0192d1f6-0000-7000-8000-000000000000', 10)).toEqual([]);
  });
});

describe('the list of activities with a backlog', () => {
  test('has those with lines that the books do not have', async () => {
    const full = await activityWith(1);
    const done = await activityWith(1);
    await activityWith(0);
    await acknowledge(done.activityId, done.placed[0]!);
    expect(await store.activitiesWithBacklog()).toEqual([full.activityId]);
  });

  test('forgets activities that expired, and keeps those that must not', async () => {
    const { activityId } = await activityWith(1);
    const gone = await activityWith(1);
    const keys = Object.values(activityKeys(activityId));
    for (const key of keys) await admin.pexpire(key, 60_000);
    await admin.del(activityKeys(gone.activityId).state);
    expect(await store.activitiesWithBacklog()).toEqual([activityId]);
    expect(await admin.smembers('activities')).toEqual([activityId]);
    for (const key of keys) {
      expect(await admin.pttl(key)).toBeGreaterThan(LIVE_LIMITS.activityKeptLeastMs / 2);
    }
  });
});

describe('trimming', () => {
  test('removes booked lines that are old enough, never an unbooked one', async () => {
    const { activityId, placed } = await activityWith(6);
    const future = Date.now() + 60_000;
    expect(await store.trimOutbox(activityId, 0, future)).toBe(0);
    await acknowledge(activityId, placed[3]!);
    expect(await store.trimOutbox(activityId, 120_000, future)).toBe(0);
    // The booked line itself stays: it is the position.
    expect(await store.trimOutbox(activityId, 0, future)).toBe(3);
    expect((await waitingLines(store, activityId)).map(({ seq }) => seq)).toEqual([5, 6]);
    expect(await admin.xlen(activityKeys(activityId).outbox)).toBe(3);
  });

  test('an activity that is not held has nothing to trim', async () => {
    expect(await store.trimOutbox('0192d1f6-0000-7000-8000-000000000000', 0, Date.now())).toBe(0);
  });
});

describe('watching', () => {
  test('tells of each watched activity, and of no other', async () => {
    const onLines = vi.fn<(activityId: string) => void>();
    const watch = store.watchOutboxes(onLines);
    const [one, two, other] = [await bringIn(store), await bringIn(store), await bringIn(store)];
    watch.watch(one.activityId);
    await vi.waitFor(() => expect(onLines).toHaveBeenCalledWith(one.activityId), patience);
    // While it blocks for the first, the second is added.
    watch.watch(two.activityId);
    await vi.waitFor(() => expect(onLines).toHaveBeenCalledWith(two.activityId), patience);
    for (const { activityId } of [one, two]) {
      onLines.mockClear();
      await decide(store, other.activityId, sampleFacts());
      await decide(store, activityId, sampleFacts());
      await vi.waitFor(() => expect(onLines).toHaveBeenCalledWith(activityId), patience);
      expect(onLines.mock.calls.flat()).not.toContain(other.activityId);
    }
    await watch.close();
  });

  test('no line of a rush is missed by who reads when told', async () => {
    const { activityId } = await bringIn(store);
    let seen = 0;
    const look = async () => {
      const reading = await store.readAttendance(activityId, { afterSeq: seen, latestMax: 0 });
      seen = reading?.counters.seq ?? seen;
    };
    const watch = store.watchOutboxes(() => void look());
    watch.watch(activityId);
    for (let index = 0; index < 60; index += 1) {
      await Promise.all([1, 2, 3].map(() => decide(store, activityId, sampleFacts())));
      if (index % 7 === 0) await delay(5);
    }
    await vi.waitFor(() => expect(seen).toBe(180), patience);
    await watch.close();
  });

  test('an activity that is not watched any more is not told of', async () => {
    const { activityId } = await bringIn(store);
    const other = await bringIn(store);
    const onLines = vi.fn<(activityId: string) => void>();
    const watch = store.watchOutboxes(onLines);
    watch.watch(activityId);
    watch.watch(other.activityId);
    await vi.waitFor(() => expect(onLines).toHaveBeenCalledWith(activityId), patience);
    watch.unwatch(activityId);
    onLines.mockClear();
    await decide(store, activityId, sampleFacts());
    await decide(store, other.activityId, sampleFacts());
    await vi.waitFor(() => expect(onLines).toHaveBeenCalledWith(other.activityId), patience);
    expect(onLines).not.toHaveBeenCalledWith(activityId);
    await watch.close();
  });

  test('it goes on when Redis was away', async () => {
    const { activityId } = await bringIn(store);
    const onLines = vi.fn<(activityId: string) => void>();
    const watch = store.watchOutboxes(onLines);
    watch.watch(activityId);
    await vi.waitFor(() => expect(onLines).toHaveBeenCalled(), patience);
    onLines.mockClear();
    await redis.restart();
    await untilReady(store, patience.timeout);
    // Told without a new line: Redis may have come back empty.
    await vi.waitFor(() => expect(onLines).toHaveBeenCalledWith(activityId), patience);
    onLines.mockClear();
    await decide(store, activityId, sampleFacts());
    await vi.waitFor(() => expect(onLines).toHaveBeenCalledWith(activityId), patience);
    await watch.close();
  });
});
