/**
 * `kill -9` of the worker, then of the server, in the middle of 5,000 check-ins. Real processes, a
 * real Redis that writes before it answers, the embedded database.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { createLiveStore, untilReady } from '#stores/live/create-live-store.ts';
import type { BenchProcess } from '../../load-tests/bench/child-process.ts';
import { startProcess } from '../../load-tests/bench/child-process.ts';
import { makePeople } from '../../load-tests/bench/people.ts';
import type { DoorKiosk } from '../door-kiosk.ts';
import { openDoorKiosk } from '../door-kiosk.ts';
import type { LedgerDatabase } from '../ledger-database.ts';
import { runSql, startLedgerDatabase } from '../ledger-database.ts';
import type { RedisServer } from '../redis-server.ts';
import { startRedisServer } from '../redis-server.ts';
import { enrollKiosk, logIn, openActivity } from '../staff-desk.ts';

const PEOPLE = 5_000;
const KIOSKS = 8;
const IN_FLIGHT = 4;
/** Long enough for a wake-up and the reading of a batch. */
const HELD_MS = 1_500;
const DEADLINE_MS = 120_000;

const folder = mkdtempSync(join(tmpdir(), 'tsudoi-faults-'));
const staff = { email: 'faults@example.org', password: 'a password for one test run' };
let redis: RedisServer;
let database: LedgerDatabase;
let ledger: Ledger;
let server: BenchProcess;
let worker: BenchProcess;
let port = 0;

function environment(): Record<string, string> {
  return {
    HOST: '127.0.0.1',
    PORT: String(port),
    REDIS_URL: redis.url,
    DATABASE_URL: database.url,
    TSUDOI_DATA_DIR: folder,
    TSUDOI_DEMO: '0',
    TSUDOI_ADMIN_EMAIL: staff.email,
    TSUDOI_ADMIN_PASSWORD: staff.password,
  };
}

function start(name: 'server' | 'workers'): Promise<BenchProcess> {
  const program = fileURLToPath(new URL(`../../${name}/main.ts`, import.meta.url));
  return startProcess({ name, program, environment: environment() });
}

/** Until `isDone` says so; the test's own deadline is the net. */
async function until(isDone: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  while (!(await isDone())) {
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await delay(20);
  }
}

type Restart = () => Promise<void>;

/** Kills whatever it does at the moment. */
async function killWorker(): Promise<Restart> {
  process.kill(worker.pid, 'SIGKILL');
  return async () => {
    worker = await start('workers');
  };
}

/** Kills it with a batch in its hands: the table is held so that the batch cannot be committed. */
async function killWorkerBeforeItsCommit(): Promise<Restart> {
  const holder = new Client({ connectionString: database.url });
  await holder.connect();
  await holder.query('begin');
  await holder.query('lock table check_ins in access exclusive mode');
  await delay(HELD_MS);
  const restart = await killWorker();
  await holder.query('rollback');
  await holder.end();
  return restart;
}

async function killServer(): Promise<Restart> {
  process.kill(server.pid, 'SIGKILL');
  return async () => {
    server = await start('server');
  };
}

async function checkIn(kiosks: readonly DoorKiosk[], passes: readonly string[]): Promise<void> {
  await Promise.all(
    kiosks.map((kiosk, index) =>
      kiosk.checkIn(
        passes.filter((_, person) => person % KIOSKS === index),
        IN_FLIGHT,
      ),
    ),
  );
}

beforeAll(async () => {
  redis = await startRedisServer({ appendOnly: true });
  database = await startLedgerDatabase();
  server = await start('server');
  port = Number(server.ready['port']);
  worker = await start('workers');
  ledger = createLedger({ databaseUrl: database.url, poolSize: 1 });
});

afterAll(async () => {
  await server?.stop();
  await worker?.stop();
  await ledger?.close();
  await database?.stop();
  await redis?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('PT1 KS2 killed worker, killed server: nothing acknowledged is missing, nothing is doubled', async () => {
  const url = `http://127.0.0.1:${port}`;
  const cookie = await logIn(url, staff);
  const activityId = await openActivity(url, cookie, '打ち切りの試験');
  const tokens: string[] = [];
  for (let index = 0; index < KIOSKS; index += 1) {
    tokens.push((await enrollKiosk(url, cookie, activityId, `受付${index + 1}`)).token);
  }
  const live = createLiveStore({ url: redis.url });
  await untilReady(live, DEADLINE_MS);
  const passes = await makePeople({
    count: PEOPLE,
    databaseUrl: database.url,
    ledger,
    live,
    nowMs: Date.now(),
  });
  await live.close();

  const kiosks: DoorKiosk[] = tokens.map((token) => openDoorKiosk(url, token));
  try {
    const decided = () => kiosks.reduce((sum, kiosk) => sum + kiosk.verdicts.size, 0);
    // In rounds, so that each kill falls into the middle of a rush, however fast the machine is.
    // Several workers die: what counts is where in a batch it happens.
    const rounds = [killWorkerBeforeItsCommit, killWorker, killWorker, killWorker, killServer];
    const roundSize = PEOPLE / rounds.length;
    for (const [round, kill] of rounds.entries()) {
      const people = passes.slice(round * roundSize, (round + 1) * roundSize);
      const checkingIn = checkIn(kiosks, people);
      await until(() => decided() > (round + 0.5) * roundSize, 'half of the round has checked in');
      const restart = await kill();
      await restart();
      await checkingIn;
    }
    expect(decided()).toBe(PEOPLE);

    const unsettled = () => kiosks.reduce((sum, kiosk) => sum + kiosk.unsettled, 0);
    await until(() => unsettled() === 0, 'every kiosk was told that its scans are in the books');

    const acknowledged = kiosks.flatMap((kiosk) =>
      [...kiosk.verdicts.values()].flatMap((verdict) =>
        verdict.outcome === 'admitted' ? [verdict.checkInId] : [],
      ),
    );
    expect(new Set(acknowledged).size).toBe(PEOPLE);
    const [books] = await runSql(
      database.url,
      `select (select count(*) from check_ins)::int as check_ins,
         (select count(distinct participant_id) from check_ins)::int as people,
         (select count(*) from transactions where kind = 'award')::int as awards,
         (select count(*) from entries)::int as entries,
         (select sum(amount) from entries)::int as sum,
         (select count(*) from check_ins where check_in_id = any($1::uuid[]))::int as acknowledged,
         (select count(*) from check_ins c join transactions t on t.transaction_id = c.check_in_id)::int as awarded`,
      [acknowledged],
    );
    expect(books).toEqual({
      check_ins: PEOPLE,
      people: PEOPLE,
      awards: PEOPLE,
      entries: 2 * PEOPLE,
      sum: 0,
      acknowledged: PEOPLE,
      awarded: PEOPLE,
    });
  } finally {
    for (const kiosk of kiosks) kiosk.close();
  }
});
