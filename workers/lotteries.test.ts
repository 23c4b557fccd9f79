/** Whole draws by the workers, on real stores: led by their time and by orders, told by the feed. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GATHERING_MS } from '#domain/contract/lotteries.ts';
import { DRAW_FILES } from '#domain/lottery.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { migrateLedger } from '#stores/ledger/migrate.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import {
  DICE,
  addOpened,
  bundleFault,
  enterPeople,
  filesIn,
  finish,
  known,
} from '../tests/draw-books.ts';
import { startLedgerDatabase } from '../tests/ledger-database.ts';
import type { LedgerDatabase } from '../tests/ledger-database.ts';
import { openLiveStore } from '../tests/live-samples.ts';
import { CLOSES_AT, moveTo } from '../tests/lottery-samples.ts';
import { startRedisServer } from '../tests/redis-server.ts';
import type { RedisServer } from '../tests/redis-server.ts';
import { eventually } from '../tests/running-system.ts';
import { startWorker } from './start-worker.ts';
import type { RunningWorker } from './start-worker.ts';

let redis: RedisServer;
let database: LedgerDatabase;
let ledger: Ledger;
let live: LiveStore;
let worker: RunningWorker;
const lines: string[] = [];
const clock = { atMs: Date.parse(CLOSES_AT) - 60_000 };

beforeAll(async () => {
  [redis, database] = await Promise.all([startRedisServer(), startLedgerDatabase()]);
  await migrateLedger({ databaseUrl: database.url });
  ledger = createLedger({ databaseUrl: database.url });
  live = await openLiveStore(redis.url);
  worker = await startWorker({
    redisUrl: redis.url,
    databaseUrl: database.url,
    nowMs: () => clock.atMs,
    writeLine: (line) => lines.push(line),
  });
});

afterAll(async () => {
  await worker?.close();
  await live?.close();
  await ledger?.close();
  await database?.stop();
  await redis?.stop();
});

const now = () => new Date(clock.atMs).toISOString();
const reaches = (
  lotteryId: string,
  what: (lottery: Awaited<ReturnType<typeof known>>) => boolean,
) => eventually('the workers did it', async () => what(await known(ledger, lotteryId)));

test('LT1 a sealed draw closes by its time, freezes and is drawn by order, and verifies', async () => {
  clock.atMs = Date.parse(CLOSES_AT) - 60_000;
  const lottery = await addOpened(ledger, { limit: 'owner-draw' });
  const { lotteryId } = lottery;
  await enterPeople(ledger, lottery, 'tea', [3, 1, 40, 2, 5]);
  await enterPeople(ledger, lottery, 'bicycle', [2, 2]);
  // Not while what was asked for in time may still come in.
  clock.atMs = Date.parse(CLOSES_AT) + 1_000;
  await delay(1_500);
  expect((await known(ledger, lotteryId)).state).toBe('open');
  clock.atMs += 2_000;
  await reaches(lotteryId, ({ files }) => files.some(({ name }) => name === 'entries.tsv'));
  expect((await known(ledger, lotteryId)).state).toBe('closed');

  await moveTo(ledger, lotteryId, 'gathering', { at: now() });
  await ledger.orderLottery({ lotteryId, to: 'frozen', at: now(), staffId: null });
  clock.atMs += GATHERING_MS;
  await reaches(lotteryId, ({ state }) => state === 'frozen');
  await finish(ledger, lotteryId, DICE, now());
  await ledger.orderLottery({ lotteryId, to: 'drawn', at: now(), staffId: null });
  await reaches(lotteryId, ({ state }) => state === 'drawn');
  const files = await filesIn(ledger, lotteryId);
  expect(bundleFault(files)).toBeNull();
  expect([...files.keys()]).toEqual(DRAW_FILES.filter((name) => name !== 'beacons.tsv'));
  expect(lines).toEqual([]);
});
