/** Brings a database to the present form of the books. */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { Migrator } from 'kysely/migration';
import { FIRST_PROGRAM_VERSION } from '#domain/program.ts';
import type { Books, ConnectionOptions } from './connection.ts';
import { connectBooks } from './connection.ts';
import * as people from './migrations/0001-people.ts';
import * as outcomes from './migrations/0002-outcomes.ts';
import * as doubleEntry from './migrations/0003-double-entry.ts';
import * as unbookableLines from './migrations/0004-unbookable-lines.ts';
import * as records from './migrations/0005-records.ts';
import * as economy from './migrations/0006-economy.ts';
import * as chain from './migrations/0007-chain.ts';
import * as lotteries from './migrations/0008-lotteries.ts';
import * as orders from './migrations/0009-orders.ts';
import * as givingBack from './migrations/0010-giving-back.ts';
import * as brakes from './migrations/0011-brakes.ts';
import * as dice from './migrations/0012-dice.ts';
import * as lastEntered from './migrations/0013-last-entered.ts';

/** In the order of their names. What has been released is never changed, only followed. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-people': people,
  '0002-outcomes': outcomes,
  '0003-double-entry': doubleEntry,
  '0004-unbookable-lines': unbookableLines,
  '0005-records': records,
  '0006-economy': economy,
  '0007-chain': chain,
  '0008-lotteries': lotteries,
  '0009-orders': orders,
  '0010-giving-back': givingBack,
  '0011-brakes': brakes,
  '0012-dice': dice,
  '0013-last-entered': lastEntered,
};

/**
 * Runs the migrations that are missing, all or none, and gives an empty programme its first
 * version. Several may call it at once: PostgreSQL's migration lock lets one after the other in;
 * the embedded database runs their transactions one after the other, and what is missing is looked
 * up inside the transaction.
 * @throws LedgerUnavailable when the database is out of reach
 */
export async function migrateLedger(options: ConnectionOptions): Promise<void> {
  const books = connectBooks({ ...options, poolSize: 1 });
  try {
    const migrator = new Migrator({
      db: books,
      provider: { getMigrations: () => Promise.resolve(MIGRATIONS) },
    });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw error;
    await beginProgramme(books);
  } finally {
    await books.destroy();
  }
}

async function beginProgramme(books: Books): Promise<void> {
  const { validFrom } = FIRST_PROGRAM_VERSION;
  await sql`
    insert into program_versions (valid_from, criteria)
    select ${validFrom}, ${JSON.stringify(FIRST_PROGRAM_VERSION)}::jsonb
    where not exists (select from program_versions)
    on conflict do nothing
  `.execute(books);
}
