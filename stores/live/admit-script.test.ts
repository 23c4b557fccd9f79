/** The admit script as a script: all or nothing, sent again, expiries. */
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  bringIn,
  countersOf,
  decide,
  openLiveStore,
  sampleFacts,
} from '../../tests/live-samples.ts';
import type { RedisServer } from '../../tests/redis-server.ts';
import { startRedisServer } from '../../tests/redis-server.ts';
import { activityKeys } from './keys.ts';
import type { LiveStore } from './live-store.ts';

let redis: RedisServer;
let store: LiveStore;
let admin: Redis;

beforeAll(async () => {
  redis = await startRedisServer();
  store = await openLiveStore(redis.url);
  admin = new Redis(redis.url);
});

afterAll(async () => {
  await store.close();
  admin.disconnect();
  await redis.stop();
});

describe('the script', () => {
  test.each(['scans', 'persons', 'minutes', 'outbox'] as const)(
    'writes all or nothing: %s is of another type',
    async (broken) => {
      const { activityId } = await bringIn(store);
      const keys = activityKeys(activityId);
      await admin.set(keys[broken], 'not what it should be');
      const before = await admin.hgetall(keys.state);
      await expect(decide(store, activityId, sampleFacts())).rejects.toThrow('WRONGTYPE');
      expect(await admin.hgetall(keys.state)).toEqual(before);
      const others = Object.values(keys).filter(
        (key) => key !== keys.state && key !== keys[broken],
      );
      expect(await admin.exists(...others)).toBe(0);
    },
  );

  test('is sent again when Redis forgot it', async () => {
    const { activityId } = await bringIn(store);
    await decide(store, activityId, sampleFacts());
    await admin.script('FLUSH');
    const decisions = await Promise.all(
      Array.from({ length: 10 }, () => decide(store, activityId, sampleFacts())),
    );
    expect(new Set(decisions.map(({ seq }) => seq)).size).toBe(10);
  });

  test('refuses facts that it could not take apart again', async () => {
    const { activityId } = await bringIn(store);
    for (const facts of [
      sampleFacts({ contentHash: '0a x' }),
      sampleFacts({ scannedAt: 'yesterday' }),
      sampleFacts({ participantId: null }),
    ]) {
      await expect(decide(store, activityId, facts)).rejects.toThrow(TypeError);
    }
    expect((await countersOf(store, activityId)).seq).toBe(0);
  });

  test.each([
    ['that is to come', {}],
    ['that is long over', { opensAtMs: 0, closesAtMs: 1_000 }],
  ])('lets every key of an activity %s expire at the same instant', async (_which, times) => {
    const activity = await bringIn(store, times);
    const keys = Object.values(activityKeys(activity.activityId));
    await decide(store, activity.activityId, sampleFacts({ atMs: activity.opensAtMs }));
    const expiries = () => Promise.all(keys.map((key) => admin.pexpiretime(key)));
    const [expiry, ...others] = await expiries();
    expect(expiry).toBeGreaterThan(activity.closesAtMs);
    expect(new Set(others)).toEqual(new Set([expiry]));
    await store.putActivity({ ...activity, closesAtMs: expiry! + 400 * 86_400_000 });
    const later = new Set(await expiries());
    expect(later.size).toBe(1);
    expect([...later][0]).toBeGreaterThan(expiry! + 400 * 86_400_000);
  });
});
