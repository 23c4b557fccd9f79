import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { migrateLedger } from '#stores/ledger/migrate.ts';
import { activityKeys } from '#stores/live/keys.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import type { LedgerDatabase } from '../tests/ledger-database.ts';
import { startLedgerDatabase } from '../tests/ledger-database.ts';
import { openLiveStore } from '../tests/live-samples.ts';
import { openHall } from '../tests/open-hall.ts';
import type { RedisServer } from '../tests/redis-server.ts';
import { startRedisServer } from '../tests/redis-server.ts';
import { eventually } from '../tests/running-system.ts';
import { createPostPoints } from './jobs/post-points.ts';
import { createSweepOutboxes } from './jobs/sweep-outboxes.ts';
import { startWorker } from './start-worker.ts';

const DAY_MS = 24 * 60 * 60_000;

let redis: RedisServer;
let database: LedgerDatabase;
let live: LiveStore;
let ledger: Ledger;
let admin: Redis;

beforeAll(async () => {
  [redis, database] = await Promise.all([startRedisServer(), startLedgerDatabase()]);
  live = await openLiveStore(redis.url);
  ledger = createLedger({ databaseUrl: database.url });
  admin = new Redis(redis.url);
  await migrateLedger({ databaseUrl: database.url });
});

afterAll(async () => {
  admin?.disconnect();
  await live?.close();
  await ledger?.close();
  await database?.stop();
  await redis?.stop();
});

test('the sweep wakes what has a backlog, and what the workers do is booked', async () => {
  const hall = await openHall({ live, ledger });
  const { participantId } = await hall.admit();
  const woken: string[] = [];
  const sweep = createSweepOutboxes({
    live,
    wakePosting: async (activityId) => {
      woken.push(activityId);
    },
    nowMs: Date.now,
  });
  await sweep();
  expect(woken).toContain(hall.activityId);

  // Nobody wakes the workers: the sweep alone finds it.
  const worker = await startWorker({
    redisUrl: redis.url,
    databaseUrl: database.url,
    writeLine: () => undefined,
  });
  await eventually('the award', async () => (await ledger.balance(participantId!)).balance === 100);
  await worker.close();
});

function lengthOf(activityId: string): Promise<number> {
  return admin.xlen(activityKeys(activityId).outbox);
}

test('a worker that was started later trims what has been quiet since, but nothing unbooked', async () => {
  const [booked, waiting] = [await openHall({ live, ledger }), await openHall({ live, ledger })];
  for (const hall of [booked, waiting]) for (let one = 0; one < 3; one += 1) await hall.admit();
  await createPostPoints({ live, ledger, onSetAside: vi.fn() })({ activityId: booked.activityId });

  let nowMs = Date.now();
  const sweep = createSweepOutboxes({ live, wakePosting: vi.fn(), nowMs: () => nowMs });
  nowMs += DAY_MS;
  await sweep();
  // The last booked line is the position itself.
  expect(await lengthOf(booked.activityId)).toBe(1);
  expect(await lengthOf(waiting.activityId)).toBe(3);
  expect(await live.readOutbox(waiting.activityId, 10)).toHaveLength(3);
});
