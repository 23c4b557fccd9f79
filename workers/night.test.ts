/** The work of the night, on real books. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FeedMessage } from '#domain/contract/feed.ts';
import { FIRST_PROGRAM_VERSION } from '#domain/program.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { migrateLedger } from '#stores/ledger/migrate.ts';
import type { WrongBalance } from '#stores/ledger/records.ts';
import { runSql, startLedgerDatabase } from '../tests/ledger-database.ts';
import type { LedgerDatabase } from '../tests/ledger-database.ts';
import { addActivity, addPeople, admittedLine } from '../tests/ledger-samples.ts';
import { createCloseBooks } from './jobs/close-books.ts';
import { createExpirePoints } from './jobs/expire-points.ts';

let database: LedgerDatabase;
let ledger: Ledger;

beforeAll(async () => {
  database = await startLedgerDatabase();
  await migrateLedger({ databaseUrl: database.url });
  ledger = createLedger({ databaseUrl: database.url });
});

afterAll(async () => {
  await ledger?.close();
  await database?.stop();
});

/** People who took part at that hour, 100 points each. */
async function takePart(startsAt: string, count: number): Promise<string[]> {
  const startMs = Date.parse(startsAt);
  const endsAt = new Date(startMs + 3_600_000).toISOString();
  const times = { startsAt, endsAt, opensAt: startsAt, closesAt: endsAt };
  const activityId = await addActivity(ledger, times);
  const people = await addPeople(ledger, count);
  await ledger.postOutcomes(
    activityId,
    people.map((person, index) => admittedLine(person, index + 1, { scannedAt: startsAt })),
  );
  return people;
}

function closing(nowMs = Date.now()) {
  const told: WrongBalance[] = [];
  const counts: number[] = [];
  const close = createCloseBooks({
    ledger,
    nowMs: () => nowMs,
    onWrongBalances: (named, count) => {
      told.push(...named);
      counts.push(count);
    },
  });
  return { close, told, counts };
}

describe('PT6 closing the books', () => {
  test('writes a report, and the chain goes on where it ended', async () => {
    await takePart('2026-11-01T01:00:00.000Z', 2);
    const first = closing();
    await first.close();
    await takePart('2026-11-02T01:00:00.000Z', 1);
    const second = closing(Date.now() + 1);
    await second.close();
    expect([...first.told, ...second.told]).toEqual([]);
    const [latest, earlier] = await ledger.booksReports(2);
    expect(earlier).toMatchObject({ wrong: 0, entries: 4, chained: 4, pointsHeld: 200 });
    expect(latest).toMatchObject({ wrong: 0, entries: 6, chained: 6, pointsHeld: 300 });
    expect(latest!.headHex).not.toBe(earlier!.headHex);
  });

  test('says who, when a balance parted from its entries', async () => {
    const [person] = await takePart('2026-11-03T01:00:00.000Z', 1);
    const setBalance = async (balance: number) => {
      await runSql(database.url, 'alter table accounts disable trigger user');
      await runSql(database.url, 'update accounts set balance = $2 where owner = $1', [
        person,
        balance,
      ]);
      await runSql(database.url, 'alter table accounts enable trigger user');
    };
    await setBalance(1_100);
    const { close, told } = closing(Date.now() + 2);
    await close();
    await setBalance(100);
    expect(told).toMatchObject([
      { owner: person, account: 'participant', balance: 1_100, entries: 100 },
    ]);
    expect((await ledger.booksReports(1))[0]).toMatchObject({ wrong: 1 });
  });
});

test('PT6 counts every balance that parted from its entries, and names the first ones', async () => {
  const people = await takePart('2026-11-04T01:00:00.000Z', 25);
  const setBalances = async (balance: number) => {
    await runSql(database.url, 'alter table accounts disable trigger user');
    await runSql(database.url, 'update accounts set balance = $2 where owner = any($1)', [
      people,
      balance,
    ]);
    await runSql(database.url, 'alter table accounts enable trigger user');
  };
  await setBalances(90);
  const { close, told, counts } = closing(Date.now() + 3);
  await close();
  await setBalances(100);
  expect(counts).toEqual([25]);
  expect(told).toHaveLength(20);
  expect((await ledger.booksReports(1))[0]).toMatchObject({ wrong: 25 });
});

describe('PG1 points run out only where the programme says so', () => {
  const nowMs = Date.parse('2027-04-02T03:00:00+09:00');
  const messages: FeedMessage[] = [];
  const expire = () =>
    createExpirePoints({
      ledger,
      live: {
        async publish(message) {
          messages.push(message);
        },
      },
      nowMs: () => nowMs,
    })();

  test('nothing while it lets none run out', async () => {
    await ledger.putProgramVersion(FIRST_PROGRAM_VERSION);
    const [person] = await takePart('2026-06-01T01:00:00.000Z', 1);
    await expire();
    expect(messages).toEqual([]);
    expect(await ledger.balance(person!)).toMatchObject({ balance: 100, earned: 100 });
  });

  test('those of the year that is kept no longer, once, and their people are told', async () => {
    const [old] = await takePart('2026-07-01T01:00:00.000Z', 1);
    const [young] = await takePart('2027-04-01T03:00:00.000Z', 1);
    await ledger.putProgramVersion({
      ...FIRST_PROGRAM_VERSION,
      validFrom: '2027-04-01',
      expiry: { yearsKept: 0 },
    });
    await expire();
    expect(await ledger.balance(old!)).toMatchObject({ balance: 0, earned: 100 });
    expect(await ledger.balance(young!)).toMatchObject({ balance: 100, earned: 100 });
    const posted = messages.flatMap((each) => (each.kind === 'points-posted' ? each.posted : []));
    expect(posted.find(({ participantId }) => participantId === old)).toMatchObject({
      transactionKind: 'expiry',
      amount: -100,
    });
    const count = messages.length;
    await expire();
    expect(messages).toHaveLength(count);
    expect(await ledger.wrongBalances(1)).toEqual([]);
    expect(await ledger.balance(randomUUID())).toMatchObject({ balance: 0 });
  });
});
