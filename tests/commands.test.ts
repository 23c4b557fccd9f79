/** `npm run books` and `npm run program` as processes, on real books: what they say, and exit codes. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tokyoDateOf } from '#domain/fiscal-year.ts';
import { FIRST_PROGRAM_VERSION } from '#domain/program.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { migrateLedger } from '#stores/ledger/migrate.ts';
import { startPostgres } from '../embedded/postgres.ts';
import { runSql, startLedgerDatabase } from './ledger-database.ts';
import type { LedgerDatabase } from './ledger-database.ts';
import { addActivity, addPeople, admittedLine } from './ledger-samples.ts';
import { projectRoot } from './source-files.ts';

const PEOPLE = 5;
const folder = mkdtempSync(join(tmpdir(), 'tsudoi-commands-'));
let database: LedgerDatabase;
let ledger: Ledger;

beforeAll(async () => {
  database = await startLedgerDatabase();
  await migrateLedger({ databaseUrl: database.url });
  ledger = createLedger({ databaseUrl: database.url });
  await ledger.putProgramVersion(FIRST_PROGRAM_VERSION);
  await admitEverybody(ledger);
});

afterAll(async () => {
  await ledger?.close();
  await database?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Five people take part once, now. */
async function admitEverybody(books: Ledger): Promise<void> {
  const nowMs = Date.now();
  const at = (ms: number) => new Date(nowMs + ms).toISOString();
  const activityId = await addActivity(books, {
    // It counts for the fiscal year of this very day, in the first hour of April too.
    startsAt: at(0),
    endsAt: at(3_600_000),
    opensAt: at(-3_600_000),
    closesAt: at(3_600_000),
  });
  const people = await addPeople(books, PEOPLE);
  await books.postOutcomes(
    activityId,
    people.map((person, index) => admittedLine(person, index + 1, { scannedAt: at(0) })),
  );
}

