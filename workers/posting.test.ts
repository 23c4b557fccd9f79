import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FeedMessage } from '#domain/contract/feed.ts';
import type { ScanFacts } from '#domain/contract/outbox.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { LedgerUnavailable } from '#stores/ledger/ledger.ts';
import { migrateLedger } from '#stores/ledger/migrate.ts';
import { createLiveStore, untilReady } from '#stores/live/create-live-store.ts';
import { activityKeys, inScriptOrder } from '#stores/live/keys.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import { runSql, startLedgerDatabase } from '../tests/ledger-database.ts';
import type { LedgerDatabase } from '../tests/ledger-database.ts';
import { startRedisServer } from '../tests/redis-server.ts';
import type { RedisServer } from '../tests/redis-server.ts';
import type { Hall } from '../tests/open-hall.ts';
import { openHall as openHallIn } from '../tests/open-hall.ts';
import { eventually } from '../tests/running-system.ts';
import type { LineSetAside } from './jobs/book-lines.ts';
import type { PostPointsParts } from './jobs/post-points.ts';
import { BATCH_LINES_MAX, createPostPoints } from './jobs/post-points.ts';

let redis: RedisServer;
let database: LedgerDatabase;
let live: LiveStore;
let ledger: Ledger;

beforeAll(async () => {
  [redis, database] = await Promise.all([
    startRedisServer({ appendOnly: true }),
    startLedgerDatabase(),
  ]);
  live = createLiveStore({ url: redis.url });
  ledger = createLedger({ databaseUrl: database.url });
  await untilReady(live, 10_000);
  await migrateLedger({ databaseUrl: database.url });
});

afterAll(async () => {
  await live?.close();
  await ledger?.close();
  await database?.stop();
  await redis?.stop();
});

function openHall(options: { inBooks?: boolean } = {}): Promise<Hall> {
  return openHallIn({ live, ledger }, options);
}

/** Nothing is set aside in a test that does not expect it. */
function onSetAside({ reason }: LineSetAside): never {
  throw new Error(reason);
}

/** Books what waits. */
function drain(activityId: string, parts: Partial<PostPointsParts> = {}): Promise<void> {
  return createPostPoints({ live, ledger, onSetAside, ...parts })({ activityId });
}

async function booksOf(activityId: string): Promise<Record<string, unknown>> {
  const [row] = await runSql(
    database.url,
    `select count(*)::int as check_ins, count(transactions.transaction_id)::int as awards,
       coalesce(sum((select sum(amount) from entries
         where entries.transaction_id = check_in_id and kind = 'participant')), 0)::int as points
     from check_ins left join transactions on transactions.transaction_id = check_in_id
     where check_ins.activity_id = $1`,
    [activityId],
  );
  return row ?? {};
}

/** What a lost Redis does to an activity. */
async function loseActivity(activityId: string): Promise<void> {
  const admin = new Redis(redis.url);
  await admin.del(...inScriptOrder(activityKeys(activityId)));
  admin.disconnect();
}

class Crash extends Error {
  override readonly name = 'Crash';
}

/** Every call that a posting makes to the live store; a crash may come before each of them. */
const STEPS = ['putParticipations', 'publish', 'acknowledgeOutbox'] as const;

test.each(STEPS)('PT1 a crash right before %s books nothing twice', async (step) => {
  const hall = await openHall();
  for (let people = 0; people < 3; people += 1) await hall.admit();
  const crashing: LiveStore = {
    ...live,
    [step]: () => Promise.reject(new Crash(step)),
  };
  const { activityId } = hall;
  await expect(drain(activityId, { live: crashing })).rejects.toThrow(Crash);
  expect(await booksOf(activityId)).toEqual({ check_ins: 3, awards: 3, points: 300 });
  expect(await live.readOutbox(activityId, 10)).toHaveLength(3);

  await drain(activityId);
  expect(await live.readOutbox(activityId, 10)).toEqual([]);
  expect(await booksOf(activityId)).toEqual({ check_ins: 3, awards: 3, points: 300 });
});

