import { afterAll, beforeAll, expect, test } from 'vitest';
import { fiscalYearOf } from '#domain/fiscal-year.ts';
import { checkPass, readPass } from '#domain/pass.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { migrateLedger } from '#stores/ledger/migrate.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import { loadProgramKey } from '../../server/program-key.ts';
import { startLedgerDatabase } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import { addActivity, admittedLine } from '../../tests/ledger-samples.ts';
import { openLiveStore } from '../../tests/live-samples.ts';
import { startRedisServer } from '../../tests/redis-server.ts';
import type { RedisServer } from '../../tests/redis-server.ts';
import { checkBooks, findBookFaults } from './books.ts';
import { makePeople } from './people.ts';

const NOW_MS = Date.parse('2026-11-22T01:00:00.000Z');
const PEOPLE = 25;
let database: LedgerDatabase;
let redis: RedisServer;
let ledger: Ledger;
let live: LiveStore;
let passes: string[];

beforeAll(async () => {
  database = await startLedgerDatabase();
  redis = await startRedisServer();
  await migrateLedger({ databaseUrl: database.url });
  ledger = createLedger({ databaseUrl: database.url, poolSize: 1 });
  live = await openLiveStore(redis.url);
  const options = { count: PEOPLE, databaseUrl: database.url, ledger, live, nowMs: NOW_MS };
  passes = await makePeople(options);
});

afterAll(async () => {
  await live?.close();
  await ledger?.close();
  await redis?.stop();
  await database?.stop();
});

test('everybody has a pass that holds, and is known to the books and to the live store', async () => {
  const { verifiers } = await loadProgramKey(ledger);
  expect(new Set(passes).size).toBe(PEOPLE);
  for (const text of passes) {
    const check = await checkPass(text, NOW_MS, verifiers);
    if (!check.ok) throw new Error(check.reason);
    const { participantId, serial } = check.pass;
    const person = await ledger.person(participantId);
    expect(person?.passes).toMatchObject([{ serial, participantId, kind: 'card' }]);
    const warm = await live.person(participantId, serial, fiscalYearOf(NOW_MS));
    expect(warm).toMatchObject({ participations: 0, pass: { revoked: false } });
    expect(await ledger.balance(participantId)).toMatchObject({ balance: 0, earned: 0 });
  }
});

test('PT1 PT2 PT6 the books are counted to the last award, and what is missing is told', async () => {
  const activityId = await addActivity(ledger);
  const lines = passes
    .slice(0, 20)
    .map((text, index) => admittedLine(readPass(text)!.participantId, index + 1));
  await ledger.postOutcomes(activityId, lines);
  const check = await checkBooks(database.url, activityId);
  expect(check).toEqual({ checkIns: 20, awards: 20, sum: 0, wrongBalances: 0 });
  expect(findBookFaults(check, 20)).toEqual([]);
  expect(findBookFaults(check, PEOPLE)).toEqual([
    '20 check-ins for 25 people',
    '20 awards for 25 people',
  ]);
});
