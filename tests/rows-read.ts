/** How many rows of a table the books read for an answer, however they find them. */
import { sql } from 'kysely';
import type { Books } from '#stores/ledger/connection.ts';
import { connectBooks } from '#stores/ledger/connection.ts';

export async function rowsReadFor(
  databaseUrl: string,
  table: string,
  ask: (books: Books) => Promise<unknown>,
): Promise<number> {
  const books = connectBooks({ databaseUrl, poolSize: 1 });
  try {
    return await books.transaction().execute(async (trx) => {
      const before = await rowsRead(trx, table);
      await ask(trx);
      return (await rowsRead(trx, table)) - before;
    });
  } finally {
    await books.destroy();
  }
}

/** By this session, as far as the database has not yet taken it over into its figures. */
async function rowsRead(books: Books, table: string): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    select seq_tup_read + idx_tup_fetch as read
    from pg_stat_xact_user_tables where relname = ${table}
  `.execute(books);
  return rows[0]?.read ?? 0;
}