test('a crash between booking and telling does not hide a conflict', async () => {
  const hall = await openHall();
  const { activityId } = hall;
  const { participantId } = await hall.admit();
  const elsewhere = { participantId, kioskId: randomUUID(), recordedOffline: true };
  const second = await hall.admit(elsewhere);
  const crashing: LiveStore = { ...live, publish: () => Promise.reject(new Crash('publish')) };
  await expect(drain(activityId, { live: crashing })).rejects.toThrow(Crash);
  const messages: FeedMessage[] = [];
  const telling: LiveStore = {
    ...live,
    async publish(message) {
      messages.push(message);
    },
  };
  await drain(activityId, { live: telling });
  const conflicts = messages.filter(({ kind }) => kind === 'conflict-found');
  expect(conflicts).toMatchObject([{ conflict: { conflictId: second.outcomeId, activityId } }]);
});

test('KS2 the feed says which scans of which kiosk are settled, and up to where', async () => {
  const hall = await openHall();
  const messages: FeedMessage[] = [];
  const follower = live.followFeed({
    onMessage: (message) => messages.push(message),
    onGap: () => undefined,
  });
  const { activityId, kioskId } = hall;
  const marker: FeedMessage = { kind: 'activity-changed', activityId };
  await eventually('the feed is followed', async () => {
    await live.publish(marker);
    return messages.length > 0;
  });
  const scans = [await hall.admit(), await hall.admit()];
  await drain(activityId);
  const posted = await eventually('the message', () =>
    messages.find((message) => message.kind === 'posted'),
  );
  expect(posted).toEqual({
    kind: 'posted',
    activityId,
    bookedSeq: 2,
    settled: [{ kioskId, scanIds: scans.map(({ scanId }) => scanId) }],
  });
  await follower.close();
});

test('PT1 the phones of those who were awarded are told, also after a crash in between', async () => {
  const hall = await openHall();
  const { activityId } = hall;
  const people = [await hall.admit(), await hall.admit()];
  const crashing: LiveStore = { ...live, publish: () => Promise.reject(new Crash('publish')) };
  await expect(drain(activityId, { live: crashing })).rejects.toThrow(Crash);
  const messages: FeedMessage[] = [];
  const telling: LiveStore = {
    ...live,
    async publish(message) {
      messages.push(message);
    },
  };
  await drain(activityId, { live: telling });
  expect(messages.flatMap((each) => (each.kind === 'points-posted' ? each.posted : []))).toEqual(
    people.map(({ participantId, outcomeId }) => ({
      participantId,
      transactionId: outcomeId,
      transactionKind: 'award',
      amount: 100,
    })),
  );
});

test('an outbox longer than a batch is drained to its end', async () => {
  const hall = await openHall();
  await Promise.all(Array.from({ length: 5 }, () => hall.admit()));
  const refused = Array.from({ length: BATCH_LINES_MAX + 10 }, (_, index) =>
    live.admit({
      activityId: hall.activityId,
      facts: {
        outcomeId: randomUUID(),
        scanId: randomUUID(),
        contentHash: 'abc123',
        kioskId: hall.kioskId,
        participantId: null,
        via: null,
        direction: 'in',
        scannedAt: new Date().toISOString(),
        decidedAt: new Date().toISOString(),
        recordedOffline: false,
        codeHint: `code ${index}`,
      },
      refusal: 'pass-unreadable',
      participations: 0,
    }),
  );
  await Promise.all(refused);
  await drain(hall.activityId);
  expect(await live.readOutbox(hall.activityId, 10)).toEqual([]);
  const [row] = await runSql(
    database.url,
    'select count(*)::int as kept from scan_outcomes where activity_id = $1',
    [hall.activityId],
  );
  expect(row).toEqual({ kept: BATCH_LINES_MAX + 10 });
});

