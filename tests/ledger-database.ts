/**
 * A fresh database for a test file: the embedded one in a temporary folder, or, when DATABASE_URL
 * names a server, a database of its own there, dropped at the end.
 *
 * The suites of the books run on both: on the server that DATABASE_URL names, or on the one that
 * postgres-setup.ts started for this run.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startPostgres } from '../embedded/postgres.ts';

/** Where postgres-setup.ts says which server it started. */
export const OWN_SERVER_VARIABLE = 'TSUDOI_TEST_DATABASE_URL';

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
  ...serverUrls('DATABASE_URL', OWN_SERVER_VARIABLE).map((url) => ({
    name: 'server',
    start: () => createOn(url),
  })),
];

/** One database for files that need any: on the server when there is one. */
export function startLedgerDatabase(): Promise<LedgerDatabase> {
  const [url] = serverUrls('DATABASE_URL');
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

/** The first of these variables that is set. */
function serverUrls(...variables: readonly string[]): string[] {
  const urls = variables.map((variable) => process.env[variable] ?? '');
  return urls.filter((url) => url !== '').slice(0, 1);
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
