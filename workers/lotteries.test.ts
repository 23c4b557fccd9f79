/** Whole draws by the workers, on real stores: led by their time and by orders, told by the feed. */
import { hash, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GATHERING_MS } from '#domain/contract/lotteries.ts';
import type { Lottery } from '#domain/contract/lotteries.ts';
import { QUICKNET, timeOfRound } from '#domain/draw/beacon.ts';
import { NO_DICE, readFreeze } from '#domain/draw/files.ts';
import { readAudience } from '#domain/draw/tables.ts';
import { DRAW_FILES } from '#domain/lottery.ts';
import type { DrawFileName } from '#domain/lottery.ts';
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
import { startDrandRelay } from '../tests/drand-relay.ts';
import type { DrandRelay } from '../tests/drand-relay.ts';
import { ROUNDS } from '../tests/drand-rounds.ts';
import { startLedgerDatabase } from '../tests/ledger-database.ts';
import type { LedgerDatabase } from '../tests/ledger-database.ts';
import { openLiveStore } from '../tests/live-samples.ts';
import { CLOSES_AT, moveTo } from '../tests/lottery-samples.ts';
import type { SampleLottery } from '../tests/lottery-samples.ts';
import { startRedisServer } from '../tests/redis-server.ts';
import type { RedisServer } from '../tests/redis-server.ts';
import { eventually } from '../tests/running-system.ts';
import { createBeaconDesk } from './beacons.ts';
import { createDrandRelays } from './drand-relays.ts';
import { createDrawThreads } from './draw/draw-threads.ts';
import { createLeadLottery } from './jobs/lead-lottery.ts';
import { startWorker } from './start-worker.ts';
import type { RunningWorker } from './start-worker.ts';

let redis: RedisServer;
let database: LedgerDatabase;
let ledger: Ledger;
let live: LiveStore;
let admin: Redis;
let relay: DrandRelay;
let worker: RunningWorker;
const threads = createDrawThreads(1);
const lines: string[] = [];
const clock = { atMs: Date.parse(CLOSES_AT) - 60_000 };

beforeAll(async () => {
  [redis, database] = await Promise.all([startRedisServer(), startLedgerDatabase()]);
  await migrateLedger({ databaseUrl: database.url });
  ledger = createLedger({ databaseUrl: database.url });
  live = await openLiveStore(redis.url);
  admin = new Redis(redis.url);
  relay = await startDrandRelay(() => clock.atMs);
  worker = await startWorker({
    redisUrl: redis.url,
    databaseUrl: database.url,
    drandRelays: [relay.base],
    nowMs: () => clock.atMs,
    writeLine: (line) => lines.push(line),
  });
});

afterAll(async () => {
  await worker?.close();
  threads.close();
  relay?.stop();
  admin?.disconnect();
  await live?.close();
  await ledger?.close();
  await database?.stop();
  await redis?.stop();
});

/** On a machine that has much else to do. */
const patience = { timeout: 50_000, interval: 20 };
const instant = (ms: number) => new Date(ms).toISOString();
const now = () => instant(clock.atMs);
const isThere = (name: DrawFileName) => (lottery: Lottery) =>
  lottery.files.some((file) => file.name === name);

/** Waits until the workers did it. */
async function reaches(lotteryId: string, what: (lottery: Lottery) => boolean): Promise<void> {
  await expect.poll(async () => what(await known(ledger, lotteryId)), patience).toBe(true);
}

/** Longer than the sweep needs to find something. */
const SWEPT_MS = 2_500;

