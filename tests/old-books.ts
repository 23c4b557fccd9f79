/** Books as an earlier version had them, to be brought on: what migrations make of what was there. */
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { MIGRATIONS } from '../stores/ledger/migrate.ts';
import { startLedgerDatabase } from './ledger-database.ts';

export interface OldBooks {
  readonly databaseUrl: string;
  /** Runs the migration that was held back, and those after it. */
  bringOn(): Promise<void>;
  stop(): Promise<void>;
}

/** @param migration the first one that is held back */
export async function startBooksBefore(migration: string): Promise<OldBooks> {
  const database = await startLedgerDatabase();
  const pool = new Pool({ connectionString: database.url, max: 1 });
  const books = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const all = Object.entries(MIGRATIONS).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const run = async (chosen: (name: string) => boolean) => {
    for (const [name, migration] of all) if (chosen(name)) await migration.up(books);
  };
  await run((name) => name < migration);
  return {
    databaseUrl: database.url,
    bringOn: () => run((name) => name >= migration),
    async stop() {
      await books.destroy();
      await database.stop();
    },
  };
}
