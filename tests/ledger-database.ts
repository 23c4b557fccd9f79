/**
 * A fresh database for a test file: the embedded one in a temporary folder, or, when DATABASE_URL
 * names a server, a database of its own there, dropped at the end.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startPostgres } from '../embedded/postgres.ts';

export interface LedgerDatabase {
  /** As `DATABASE_URL`. Empty: `migrateLedger` comes first. */
  readonly url: string;
  /** Ends or drops it. May be called more than once. */
  stop(): Promise<void>;
}

/** The parts that the same suite must pass on: always the embedded one, a server when there is one. */
export const ledgerDatabases: readonly {
  readonly name: string;
  readonly start: () => Promise<LedgerDatabase>;
}[] = [
  { name: 'embedded', start: startEmbedded },
  ...serverUrls().map((url) => ({ name: 'server', start: () => createOn(url) })),
];

/** One database for files that need any: on the server when there is one. */
export function startLedgerDatabase(): Promise<LedgerDatabase> {
  const [url] = serverUrls();
  return url === undefined ? startEmbedded() : createOn(url);
}

/** Runs one statement on a connection of its own: for what the ledger does not do. */
export async function runSql(
  url: string,
  text: string,
  parameters: readonly unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(text, [...parameters]);
    return rows;
  } finally {
    await client.end();
  }
}

function serverUrls(): string[] {
  const url = process.env['DATABASE_URL'];
  return url === undefined || url === '' ? [] : [url];
}

async function startEmbedded(): Promise<LedgerDatabase> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'tsudoi-ledger-'));
  const postgres = await startPostgres({ dataFolder });
  return {
    url: postgres.url,
    async stop() {
      await postgres.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

async function createOn(serverUrl: string): Promise<LedgerDatabase> {
  const name = `tsudoi_test_${randomBytes(8).toString('hex')}`;
  await runSql(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async stop() {
      await runSql(serverUrl, `drop database if exists ${name} with (force)`);
    },
  };
}