/** A scan that the books cannot take, though it was decided. */
const UNBOOKABLE: readonly (readonly [string, Partial<ScanFacts>])[] = [
  ['of somebody whom the books do not know', { participantId: randomUUID() }],
  ['of a kiosk whose clock shows the year 0', { scannedAt: '0000-06-01T00:00:00.000Z' }],
  ['with a character that the database does not hold', { codeHint: 'ab\0cd' }],
];

test.each(UNBOOKABLE)('a line %s is set aside, the others are booked', async (_what, changes) => {
  const hall = await openHall();
  const { activityId } = hall;
  const good = [await hall.admit(), await hall.admit()];
  // The hint is in the books of refusals alone.
  const refused = changes.codeHint === undefined ? {} : { direction: 'out' as const };
  const bad = await hall.admit({ ...changes, ...refused });
  good.push(await hall.admit());
  const messages: FeedMessage[] = [];
  const told: LineSetAside[] = [];
  const parts: Partial<PostPointsParts> = {
    live: {
      ...live,
      async publish(message) {
        messages.push(message);
      },
    },
    onSetAside: (setAside) => told.push(setAside),
  };
  const crashing: LiveStore = { ...live, publish: () => Promise.reject(new Crash('publish')) };
  await expect(drain(activityId, { ...parts, live: crashing })).rejects.toThrow(Crash);
  await drain(activityId, parts);

  expect(await live.readOutbox(activityId, 10)).toEqual([]);
  expect(await booksOf(activityId)).toEqual({ check_ins: 3, awards: 3, points: 300 });
  expect(told).toMatchObject([{ activityId, line: { seq: 3, facts: bad } }]);
  const kept = await runSql(
    database.url,
    'select seq::int, line, reason from unbookable_lines where activity_id = $1',
    [activityId],
  );
  expect(kept).toEqual([{ seq: 3, line: JSON.stringify(told[0]!.line), reason: told[0]!.reason }]);
  expect(messages.flatMap((m) => (m.kind === 'posted' ? m.settled : []))).toEqual([
    {
      kioskId: hall.kioskId,
      scanIds: [good[0]!, good[1]!, bad, good[2]!].map(({ scanId }) => scanId),
    },
  ]);
});

test('an outage sets nothing aside', async () => {
  const hall = await openHall();
  const { activityId } = hall;
  await hall.admit();
  const away = createLedger({ databaseUrl: 'postgresql://nobody@127.0.0.1:1/nothing' });
  await expect(drain(activityId, { ledger: away })).rejects.toThrow(LedgerUnavailable);
  expect(await live.readOutbox(activityId, 10)).toHaveLength(1);
  await away.close();
});

test('an activity that the books do not know fails loudly and keeps its lines', async () => {
  const hall = await openHall({ inBooks: false });
  await hall.admit();
  const { activityId } = hall;
  await expect(drain(activityId)).rejects.toThrow(activityId);
  expect(await live.readOutbox(activityId, 10)).toHaveLength(1);
});

test('CI1 two lines of one seq: a batch from before a loss of Redis that is booked after it', async () => {
  const hall = await openHall();
  const { activityId } = hall;
  const before = [await hall.admit(), await hall.admit()];
  const late = (await live.readOutbox(activityId, 10)).map(({ line }) => line);
  await loseActivity(activityId);
  await hall.restore();
  const after = [await hall.admit(), await hall.admit()];
  await ledger.postOutcomes(activityId, late);
  await drain(activityId);
  expect(await booksOf(activityId)).toEqual({ check_ins: 4, awards: 4, points: 400 });

  await loseActivity(activityId);
  await hall.restore();
  for (const facts of [...before, ...after]) {
    const again = { ...facts, outcomeId: randomUUID() };
    const request = { activityId, facts: again, refusal: null, participations: 0 };
    expect(await live.admit(request)).toMatchObject({
      decision: { outcome: 'admitted', replayed: true, booked: true, checkInId: facts.outcomeId },
    });
  }
  const reading = await live.readAttendance(activityId, { afterSeq: 0, latestMax: 10 });
  expect(reading?.counters).toMatchObject({ admitted: 4, inside: 4, seq: 2, bookedSeq: 2 });
});
