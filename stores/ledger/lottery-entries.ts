/** The entries of a draw. How they come to be: lottery-entering.ts; whose they are: lottery-owners.ts. */
import { sql } from 'kysely';
import type { LotteryEntryList } from '#domain/contract/lotteries.ts';
import type { EntryRow } from '#domain/draw/tables.ts';
import type { Books } from './connection.ts';
import { ledgerLimits } from './limits.ts';
import type { LotteryOwner } from './lottery-books.ts';

async function keptOwner(
  books: Books,
  lotteryId: string,
  participantId: string,
): Promise<LotteryOwner | null> {
  const row = await books
    .selectFrom('lottery_owners')
    .select(['nonce_hex as nonceHex', 'owner_tag as ownerTag'])
    .where('participant_id', '=', participantId)
    .where('lottery_id', '=', lotteryId)
    .executeTakeFirst();
  return row ?? null;
}

/** In the order in which they were entered. */
export async function lotteryEntriesOf(
  books: Books,
  lotteryId: string,
  participantId: string,
): Promise<LotteryEntryList> {
  const owner = await keptOwner(books, lotteryId, participantId);
  if (owner === null) return { entries: [], ownerTag: null, nonceHex: null };
  const rows = await books
    .selectFrom('lottery_entries')
    .selectAll()
    .where('lottery_id', '=', lotteryId)
    .where('owner_tag', '=', owner.ownerTag)
    // Numbers of different length too.
    .orderBy((is) => is.fn<number>('length', ['entry_id']))
    .orderBy('entry_id')
    .execute();
  return {
    ...owner,
    entries: rows.map((row) => ({
      entryId: row.entry_id,
      prizeId: row.prize_id,
      ownerTag: row.owner_tag,
      first: row.first_serial,
      count: row.serials,
      signature: row.signature,
      enteredAt: row.entered_at,
    })),
  };
}

/** Each page begins where the one before ended. */
export async function* lotteryEntries(
  books: Books,
  lotteryId: string,
): AsyncGenerator<readonly EntryRow[]> {
  const pageRows = ledgerLimits.lotteryPageRows;
  let after = { prizeId: '', entryId: '' };
  for (;;) {
    const { rows } = await sql<EntryRow>`
      select prize_id as "prizeId", entry_id as "entryId", owner_tag as "ownerTag",
        first_serial as first, serials as count
      from lottery_entries_after(${lotteryId}, ${after.prizeId}, ${after.entryId}, ${pageRows})
    `.execute(books);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    if (rows.length < pageRows) return;
    after = last;
  }
}

/** PP1: of an erased person neither the row that names them nor the name is left. */
export async function nicknamesOfTags(
  books: Books,
  lotteryId: string,
  ownerTags: readonly string[],
): Promise<Map<string, string>> {
  if (ownerTags.length === 0) return new Map();
  const { rows } = await sql<{ ownerTag: string; nickname: string }>`
    select owner_tag as "ownerTag", nickname
    from lottery_owners join participant_names using (participant_id)
    where lottery_id = ${lotteryId} and owner_tag = any(${ownerTags}::text[])
  `.execute(books);
  return new Map(rows.map(({ ownerTag, nickname }) => [ownerTag, nickname]));
}
