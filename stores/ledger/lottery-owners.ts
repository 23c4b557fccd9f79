/**
 * Who stands in a draw by which tag. In a lottery's last second most of a hall enters it for the first
 * time: those who come together are asked for, and written, together.
 */
import { sql } from 'kysely';
import type { Books } from './connection.ts';
import { ledgerLimits } from './limits.ts';
import { createLookup } from './looking-up.ts';
import type { LotteryBooks, LotteryOwner } from './lottery-books.ts';

/** PP1: an erased person's secret does not come back; whoever erases them waits, or comes before. */
export function createLotteryOwners(books: Books): LotteryBooks['lotteryOwner'] {
  const { lookupKeysMax } = ledgerLimits;
  const kept = createLookup(lookupKeysMax, (keys) => keptOwners(books, keys));
  const made = createLookup(lookupKeysMax, (rows) => insertOwners(books, rows));
  return async (lotteryId, participantId, make) => {
    const key = keyOf(lotteryId, participantId);
    const known = await kept(key);
    if (known !== null) return known;
    const { nonceHex, ownerTag } = make();
    await made([key, nonceHex, ownerTag].join(SEPARATOR));
    // Whoever was first.
    return kept(key);
  };
}

/** No id, nonce or tag has one in it. */
const SEPARATOR = ' ';

function keyOf(lotteryId: string, participantId: string): string {
  return [lotteryId, participantId].join(SEPARATOR);
}

async function keptOwners(
  books: Books,
  keys: readonly string[],
): Promise<Map<string, LotteryOwner>> {
  const [lotteryIds, participantIds] = columnsOf(keys);
  const { rows } = await sql<LotteryOwner & { key: string }>`
    select asked.lottery || ${SEPARATOR} || asked.person as key,
      nonce_hex as "nonceHex", owner_tag as "ownerTag"
    from unnest(${lotteryIds}::text[], ${participantIds}::text[]) as asked (lottery, person)
      join lottery_owners
        on lottery_id = asked.lottery::uuid and participant_id = asked.person::uuid
  `.execute(books);
  return new Map(rows.map(({ key, ...owner }) => [key, owner]));
}

/** In the order in which people are locked everywhere. Says nothing: who was first is looked up. */
async function insertOwners(books: Books, made: readonly string[]): Promise<Map<string, never>> {
  const [lotteryIds, participantIds, nonces, tags] = columnsOf(made);
  await sql`
    insert into lottery_owners (lottery_id, participant_id, nonce_hex, owner_tag)
    select lottery_id, participant_id, nonce, tag
    from unnest(
        ${lotteryIds}::uuid[], ${participantIds}::uuid[], ${nonces}::text[], ${tags}::text[]
      ) as made (lottery, person, nonce, tag)
      join participants on participant_id = person and erased_at is null
      join lotteries on lottery_id = lottery
    order by participant_id, lottery_id
    for share of participants
    on conflict (participant_id, lottery_id) do nothing
  `.execute(books);
  return new Map<string, never>();
}

/** What stands at each place of the keys, by place. */
function columnsOf(keys: readonly string[]): string[][] {
  const columns: string[][] = [];
  for (const key of keys) {
    for (const [place, word] of key.split(SEPARATOR).entries()) (columns[place] ??= []).push(word);
  }
  return columns;
}