/** Beside this process: the embedded books answer from a thread of it. */
async function run(script: string, words: readonly string[], settings: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [`scripts/${script}.ts`, ...words], {
    cwd: projectRoot,
    env: { PATH: process.env['PATH'], HOME: folder, DATABASE_URL: database.url, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [out, error, code] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  return { out, error, code };
}

describe('PT6 npm run books', () => {
  test('closes the books and finds them right', async () => {
    const closed = await run('books', ['close']);
    expect(closed).toMatchObject({ code: 0, error: '' });
    expect(closed.out).toMatch(
      /accounts compared, 0 wrong; 10 entries in the chain, head [0-9a-f]{64}/,
    );
    const verified = await run('books', ['verify']);
    expect(verified).toMatchObject({ code: 0, error: '' });
    expect(verified.out).toMatch(
      /^OK: 10 entries in the chain, head [0-9a-f]{64} \([0-9.]+ s\)\n$/,
    );
  });

  test('names the first row that was tampered with, and the balance that parted from it', async () => {
    const tamper = (amount: number) =>
      runSql(
        database.url,
        `with tampered as (
           select transaction_id, line from entries where kind = 'participant'
           order by entry_number offset 2 limit 1
         )
         update entries set amount = $1 from tampered
         where (entries.transaction_id, entries.line) = (tampered.transaction_id, tampered.line)
         returning entry_number::int, entries.transaction_id`,
        [amount],
      );
    await runSql(database.url, 'alter table entries disable trigger entries_stay');
    const [row] = await tamper(5_000);
    try {
      const { code, out, error } = await run('books', ['verify']);
      expect(code).toBe(1);
      expect(out).toMatch(/^WRONG: /);
      expect(error).toContain(
        `The first row that is wrong: entry ${String(row?.['entry_number'])} (transaction ${String(row?.['transaction_id'])}, line 2) is not what it was when the chain was made.`,
      );
      expect(error).toMatch(
        /PT6: account participant of [0-9a-f-]{36} has 100, its entries sum to 5000\./,
      );
    } finally {
      await tamper(100);
      await runSql(database.url, 'alter table entries enable trigger entries_stay');
    }
    expect((await run('books', ['verify'])).code).toBe(0);
  });

  test('a chain that was cut short does not pass for the published one', async () => {
    const [head] = await runSql(
      database.url,
      `select chained::int from books_reports order by at desc limit 1`,
    );
    expect(head).toEqual({ chained: 10 });
    await runSql(database.url, 'alter table books_reports disable trigger user');
    await runSql(database.url, 'update books_reports set chained = 12');
    try {
      const { code, error } = await run('books', ['verify']);
      expect(code).toBe(1);
      expect(error).toContain('has 12 entries and head');
    } finally {
      await runSql(database.url, 'update books_reports set chained = 10');
      await runSql(database.url, 'alter table books_reports enable trigger user');
    }
  });

  test('opens the books of a folder that nobody uses, and finds those that run', async () => {
    const dataFolder = join(folder, 'data');
    const settings = { DATABASE_URL: '', TSUDOI_DATA_DIR: dataFolder };
    const none = await run('books', ['verify'], settings);
    expect(none.code).toBe(69);
    expect(none.error).toContain(`There are no books in ${dataFolder};`);

    const postgres = await startPostgres({ dataFolder });
    await migrateLedger({ databaseUrl: postgres.url });
    expect(await run('books', ['verify'], settings)).toMatchObject({ code: 0 });
    await postgres.stop();
    const alone = await run('books', ['verify'], settings);
    expect(alone).toMatchObject({ code: 0, error: '' });
    expect(alone.out).toMatch(/^OK: 0 entries/);
  });

  test.each([[[]], [['verfy']], [['verify', 'now']]])(
    '%j is answered by the usage',
    async (words) => {
      expect(await run('books', words)).toEqual({
        code: 64,
        out: '',
        error: 'npm run books -- verify | close\n',
      });
    },
  );
});

describe('PG1 RK1 npm run program', () => {
  const nextApril = `${Number(tokyoDateOf(Date.now()).slice(0, 4)) + 1}-04-01`;

  test('tells what the turn of the year does', async () => {
    const { code, out } = await run('program', ['preview', nextApril]);
    expect(code).toBe(0);
    expect(out).toContain('everybody begins at 0 participations.\n  Points stay.\n');
    expect(out).toContain(`${PEOPLE} from 新芽 to 種`);
  });

  test('tells what other thresholds would do before they are in the books, then takes them', async () => {
    const file = join(folder, 'version.json');
    // The day after tomorrow: a midnight that comes meanwhile makes no past of it.
    const validFrom = tokyoDateOf(Date.now() + 48 * 3_600_000);
    const ranks = FIRST_PROGRAM_VERSION.ranks.map((rank) =>
      rank.rankId === 'sprout' ? { ...rank, fromParticipations: 3 } : rank,
    );
    writeFileSync(file, JSON.stringify({ ...FIRST_PROGRAM_VERSION, validFrom, ranks }));
    const previewed = await run('program', ['preview', validFrom, file]);
    expect(previewed.out).toContain('ranks.sprout: 1 -> 3');
    const letting = join(folder, 'letting-points-run-out.json');
    const expiry = { yearsKept: 0 };
    writeFileSync(letting, JSON.stringify({ ...FIRST_PROGRAM_VERSION, validFrom, expiry }));
    const { out } = await run('program', ['preview', validFrom, letting]);
    expect(out).toMatch(
      /\n {2}Points of fiscal year \d{4} and before that are not spent have run out\.\n/,
    );
    expect(out).not.toContain('Points stay.');
    expect(await ledger.programVersions()).toHaveLength(1);
    expect(await run('program', ['add', file])).toMatchObject({ code: 0, error: '' });
    expect((await ledger.programVersions()).map((version) => version.validFrom)).toEqual([
      FIRST_PROGRAM_VERSION.validFrom,
      validFrom,
    ]);
    expect((await run('program', ['list'])).out.split('\n')[0]).toMatch(
      /^\* \{"validFrom":"2024-04-01"/,
    );
  });

  test.each([
    ['a version for a day that is past', { validFrom: '2024-05-01' }, 'validFrom is 2024-05-01'],
    ['ranks that do not ascend', { ranks: [] }, 'ranks: '],
    ['a coupon for nothing', { coupon: { points: 0, yenMax: 200 } }, 'coupon.points: '],
  ])('%s is refused by name', async (_name, change, said) => {
    const file = join(folder, 'wrong.json');
    writeFileSync(file, JSON.stringify({ ...FIRST_PROGRAM_VERSION, ...change }));
    const { code, error } = await run('program', ['add', file]);
    expect(code).toBe(64);
    expect(error).toContain(said);
  });
});

test('PT6 verify says how many entries the chain does not cover yet', async () => {
  await admitEverybody(ledger);
  const { code, out } = await run('books', ['verify']);
  expect(code).toBe(0);
  expect(out).toMatch(
    /^OK: 10 entries in the chain, head [0-9a-f]{64}, and 10 since \([0-9.]+ s\)\n$/,
  );
});
