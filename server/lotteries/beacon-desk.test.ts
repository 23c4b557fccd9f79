import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { BeaconOrder } from '#domain/contract/lotteries.ts';
import { digestOfText } from '#domain/draw/digest.ts';
import { NO_DICE, writeFreeze } from '#domain/draw/files.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { migrateLedger } from '#stores/ledger/migrate.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import { addOpened, finish } from '../../tests/draw-books.ts';
import { ROUNDS } from '../../tests/drand-rounds.ts';
import { startLedgerDatabase } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import { openLiveStore } from '../../tests/live-samples.ts';
import { moveTo } from '../../tests/lottery-samples.ts';
import { startRedisServer } from '../../tests/redis-server.ts';
import type { RedisServer } from '../../tests/redis-server.ts';
import { createBeaconDesk } from './beacon-desk.ts';
import type { BeaconBrake, BeaconDesk } from './beacon-desk.ts';
import { createDrawShelf } from './draw-shelf.ts';
import { ProblemError } from '../errors.ts';
import { createLotteryReadings } from './lottery-readings.ts';

const PEOPLE = 300;
const [FIRST, SECOND] = ROUNDS;
const signed = ({ round, signature }: BeaconOrder): BeaconOrder => ({ round, signature });

let redis: RedisServer;
let database: LedgerDatabase;
let ledger: Ledger;
let live: LiveStore;
let desk: BeaconDesk;
let reads = 0;
const told = { proofs: 0, falseOnes: 0, woken: 0 };
const brake: BeaconBrake = {
  assertUnhurried() {
    told.proofs += 1;
    if (told.falseOnes >= 2) throw new ProblemError('rate-limited');
  },
  charge() {
    told.falseOnes += 1;
  },
};

beforeAll(async () => {
  [redis, database] = await Promise.all([startRedisServer(), startLedgerDatabase()]);
  await migrateLedger({ databaseUrl: database.url });
  ledger = createLedger({ databaseUrl: database.url });
  live = await openLiveStore(redis.url);
}, 120_000);

beforeEach(() => {
  reads = 0;
  Object.assign(told, { proofs: 0, falseOnes: 0, woken: 0 });
  const counted = {
    ...ledger,
    lottery(lotteryId: string) {
      reads += 1;
      return ledger.lottery(lotteryId);
    },
  };
  desk = createBeaconDesk({
    live,
    shelf: createDrawShelf({ ledger, packBundle: () => Promise.reject(new Error('not asked')) }),
    readings: createLotteryReadings({ ledger: counted }),
    workers: {
      wake() {
        told.woken += 1;
        return Promise.resolve();
      },
    },
    changed: () => {},
    nowMs: Date.now,
  });
});

afterAll(async () => {
  await Promise.all([ledger?.close(), live?.close()]);
  await database?.stop();
  await redis?.stop();
});

/** One that waits for its rounds. */
async function addFinal(): Promise<string> {
  const { lotteryId } = await addOpened(ledger, { mode: 'drand' });
  const table = { file: digestOfText(''), rows: 0, root: digestOfText('') };
  const prize = { quantity: 1, alternates: 0, serials: 0 };
  const bytes = writeFreeze({
    open: digestOfText('open'),
    entries: table,
    audience: table,
    k: 'ab'.repeat(32),
    prizes: [
      { ...prize, prizeId: 'tea', round: FIRST.round },
      { ...prize, prizeId: 'bicycle', round: SECOND.round },
    ],
    time: '2027-03-20T06:00:00.000Z',
  });
  await moveTo(ledger, lotteryId, 'closed');
  await moveTo(ledger, lotteryId, 'gathering');
  const files = [{ name: 'freeze.txt', bytes }] as const;
  await moveTo(ledger, lotteryId, 'frozen', { files, contributions: 0 });
  await finish(ledger, lotteryId, NO_DICE, '2027-03-20T06:01:00.000Z');
  return lotteryId;
}

const beaconsOf = async (lotteryId: string) =>
  (await live.stageMoment(lotteryId, Date.now())).beacons;

test('LT1 a hall that brings the same beacon at once is answered, and it is looked into once', async () => {
  const lotteryId = await addFinal();
  const bring = () => desk.take(lotteryId, signed(FIRST), brake);
  await Promise.all(Array.from({ length: PEOPLE }, bring));
  expect(told).toEqual({ proofs: 1, falseOnes: 0, woken: 1 });
  expect(reads).toBeLessThan(PEOPLE / 10);
  await bring();
  expect(told).toEqual({ proofs: 1, falseOnes: 0, woken: 1 });
});

test('LT1 false ones count; what is known, or of no round of the draw, is answered without a look', async () => {
  const lotteryId = await addFinal();
  await desk.take(lotteryId, signed(FIRST), brake);
  const wrong = { round: SECOND.round, signature: FIRST.signature };
  const bring = (beacon: BeaconOrder) =>
    desk.take(lotteryId, beacon, brake).catch((error: unknown) => {
      if (error instanceof ProblemError) return error.code;
      throw error;
    });
  expect(await bring({ ...signed(FIRST), round: 1 })).toBe('beacon-false');
  expect(told).toMatchObject({ proofs: 1, falseOnes: 0 });
  expect(await bring(wrong)).toBe('beacon-false');
  expect(await bring({ ...signed(FIRST), signature: SECOND.signature })).toBe('beacon-false');
  expect(await bring(wrong)).toBe('rate-limited');
  expect(await bring(signed(FIRST))).toBeUndefined();
  expect([...(await beaconsOf(lotteryId))]).toEqual([[FIRST.round, FIRST.signature]]);
});

test('LT2 a Redis that forgot it, or has a false one, takes it again', async () => {
  const lotteryId = await addFinal();
  await desk.take(lotteryId, signed(FIRST), brake);
  const admin = new Redis(redis.url);
  await admin.flushall();
  admin.disconnect();
  await desk.take(lotteryId, signed(FIRST), brake);
  expect((await beaconsOf(lotteryId)).get(FIRST.round)).toBe(FIRST.signature);
  await live.putBeacon(lotteryId, SECOND.round, FIRST.signature);
  await desk.take(lotteryId, signed(SECOND), brake);
  expect((await beaconsOf(lotteryId)).get(SECOND.round)).toBe(SECOND.signature);
});