test('LT1 a sealed draw closes by its time, freezes and is drawn by order, and verifies', async () => {
  clock.atMs = Date.parse(CLOSES_AT) - 60_000;
  const lottery = await addOpened(ledger, { limit: 'owner-draw' });
  const { lotteryId } = lottery;
  await enterPeople(ledger, lottery, 'tea', [3, 1, 40, 2, 5]);
  await enterPeople(ledger, lottery, 'bicycle', [2, 2]);
  // Not while what was asked for in time may still come in.
  clock.atMs = Date.parse(CLOSES_AT) + 1_000;
  await delay(SWEPT_MS);
  expect((await known(ledger, lotteryId)).state).toBe('open');
  clock.atMs += 2_000;
  await reaches(lotteryId, isThere('entries.tsv'));
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
  // Of a flow that came to its end nothing is left.
  await eventually('Redis is clean', async () => {
    const left = await Promise.all(
      ['draw-lottery', 'draw-prize', 'rank-serials'].map((name) =>
        admin.keys(`{jobs}:${name}:${lotteryId}*`),
      ),
    );
    return left.flat().length === 0;
  });
  expect(lines).toEqual([]);
});

/** One that closes and freezes by its time, so that the first round is one that was recorded. */
async function openDrand(): Promise<{ lottery: SampleLottery; freezesMs: number }> {
  const freezesMs = timeOfRound(QUICKNET, ROUNDS[0].round) - 61_000;
  const closesMs = freezesMs - 2 * GATHERING_MS;
  clock.atMs = closesMs - 60_000;
  const lottery = await addOpened(
    ledger,
    { mode: 'drand', closesAt: instant(closesMs), freezesAt: instant(freezesMs) },
    now(),
  );
  await enterPeople(ledger, lottery, 'tea', [4, 4], now());
  clock.atMs = closesMs + 2_000;
  return { lottery, freezesMs };
}

async function readyForBeacons(): Promise<string> {
  const { lottery, freezesMs } = await openDrand();
  const { lotteryId } = lottery;
  await reaches(lotteryId, ({ state }) => state === 'closed');
  clock.atMs = freezesMs - GATHERING_MS;
  await reaches(lotteryId, ({ state }) => state === 'gathering');
  clock.atMs = freezesMs;
  await reaches(lotteryId, ({ state }) => state === 'frozen');
  await finish(ledger, lotteryId, NO_DICE, now());
  return lotteryId;
}

test('LT1 a drand draw goes by its times alone, waits for its rounds, and tells every step', async () => {
  const told: string[] = [];
  const follower = live.followFeed({
    onMessage: (message) => {
      if (message.kind === 'lottery-changed') told.push(message.lotteryId);
    },
    onGap: () => {},
  });
  // It hears nothing of before it is at its place.
  const nobodys = randomUUID();
  await eventually('the feed is followed', async () => {
    await live.publish({ kind: 'lottery-changed', lotteryId: nobodys });
    return told.includes(nobodys);
  });
  const lotteryId = await readyForBeacons();
  const [first, second] = ROUNDS;
  const frozen = readFreeze((await filesIn(ledger, lotteryId)).get('freeze.txt')!);
  expect(frozen.prizes.map(({ round }) => round)).toEqual([first.round, second.round]);
  // The relay has nothing, and then another round: the round is waited for, never switched.
  clock.atMs = timeOfRound(QUICKNET, first.round) + 20_000;
  relay.trouble = { status: 200, body: JSON.stringify(second) };
  await eventually('the relay was of no use', () =>
    Promise.resolve(lines.some((line) => line.includes('another round'))),
  );
  expect(isThere('beacons.tsv')(await known(ledger, lotteryId))).toBe(false);
  // Somebody in the hall brings the first; a false one that came to Redis is not believed.
  await live.putBeacon(lotteryId, first.round, first.signature);
  await live.putBeacon(lotteryId, second.round, first.signature);
  relay.trouble = null;
  await reaches(lotteryId, ({ state }) => state === 'drawn');
  const files = await filesIn(ledger, lotteryId);
  expect(bundleFault(files)).toBeNull();
  expect(Buffer.from(files.get('beacons.tsv')!).toString()).toBe(
    [first, second].map(({ round, signature }) => `${round}\t${signature}\n`).join(''),
  );
  const transitions = await ledger.lotteryTransitions(lotteryId);
  expect(transitions.map(({ to }) => to)).toEqual([
    'open',
    'closed',
    'gathering',
    'frozen',
    'final',
    'drawn',
  ]);
  expect(transitions.every(({ staffId }) => staffId === null)).toBe(true);
  // Closed, entries, gathering, frozen, beacons, drawn.
  await eventually('it was told', () =>
    Promise.resolve(told.filter((each) => each === lotteryId).length >= 6),
  );
  expect((await live.stageMoment(lotteryId, clock.atMs)).seq).toBeGreaterThanOrEqual(6);
  await follower.close();
});

