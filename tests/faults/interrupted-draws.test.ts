/**
 * LT2: a process that is killed at any call of a store, before or after it took effect, with or
 * without all of Redis, leaves a draw that another one ends to the same bytes.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GATHERING_MS } from '#domain/contract/lotteries.ts';
import { QUICKNET, timeOfRound } from '#domain/draw/beacon.ts';
import { NO_DICE } from '#domain/draw/files.ts';
import type { LotteryMode } from '#domain/lottery.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { migrateLedger } from '#stores/ledger/migrate.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import { createDrawThreads } from '../../workers/draw/draw-threads.ts';
import {
  DICE,
  addOpened,
  bundleFault,
  enterPeople,
  filesIn,
  finish,
  known,
} from '../draw-books.ts';
import { startDrandRelay } from '../drand-relay.ts';
import type { DrandRelay } from '../drand-relay.ts';
import { ROUNDS } from '../drand-rounds.ts';
import { runSql, startLedgerDatabase } from '../ledger-database.ts';
import type { LedgerDatabase } from '../ledger-database.ts';
import { openLiveStore } from '../live-samples.ts';
import { startRedisServer } from '../redis-server.ts';
import type { RedisServer } from '../redis-server.ts';
import { Calls, Killed, startProcess } from './interrupted-run.ts';
import type { Fate } from './interrupted-run.ts';

/** More processes than any draw needs after one was killed. */
const PROCESSES_MAX = 4;
/** Long past: what came in time is in the books. */
const ENTERED_MS = 1_500;
const [first, second] = ROUNDS;
/** Frozen then, the first round after the lead is one that was recorded. */
const FREEZE_MS = timeOfRound(QUICKNET, first.round) - 61_000;
const CLOSING_MS = FREEZE_MS - 2 * GATHERING_MS;
const AFTER_ROUNDS_MS = timeOfRound(QUICKNET, second.round) + 1_000;

let redis: RedisServer;
let database: LedgerDatabase;
let ledger: Ledger;
let live: LiveStore;
let admin: Redis;
let relays: DrandRelay[];
// One thread: what it keeps of a draw is dropped with each verification.
const threads = createDrawThreads(1);
const clock = { atMs: 0 };
const nowMs = () => clock.atMs;
const instant = (ms: number) => new Date(ms).toISOString();

beforeAll(async () => {
  [redis, database] = await Promise.all([startRedisServer(), startLedgerDatabase()]);
  await migrateLedger({ databaseUrl: database.url });
  ledger = createLedger({ databaseUrl: database.url });
  live = await openLiveStore(redis.url);
  admin = new Redis(redis.url);
  relays = await Promise.all([startDrandRelay(nowMs), startDrandRelay(nowMs)]);
});

afterAll(async () => {
  threads.close();
  for (const relay of relays ?? []) relay.stop();
  admin?.disconnect();
  await live?.close();
  await ledger?.close();
  await database?.stop();
  await redis?.stop();
});

async function openLottery(mode: LotteryMode): Promise<string> {
  const opened = instant(CLOSING_MS - 60_000);
  const lottery = await addOpened(
    ledger,
    {
      mode,
      limit: 'owner-draw',
      closesAt: instant(CLOSING_MS),
      freezesAt: instant(FREEZE_MS),
    },
    opened,
  );
  await enterPeople(ledger, lottery, 'tea', [3, 1, 40, 2, 5], opened);
  await enterPeople(ledger, lottery, 'bicycle', [2, 2], opened);
  // Nobody is being entered any more when it closes.
  await delay(ENTERED_MS);
  await runSql(
    database.url,
    `create table saved_${mode} as select * from lotteries where lottery_id = '${lottery.lotteryId}'`,
  );
  return lottery.lotteryId;
}

