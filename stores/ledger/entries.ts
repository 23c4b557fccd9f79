/** What a person has, and how it came to be. */
import assert from 'node:assert/strict';
import { sql } from 'kysely';
import type { EntryList } from '#domain/contract/people.ts';
import type { Books } from './connection.ts';
import { ledgerLimits } from './limits.ts';
import { HOUSE } from './tables.ts';

/** 0 and 0 for somebody without an account. */
export async function balance(
  books: Books,
  participantId: string,
): Promise<{ balance: number; earned: number }> {
  const { rows } = await sql<{ balance: number; earned: number }>`
    select
      coalesce((
        select balance from accounts where owner = ${participantId} and kind = 'participant'
      ), 0) as balance,
      coalesce((
        select sum(amount) from entries join transactions using (transaction_id)
        where owner = ${participantId} and owner <> ${HOUSE}
          and entries.kind = 'participant' and transactions.kind = 'award'
      ), 0)::bigint as earned
  `.execute(books);
  const row = rows[0];
  assert(row !== undefined, 'sums have a row');
  return row;
}

/**
 * Newest first.
 * @param options.before where the page before ended, as it said; one that nobody gave ends in an
 * empty page
 */
export async function entries(
  books: Books,
  participantId: string,
  options: { readonly before: string | null; readonly limit: number },
): Promise<EntryList> {
  assert(options.limit <= ledgerLimits.pageRowsMax, `a page of ${options.limit} rows`);
  const before = options.before === null ? null : entryNumberFrom(options.before);
  const rows = await books
    .selectFrom('entries')
    .innerJoin('transactions', 'transactions.transaction_id', 'entries.transaction_id')
    .leftJoin('activities', 'activities.activity_id', 'transactions.activity_id')
    .select([
      'entries.transaction_id',
      'transactions.kind',
      'amount',
      'posted_at',
      'entry_number',
      'activities.activity_id',
      'name',
    ])
    .where('owner', '=', participantId)
    // Says to the planner that the index without the house's entries will do.
    .where(sql<boolean>`owner <> ${sql.lit(HOUSE)}`)
    .where('entries.kind', '=', 'participant')
    .$if(before !== null, (query) => query.where('entry_number', '<', before!))
    .orderBy('entry_number', 'desc')
    .limit(options.limit + 1)
    .execute();
  const page = rows.slice(0, options.limit);
  return {
    entries: page.map((row) => ({
      transactionId: row.transaction_id,
      kind: row.kind,
      amount: row.amount,
      postedAt: row.posted_at,
      activity:
        row.activity_id === null || row.name === null
          ? null
          : { activityId: row.activity_id, name: row.name },
    })),
    before: rows.length > page.length ? String(page.at(-1)?.entry_number ?? 0) : null,
  };
}

function entryNumberFrom(cursor: string): number {
  return /^[0-9]{1,15}$/.test(cursor) ? Number(cursor) : 0;
}
