/** A void lottery's tickets come back by the workers alone, on real stores, whoever is killed. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FeedMessage } from '#domain/contract/feed.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { migrateLedger } from '#stores/ledger/migrate.ts';
import type { FeedFollower, LiveStore } from '#stores/live/live-store.ts';
import { addOpened, filesIn } from '../tests/draw-books.ts';
import { runSql, startLedgerDatabase } from '../tests/ledger-database.ts';
import type { LedgerDatabase } from '../tests/ledger-database.ts';
import { openLiveStore } from '../tests/live-samples.ts';
import { CLOSES_AT, addTicketHolder, moveTo, orderOf } from '../tests/lottery-samples.ts';
import type { SampleLottery } from '../tests/lottery-samples.ts';
import { startRedisServer } from '../tests/redis-server.ts';
import type { RedisServer } from '../tests/redis-server.ts';
import { giveTicketsBack } from './draw/giving-back.ts';
import { startWorker } from './start-worker.ts';
import type { RunningWorker } from './start-worker.ts';

/** On a machine that has much else to do. */
const patience = { timeout: 50_000, interval: 20 };
const nowMs = () => Date.parse(CLOSES_AT) - 60_000;

let redis: RedisServer;
let database: LedgerDatabase;
let ledger: Ledger;
let live: LiveStore;
let feed: FeedFollower;
const told: FeedMessage[] = [];
const lines: string[] = [];

beforeAll(async () => {
  [redis, database] = await Promise.all([startRedisServer(), startLedgerDatabase()]);
  await migrateLedger({ databaseUrl: database.url });
  ledger = createLedger({ databaseUrl: database.url });
  live = await openLiveStore(redis.url);
  feed = live.followFeed({ onMessage: (message) => void told.push(message), onGap: () => {} });
});

afterAll(async () => {
  await feed?.close();
  await live?.close();
  await ledger?.close();
  await database?.stop();
  await redis?.stop();
});

const startWorkers = (): Promise<RunningWorker> =>
  startWorker({
    redisUrl: redis.url,
    databaseUrl: database.url,
    nowMs,
    writeLine: (line) => lines.push(line),
  });

const toldPeople = () =>
  told.flatMap((message) => (message.kind === 'tickets-given-back' ? message.participantIds : []));

/** One that many entered; ended, with its people and its files as they were. */
async function endEntered(people: number) {
  const lottery = await addOpened(ledger);
  const entrants: string[] = [];
  for (let person = 0; person < people; person += 1) entrants.push(await enterOne(lottery));
  await moveTo(ledger, lottery.lotteryId, 'void', { voidReason: '強風のため' });
  return { ...lottery, entrants, files: await filesIn(ledger, lottery.lotteryId) };
}

async function enterOne(lottery: SampleLottery): Promise<string> {
  const participantId = await addTicketHolder(ledger, 2);
  const answer = await ledger.enterLottery(await orderOf(ledger, lottery, participantId));
  if (!answer.ok) throw new Error(answer.code);
  return participantId;
}

const ticketsOf = async (participantId: string) => (await ledger.balance(participantId)).tickets;

async function reversals(lotteryId: string): Promise<number> {
  const [row] = await runSql(
    database.url,
    "select count(*)::int as n from transactions where lottery_id = $1 and kind = 'reversal'",
    [lotteryId],
  );
  return Number(row?.['n']);
}

const isDone = async (lotteryId: string) =>
  !(await ledger.lotteriesDue(new Date(nowMs()).toISOString())).includes(lotteryId);

test('PT4 the tickets of a void lottery come back by themselves, and everybody is told', async () => {
  const { lotteryId, entrants, files } = await endEntered(30);
  const worker = await startWorkers();
  await expect.poll(() => isDone(lotteryId), patience).toBe(true);
  for (const person of entrants) expect(await ticketsOf(person)).toBe(2);
  expect(await reversals(lotteryId)).toBe(30);
  await expect.poll(() => toldPeople().toSorted(), patience).toEqual(entrants.toSorted());
  const isStageTold = () =>
    told.some((one) => one.kind === 'lottery-changed' && one.lotteryId === lotteryId);
  await expect.poll(isStageTold, patience).toBe(true);
  expect(await filesIn(ledger, lotteryId)).toEqual(files);
  expect(await ledger.wrongBalances(5)).toEqual([]);
  await worker.close();
  expect(lines).toEqual([]);
});

test('PT4 killed between a batch and its news, the next one goes on and tells it again', async () => {
  told.length = 0;
  const { lotteryId, entrants } = await endEntered(230);
  // It writes the first batch and dies before it says so.
  const dying = { publish: () => Promise.reject(new Error('killed')) };
  await expect(giveTicketsBack({ ledger, live: dying, nowMs }, { lotteryId })).rejects.toThrow(
    'killed',
  );
  const written = await reversals(lotteryId);
  expect(written).toBeGreaterThan(0);
  expect(written).toBeLessThan(230);
  const [one, other] = await Promise.all([startWorkers(), startWorkers()]);
  await expect.poll(() => isDone(lotteryId), patience).toBe(true);
  expect(await reversals(lotteryId)).toBe(230);
  await expect.poll(() => new Set(toldPeople()), patience).toEqual(new Set(entrants));
  for (const person of entrants) expect(await ticketsOf(person)).toBe(2);
  expect(await ledger.wrongBalances(5)).toEqual([]);
  await Promise.all([one.close(), other.close()]);
  expect(lines).toEqual([]);
});