test('LT2 who goes on after somebody tells, for that one may have written and told nobody', async () => {
  const { lotteryId } = await addOpened(ledger);
  const seqOf = async () => (await live.stageMoment(lotteryId, clock.atMs)).seq;
  clock.atMs = Date.parse(CLOSES_AT) - 60_000;
  const nobody = createDrandRelays({ relays: [], writeLine: () => {}, nowMs: () => clock.atMs });
  const lead = createLeadLottery({
    ledger,
    live,
    threads,
    startDraw: () => Promise.reject(new Error('There is nothing to draw.')),
    beacons: createBeaconDesk({ ledger, live, relays: nobody, nowMs: () => clock.atMs }),
    nowMs: () => clock.atMs,
  });
  const before = await seqOf();
  await lead({ lotteryId }, { isAgain: false });
  expect(await seqOf()).toBe(before);
  await lead({ lotteryId }, { isAgain: true });
  expect(await seqOf()).toBeGreaterThan(before);
  expect((await known(ledger, lotteryId)).state).toBe('open');
});

test('LT1 a freeze by its time that comes late leaves the hall its minute', async () => {
  const { lottery, freezesMs } = await openDrand();
  const { lotteryId } = lottery;
  const lateMs = freezesMs + 10_000;
  clock.atMs = lateMs;
  await reaches(lotteryId, ({ state }) => state === 'gathering');
  await delay(SWEPT_MS);
  expect((await known(ledger, lotteryId)).state).toBe('gathering');
  clock.atMs = lateMs + GATHERING_MS;
  await reaches(lotteryId, ({ state }) => state === 'frozen');
});

test('LT1 while contributions come it is frozen, and none that was taken is missing', async () => {
  clock.atMs = Date.parse(CLOSES_AT) - 60_000;
  const lottery = await addOpened(ledger);
  const { lotteryId } = lottery;
  await enterPeople(ledger, lottery, 'tea', [2, 3]);
  clock.atMs = Date.parse(CLOSES_AT) + 3_000;
  await reaches(lotteryId, isThere('entries.tsv'));
  await moveTo(ledger, lotteryId, 'gathering', { at: now() });
  const taken: string[] = [];
  let isOrdered = false;
  // All were asked for in time; many have their turn when the freeze is due.
  const at = now();
  const contribute = async (lane: number) => {
    for (let turn = 0; ; turn += 1) {
      const hex = hash('md5', `${lane} ${turn}`);
      const answer = await ledger.contribute({ lotteryId, ownerTag: hex, hex, limit: 3, at });
      if (!answer.ok) return expect(answer.code).toBe('lottery-not-gathering');
      taken.push(hex);
      if (taken.length >= 50 && !isOrdered) {
        isOrdered = true;
        clock.atMs += GATHERING_MS;
        await ledger.orderLottery({ lotteryId, to: 'frozen', at, staffId: null });
      }
      await delay(5);
    }
  };
  await Promise.all([1, 2, 3].map(contribute));
  expect((await known(ledger, lotteryId)).state).toBe('frozen');
  const { rows } = readAudience((await filesIn(ledger, lotteryId)).get('audience.tsv')!);
  expect(rows.map(({ hex }) => hex).toSorted()).toEqual(taken.toSorted());
  expect(taken.length).toBeGreaterThan(50);
});
