/** The chain over the entries as it is kept, and how it grows. */
import { hash } from 'node:crypto';
import { sql } from 'kysely';
import { CHAIN_GENESIS_HEX, chainLine } from '#domain/book-chain.ts';
import type { ChainedEntry } from '#domain/book-chain.ts';
import type { Books } from './connection.ts';
import { ledgerLimits } from './limits.ts';

/** One kept hash; of an empty chain, the beginning. */
export interface ChainPlace {
  readonly entryNumber: number;
  /** How many entries the chain has up to here. */
  readonly place: number;
  readonly hash: Buffer;
}

/** Below the number of any entry, also of one that somebody slipped in. */
const BEFORE_ALL = Number.MIN_SAFE_INTEGER;

export const CHAIN_BEGINNING: ChainPlace = {
  entryNumber: BEFORE_ALL,
  place: 0,
  hash: Buffer.from(CHAIN_GENESIS_HEX, 'hex'),
};

/** SHA-256 of the hash before (32 bytes) and the entry's line. */
export function nextHash(previous: Buffer, entry: ChainedEntry): Buffer {
  return hash('sha256', Buffer.concat([previous, Buffer.from(chainLine(entry), 'utf8')]), 'buffer');
}

/**
 * Page by page, each in a transaction of its own: the embedded database has nobody else in the
 * meantime. Several may do it at once; each page is added by one of them.
 * @returns how many entries the chain covers now, and its head
 */
export async function extendChain(books: Books): Promise<{ chained: number; headHex: string }> {
  const settled = await settledEntryNumber(books);
  for (;;) {
    const { head, isWhole } = await books.transaction().execute(async (trx) => {
      await sql`lock table entry_chain in share row exclusive mode`.execute(trx);
      const before = await chainHead(trx);
      const entries = await readEntries(trx, {
        after: before.entryNumber,
        upTo: settled,
        limit: ledgerLimits.chainGrowthEntries,
      });
      const added = await addPlaces(trx, before, entries);
      return { head: added, isWhole: entries.length < ledgerLimits.chainGrowthEntries };
    });
    if (isWhole) return { chained: head.place, headHex: head.hash.toString('hex') };
  }
}

/**
 * The number up to which no entry can come any more. A number is taken before its transaction is
 * over, so that a lower one may be seen later than a higher one; while nobody writes, none is on
 * its way.
 */
async function settledEntryNumber(books: Books): Promise<number> {
  return books.transaction().execute(async (trx) => {
    await sql`select set_config('lock_timeout', ${`${ledgerLimits.chainLockTimeoutMs}ms`}, true)`.execute(
      trx,
    );
    await sql`lock table entries in share mode`.execute(trx);
    const row = await trx
      .selectFrom('entries')
      .select((expression) => expression.fn.max<number | null>('entry_number').as('last'))
      .executeTakeFirstOrThrow();
    return row.last ?? BEFORE_ALL;
  });
}

async function addPlaces(
  trx: Books,
  before: ChainPlace,
  entries: readonly ChainedEntry[],
): Promise<ChainPlace> {
  let head = before;
  const hashes: string[] = [];
  for (const entry of entries) {
    const next = nextHash(head.hash, entry);
    head = { entryNumber: entry.entryNumber, place: head.place + 1, hash: next };
    hashes.push(next.toString('hex'));
  }
  if (entries.length > 0) {
    await sql`
      insert into entry_chain (entry_number, place, hash)
      select entry_number, ${before.place}::bigint + nth, decode(hash_hex, 'hex')
      from unnest(
        ${entries.map(({ entryNumber }) => entryNumber)}::bigint[], ${hashes}::text[]
      ) with ordinality as added (entry_number, hash_hex, nth)
    `.execute(trx);
  }
  return head;
}

/** The last place of the chain. */
export async function chainHead(books: Books): Promise<ChainPlace> {
  const row = await books
    .selectFrom('entry_chain')
    .select(['entry_number as entryNumber', 'place', 'hash'])
    .orderBy('entry_number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? CHAIN_BEGINNING;
}

/** Entries as the chain sees them, by number. */
export async function chainedEntries(
  books: Books,
  afterEntryNumber: number,
  limit: number,
): Promise<ChainedEntry[]> {
  return books
    .transaction()
    .execute((trx) =>
      readEntries(trx, { after: afterEntryNumber, upTo: Number.MAX_SAFE_INTEGER, limit }),
    );
}

/**
 * In `(after, upTo]`, by number. In a transaction: its settings hold until that ends.
 *
 * Each entry's transaction is looked up by its key. Left alone, a planner that knows nothing of the
 * tables' sizes (the embedded database has no statistics), or knows them well, may read all
 * transactions for every page.
 */
export async function readEntries(
  trx: Books,
  range: { readonly after: number; readonly upTo: number; readonly limit: number },
): Promise<ChainedEntry[]> {
  await sql`
    select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
      set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true)
  `.execute(trx);
  const { rows } = await sql<ChainedEntry>`
    select entry_number as "entryNumber", entries.transaction_id as "transactionId", line, owner,
      entries.kind as account, amount, coalesce(transactions.kind, '-') as "transactionKind",
      coalesce((extract(epoch from posted_at) * 1000000)::bigint, 0) as "postedAtUs",
      activity_id as "activityId", reverses
    from entries left join transactions using (transaction_id)
    where entry_number > ${range.after} and entry_number <= ${range.upTo}
    order by entry_number limit ${range.limit}
  `.execute(trx);
  return rows;
}