/** Back to where entries were taken, as if nothing had happened since. */
async function takeBack(mode: LotteryMode, lotteryId: string): Promise<void> {
  const of = `where lottery_id = '${lotteryId}'`;
  await runSql(
    database.url,
    `begin;
    set local session_replication_role = replica;
    delete from lottery_files ${of} and name not in ('rules.txt', 'open.txt');
    delete from lottery_transitions ${of} and to_state <> 'open';
    delete from lottery_contributions ${of};
    delete from lottery_orders ${of};
    delete from lotteries ${of};
    insert into lotteries overriding system value select * from saved_${mode};
    commit`,
  );
}

/** What people do between the steps of the workers; each once, whoever was killed meanwhile. */
async function act(mode: LotteryMode, lotteryId: string): Promise<void> {
  const { state } = await known(ledger, lotteryId);
  if (state === 'gathering' && (await ledger.contributions(lotteryId)).length === 0) {
    for (const digit of ['1', '2', '3']) {
      const hex = digit.repeat(32);
      const at = instant(nowMs());
      await ledger.contribute({ lotteryId, ownerTag: hex, hex, limit: 3, at });
    }
  }
  if (state === 'frozen') {
    const dice = mode === 'sealed' ? DICE : NO_DICE;
    await finish(ledger, lotteryId, dice, instant(nowMs()));
  }
  if (state === 'final' && mode === 'sealed') {
    const at = instant(nowMs());
    await ledger.orderLottery({ lotteryId, to: 'drawn', at, staffId: null });
  }
}

const MOMENTS = [
  ['closed', CLOSING_MS + 2_000],
  ['gathering', FREEZE_MS - GATHERING_MS],
  ['frozen', FREEZE_MS],
  ['final', FREEZE_MS + 1_000],
  ['drawn', AFTER_ROUNDS_MS],
] as const;

/** @returns how many calls the processes made, and what is in the books at the end */
async function draw(mode: LotteryMode, lotteryId: string, fate: Fate | null, losesRedis: boolean) {
  await takeBack(mode, lotteryId);
  await admin.flushall();
  const calls = new Calls(fate);
  const given = { ledger, live, threads, relays: relays.map(({ base }) => base), nowMs };
  let process = startProcess(given, calls);
  let killed = 0;
  let callsToFreeze = 0;
  for (const [state, atMs] of MOMENTS) {
    if (state === 'final') callsToFreeze = calls.made;
    clock.atMs = atMs;
    await act(mode, lotteryId);
    for (;;) {
      try {
        await process.work();
        break;
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
        killed += 1;
        if (killed > PROCESSES_MAX) throw new Error('killed again and again', { cause: error });
        if (losesRedis) await admin.flushall();
        process = startProcess(given, new Calls(null));
      }
    }
    await act(mode, lotteryId);
  }
  const files = await filesIn(ledger, lotteryId);
  const transitions = await ledger.lotteryTransitions(lotteryId);
  return { calls: calls.made, callsToFreeze, killed, files, transitions };
}

test.each(['sealed', 'drand'] as const)(
  'LT2 a draw in %s mode ends to the same bytes, whenever its process was killed',
  // A whole draw for each call, with its beacons and signatures: minutes of work on a busy machine.
  { timeout: 900_000 },
  async (mode) => {
    const lotteryId = await openLottery(mode);
    const undisturbed = await draw(mode, lotteryId, null, false);
    expect(undisturbed.transitions.map(({ to }) => to)).toEqual([
      'open',
      ...MOMENTS.map(([state]) => state),
    ]);
    expect(bundleFault(undisturbed.files)).toBeNull();
    expect(undisturbed.calls).toBeGreaterThan(30);
    // Up to the freeze both modes go the same way.
    const from = mode === 'sealed' ? 1 : undisturbed.callsToFreeze;
    for (let call = from; call <= undisturbed.calls; call += 1) {
      for (const takesEffect of [false, true]) {
        const ended = await draw(mode, lotteryId, { call, takesEffect }, takesEffect);
        const told = `killed ${takesEffect ? 'after' : 'before'} call ${call}`;
        expect(ended.killed, told).toBe(1);
        expect(ended.transitions, told).toEqual(undisturbed.transitions);
        expect(ended.files, told).toEqual(undisturbed.files);
      }
    }
  },
);
