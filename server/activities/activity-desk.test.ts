import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { migrateLedger } from '#stores/ledger/migrate.ts';
import { createLiveStore, untilReady } from '#stores/live/create-live-store.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import { startLedgerDatabase } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import { addActivity } from '../../tests/ledger-samples.ts';
import { startRedisServer } from '../../tests/redis-server.ts';
import type { RedisServer } from '../../tests/redis-server.ts';
import { createActivityDesk } from './activity-desk.ts';

let redis: RedisServer;
let database: LedgerDatabase;
let ledger: Ledger;
let live: LiveStore;

beforeAll(async () => {
  [redis, database] = await Promise.all([startRedisServer(), startLedgerDatabase()]);
  await migrateLedger({ databaseUrl: database.url });
  ledger = createLedger({ databaseUrl: database.url });
  live = createLiveStore({ url: redis.url });
  await untilReady(live, 10_000);
});

afterAll(async () => {
  await live?.close();
  await ledger?.close();
  await database?.stop();
  await redis?.stop();
});

const capacity = (count: number) => ({ capacity: count });
const at = '2026-11-22T00:00:00.000Z';

/** A desk whose first reading of the books is held up on its way back. */
function openDesk() {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  let readings = 0;
  const capacities: (number | null)[] = [];
  const desk = createActivityDesk({
    ledger: {
      ...ledger,
      async activity(activityId) {
        readings += 1;
        const isFirst = readings === 1;
        const found = await ledger.activity(activityId);
        if (isFirst) await released;
        return found;
      },
    },
    live: {
      ...live,
      async putActivity(activity) {
        capacities.push(activity.capacity);
        await live.putActivity(activity);
      },
    },
  });
  return { desk, release, capacities, readings: () => readings };
}

test('of two quick changes the later one stays, here and at the doors', async () => {
  const activityId = await addActivity(ledger);
  const { desk, release, capacities, readings } = openDesk();
  await ledger.changeActivity(activityId, capacity(10), at);
  const first = desk.renew(activityId);
  await expect.poll(readings).toBe(1);
  await ledger.changeActivity(activityId, capacity(20), at);
  const second = desk.renew(activityId);
  // Long enough for a second reading that does not wait for the first.
  await ledger.ping();
  await new Promise((resolve) => {
    setTimeout(resolve, 100);
  });
  release();
  await Promise.all([first, second]);
  expect(desk.held(activityId)?.activity.capacity).toBe(20);
  expect(capacities.at(-1)).toBe(20);
});

test('a change that comes while the activity is read for the first time is not missed', async () => {
  const activityId = await addActivity(ledger);
  const { desk, release, readings } = openDesk();
  const finding = desk.find(activityId);
  await expect.poll(readings).toBe(1);
  expect(desk.isInUse(activityId)).toBe(true);
  await ledger.changeActivity(activityId, capacity(20), at);
  const renewing = desk.renew(activityId);
  await new Promise((resolve) => {
    setTimeout(resolve, 100);
  });
  release();
  await Promise.all([finding, renewing]);
  expect(desk.held(activityId)?.activity.capacity).toBe(20);
});
