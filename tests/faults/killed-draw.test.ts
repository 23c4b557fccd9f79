/**
 * `kill -9` of the worker in the middle of a draw of two million tickets: another one goes on with
 * the ranges that are left, and the bundle verifies (LT2). Real processes on real stores.
 */
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { migrateLedger } from '#stores/ledger/migrate.ts';
import type { BenchProcess } from '../../load-tests/bench/child-process.ts';
import { startProcess } from '../../load-tests/bench/child-process.ts';
import { DICE, addOpened, bundleFault, filesIn, finish, known } from '../draw-books.ts';
import { runSql, startLedgerDatabase } from '../ledger-database.ts';
import type { LedgerDatabase } from '../ledger-database.ts';
import { moveTo, sampleLottery } from '../lottery-samples.ts';
import { startRedisServer } from '../redis-server.ts';
import type { RedisServer } from '../redis-server.ts';

const ROWS = 40_000;
const TICKETS_A_ROW = 25;
const PRIZES = ['tea', 'bicycle'];
/** Of a hundred thousand serials each, as lead-lottery.ts makes them. */
const RANGES = (PRIZES.length * ROWS * TICKETS_A_ROW) / 100_000;
const RANKED_BEFORE_DEATH = 4;

/** The jobs of a killed worker are free after seconds; the rest is work. */
const patience = { timeout: 120_000, interval: 10 };

let redis: RedisServer;
let admin: Redis;
let database: LedgerDatabase;
let ledger: Ledger;
let worker: BenchProcess | undefined;

beforeAll(async () => {
  [redis, database] = await Promise.all([
    startRedisServer({ appendOnly: true }),
    startLedgerDatabase(),
  ]);
  await migrateLedger({ databaseUrl: database.url });
  ledger = createLedger({ databaseUrl: database.url });
  admin = new Redis(redis.url);
});

afterAll(async () => {
  await worker?.stop();
  admin?.disconnect();
  await ledger?.close();
  await database?.stop();
  await redis?.stop();
});

function startWorker(): Promise<BenchProcess> {
  const program = fileURLToPath(new URL('../../workers/main.ts', import.meta.url));
  const environment = { REDIS_URL: redis.url, DATABASE_URL: database.url };
  return startProcess({ name: 'workers', program, environment });
}

const instant = (fromNowMs = 0) => new Date(Date.now() + fromNowMs).toISOString();

/** Closed already, and entered by more people than could be in a test one by one. */
async function openLargeLottery(): Promise<string> {
  const { lotteryId } = await addOpened(
    ledger,
    {
      ...sampleLottery(),
      limit: 'owner-draw',
      closesAt: instant(-70_000),
    },
    instant(-120_000),
  );
  for (const prizeId of PRIZES) {
    await runSql(
      database.url,
      `insert into lottery_entries (lottery_id, prize_id, entry_id, owner_tag, first_serial,
         serials, signature, entered_at)
       select $1, $2, lpad(row::text, 8, '0'), md5((row % 5000)::text), (row - 1) * $3::bigint + 1,
         $3, repeat('0', 128), now()
       from generate_series(1, $4::integer) as row`,
      [lotteryId, prizeId, TICKETS_A_ROW, ROWS],
    );
  }
  return lotteryId;
}

function reaches(lotteryId: string, state: string): Promise<void> {
  return expect.poll(async () => (await known(ledger, lotteryId)).state, patience).toBe(state);
}

/** How many ranges have handed in what they found. */
async function ranked(lotteryId: string): Promise<number> {
  const counts = await Promise.all(
    PRIZES.map((_, index) => admin.hlen(`{jobs}:draw-prize:${lotteryId}-${index}:processed`)),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

test(
  'LT2 the worker killed in the middle of a draw: another goes on',
  { timeout: 240_000 },
  async () => {
    const lotteryId = await openLargeLottery();
    worker = await startWorker();
    await expect
      .poll(async () => (await known(ledger, lotteryId)).files.map(({ name }) => name), patience)
      .toContain('entries.tsv');
    // The hall has had its minute.
    await moveTo(ledger, lotteryId, 'gathering', { at: instant(-61_000) });
    await ledger.orderLottery({ lotteryId, to: 'frozen', at: instant(), staffId: null });
    await reaches(lotteryId, 'frozen');
    await finish(ledger, lotteryId, DICE, instant());
    await ledger.orderLottery({ lotteryId, to: 'drawn', at: instant(), staffId: null });
    await expect
      .poll(() => ranked(lotteryId), patience)
      .toBeGreaterThanOrEqual(RANKED_BEFORE_DEATH);
    process.kill(worker.pid, 'SIGKILL');
    const before = await ranked(lotteryId);
    expect(before).toBeLessThan(RANGES);
    expect((await known(ledger, lotteryId)).state).toBe('final');
    expect((await filesIn(ledger, lotteryId)).has('result.tsv')).toBe(false);

    worker = await startWorker();
    await reaches(lotteryId, 'drawn');
    expect(bundleFault(await filesIn(ledger, lotteryId))).toBeNull();
    const transitions = await ledger.lotteryTransitions(lotteryId);
    expect(transitions.filter(({ to }) => to === 'drawn')).toHaveLength(1);
  },
);
