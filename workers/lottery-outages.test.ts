/** What must not become a result, and what must in spite of everything; by a whole worker. */
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GATHERING_MS } from '#domain/contract/lotteries.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { migrateLedger } from '#stores/ledger/migrate.ts';
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
import { CLOSES_AT, moveTo, newSecrets } from '../tests/lottery-samples.ts';
import { startRedisServer } from '../tests/redis-server.ts';
import type { RedisServer } from '../tests/redis-server.ts';
import { startWorker } from './start-worker.ts';
import type { RunningWorker } from './start-worker.ts';

const patience = { timeout: 60_000, interval: 20 };

let redis: RedisServer;
let database: LedgerDatabase;
let ledger: Ledger;
let admin: Redis;
let worker: RunningWorker;
const lines: string[] = [];
const clock = { atMs: Date.parse(CLOSES_AT) };
const now = () => new Date(clock.atMs).toISOString();

beforeAll(async () => {
  [redis, database] = await Promise.all([
    startRedisServer({ appendOnly: true }),
    startLedgerDatabase(),
  ]);
  await migrateLedger({ databaseUrl: database.url });
  ledger = createLedger({ databaseUrl: database.url });
  admin = new Redis(redis.url, { maxRetriesPerRequest: null });
  admin.on('error', () => {});
  worker = await startWorker({
    redisUrl: redis.url,
    databaseUrl: database.url,
    nowMs: () => clock.atMs,
    writeLine: (line) => lines.push(line),
  });
});

afterAll(async () => {
  await worker?.close();
  admin?.disconnect();
  await ledger?.close();
  await database?.stop();
  await redis?.stop();
});

/** @param trouble comes when it has been ordered to be frozen, and again when to be drawn */
async function orderDraw(key: string | undefined, trouble: () => Promise<void>): Promise<string> {
  clock.atMs = Date.parse(CLOSES_AT) - 60_000;
  const lottery = await addOpened(ledger, {}, now(), key);
  const { lotteryId } = lottery;
  await enterPeople(ledger, lottery, 'tea', [3, 1, 4], now());
  clock.atMs = Date.parse(CLOSES_AT) + 3_000;
  const isListed = async () =>
    (await known(ledger, lotteryId)).files.some(({ name }) => name === 'entries.tsv');
  await expect.poll(isListed, patience).toBe(true);
  await moveTo(ledger, lotteryId, 'gathering', { at: now() });
  clock.atMs += GATHERING_MS;
  await ledger.orderLottery({ lotteryId, to: 'frozen', at: now(), staffId: null });
  await trouble();
  await expect.poll(async () => (await known(ledger, lotteryId)).state, patience).toBe('frozen');
  await finish(ledger, lotteryId, DICE, now());
  await ledger.orderLottery({ lotteryId, to: 'drawn', at: now(), staffId: null });
  await trouble();
  return lotteryId;
}

const drawn = (lotteryId: string) =>
  expect.poll(async () => (await known(ledger, lotteryId)).state, patience).toBe('drawn');

test('LT2 a Redis that loses everything holds up a draw, and changes nothing', async () => {
  const lotteryId = await orderDraw(undefined, async () => void (await admin.flushall()));
  await drawn(lotteryId);
  expect(bundleFault(await filesIn(ledger, lotteryId))).toBeNull();
});

test('LT2 a Redis that is killed and comes back holds up a draw, and changes nothing', async () => {
  const lotteryId = await orderDraw(undefined, async () => {
    await redis.kill();
    await redis.restart();
  });
  await drawn(lotteryId);
  expect(bundleFault(await filesIn(ledger, lotteryId))).toBeNull();
});

test('LT1 a draw that does not verify is not written, whatever is ordered, and somebody is told', async () => {
  const another = newSecrets().publicKeyHex;
  const lotteryId = await orderDraw(another, () => Promise.resolve());
  const isTold = () =>
    lines.some((line) => line.includes(`${lotteryId} does not verify: signatures`));
  await expect.poll(isTold, patience).toBe(true);
  expect((await known(ledger, lotteryId)).state).toBe('final');
  expect((await filesIn(ledger, lotteryId)).has('result.tsv')).toBe(false);
});
