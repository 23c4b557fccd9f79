/**
 * The chain over the entries, so that nobody changes the books unseen, not even who runs the
 * database: each entry's hash covers the one before it (`#domain/book-chain.ts`). The hashes of all
 * entries are kept, not the last one alone, so that a check can name the first row that is wrong.
 */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Entries as the chain goes over them. New ones come at the end, where an index costs least.
    create unique index entries_in_order on entries (entry_number);

    create table entry_chain (
      entry_number bigint primary key,
      -- From 1, without gaps; the numbers of entries have some.
      place bigint not null,
      hash bytea not null check (length(hash) = 32)
    );
    create trigger entry_chain_stays before update or delete or truncate on entry_chain
      for each statement execute function refuse_change();
  `.execute(db);
}
