import { mkdtempSync, rmSync } from 'node:fs';
import type { Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPostgres } from '../../embedded/postgres.ts';
import { ledgerDatabases, runSql } from '../../tests/ledger-database.ts';
import type { LedgerDatabase } from '../../tests/ledger-database.ts';
import { addActivity, addPerson, admittedLine } from '../../tests/ledger-samples.ts';
import { createLedger } from './create-ledger.ts';
import { LedgerUnavailable } from './ledger.ts';
import { migrateLedger } from './migrate.ts';
import { HOUSE } from './tables.ts';

const urlOf = (folder: string) =>
  `postgresql://someone:a-secret@localhost/postgres?host=${encodeURIComponent(folder)}`;

describe('out of reach', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tsudoi-outage-'));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('nobody listens: every kind of question is refused by the same name', async () => {
    const databaseUrl = urlOf(folder);
    const ledger = createLedger({ databaseUrl });
    const id = randomUUID();
    const questions = [
      ledger.ping(),
      ledger.activity(id),
      ledger.postOutcomes(id, [admittedLine(id, 1)]),
      ledger.enrollKiosk('00', '00', '2026-11-22T00:00:00Z'),
      ledger.outcomesOf(id)[Symbol.asyncIterator]().next(),
      migrateLedger({ databaseUrl }),
    ];
    for (const result of await Promise.allSettled(questions)) {
      expect(result).toMatchObject({ status: 'rejected' });
      if (result.status === 'rejected') {
        expect(result.reason).toBeInstanceOf(LedgerUnavailable);
        expect(String(result.reason)).not.toContain('a-secret');
      }
    }
    await ledger.close();
    await ledger.close();
  });

  test('somebody listens and says nothing: refused when the time to connect is over', async () => {
    const sockets: Socket[] = [];
    const server: Server = createServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => {
      server.listen(join(folder, '.s.PGSQL.5432'), resolve);
    });
    const ledger = createLedger({ databaseUrl: urlOf(folder) });
    await expect(ledger.ping()).rejects.toBeInstanceOf(LedgerUnavailable);
    await ledger.close();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
});

test('the embedded database ends and comes back: refused meanwhile, right again afterwards', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'tsudoi-outage-'));
  let postgres = await startPostgres({ dataFolder });
  await migrateLedger({ databaseUrl: postgres.url });
  const ledger = createLedger({ databaseUrl: postgres.url });
  try {
    const activityId = await addActivity(ledger);
    const personId = await addPerson(ledger);
    postgres.kill();
    await postgres.ended;
    const line = admittedLine(personId, 1);
    await expect(ledger.postOutcomes(activityId, [line])).rejects.toBeInstanceOf(LedgerUnavailable);
    await expect(ledger.ping()).rejects.toBeInstanceOf(LedgerUnavailable);
    postgres = await startPostgres({ dataFolder });
    expect(await ledger.postOutcomes(activityId, [line])).toMatchObject({ posted: 1, awarded: 1 });
  } finally {
    await ledger.close();
    await postgres.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
});

describe.each(ledgerDatabases)('trouble on $name', ({ start }) => {
  let database: LedgerDatabase;

  beforeAll(async () => {
    database = await start();
    await migrateLedger({ databaseUrl: database.url });
  });

  afterAll(() => database?.stop());

  test('a mistake of ours keeps its own name', async () => {
    const ledger = createLedger({ databaseUrl: database.url });
    const failure = await ledger.activity('no uuid').catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: '22P02' });
    expect(failure).not.toBeInstanceOf(LedgerUnavailable);
    await ledger.close();
  });
});

// The embedded database is one session: nobody else can end it, or hold a lock against it.
const servers = ledgerDatabases.filter(({ name }) => name === 'server');

describe.each(servers)('trouble that only a $name makes', ({ start }) => {
  let database: LedgerDatabase;

  beforeAll(async () => {
    database = await start();
    await migrateLedger({ databaseUrl: database.url });
  });

  afterAll(() => database?.stop());

  async function beginTransaction(): Promise<Client> {
    const client = new Client({ connectionString: database.url });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('begin');
    return client;
  }

  async function untilPostingWaits(): Promise<void> {
    for (let attempt = 0; attempt < 1_000; attempt += 1) {
      const waiting = await runSql(
        database.url,
        `select from pg_stat_activity where application_name = 'tsudoi'
         and wait_event_type = 'Lock' and datname = current_database()`,
      );
      if (waiting.length > 0) return;
    }
    throw new Error('the posting did not come to wait for the lock');
  }

  test('a session ended by the server is an outage', async () => {
    const ledger = createLedger({ databaseUrl: database.url, poolSize: 1 });
    const activityId = await addActivity(ledger);
    const personId = await addPerson(ledger);
    const holder = await beginTransaction();
    await holder.query('lock table check_ins');
    const posting = ledger.postOutcomes(activityId, [admittedLine(personId, 1)]);
    const refusal = expect(posting).rejects.toBeInstanceOf(LedgerUnavailable);
    await untilPostingWaits();
    await runSql(
      database.url,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'tsudoi' and datname = current_database()`,
    );
    await refusal;
    await holder.end();
    expect((await ledger.balance(personId)).balance).toBe(0);
    await ledger.close();
  });

  test('PT1 a posting that is rolled back to resolve a deadlock is done again, once', async () => {
    const ledger = createLedger({ databaseUrl: database.url, poolSize: 1 });
    let wasGivenUp = false;
    // The server gives up whoever looks first after the ring has closed: nearly always the posting,
    // which waits longer. On a busy machine it may have looked before.
    for (let attempt = 0; attempt < 5 && !wasGivenUp; attempt += 1) {
      const activityId = await addActivity(ledger);
      const personId = await addPerson(ledger);
      // Locks in the wrong order: the person's account, then the house's.
      const holder = await beginTransaction();
      const lock = 'select from accounts where owner = $1 for update';
      await holder.query(lock, [personId]);
      const posting = ledger.postOutcomes(activityId, [admittedLine(personId, 1)]);
      const booked = expect(posting).resolves.toMatchObject({ posted: 1, awarded: 1 });
      await untilPostingWaits();
      wasGivenUp = await holder.query(lock, [HOUSE]).then(
        () => true,
        () => false,
      );
      await holder.query('rollback');
      await holder.end();
      await booked;
      expect((await ledger.balance(personId)).balance).toBe(100);
    }
    expect(wasGivenUp).toBe(true);
    await ledger.close();
  });
});
