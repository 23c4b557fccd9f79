/** What the hall adds: once it is there it stands in the file, whatever the screen shows of it. */
import { sql } from 'kysely';
import * as v from 'valibot';
import { OwnerTagSchema } from '#domain/contract/lotteries.ts';
import { CountSchema } from '#domain/contract/values.ts';
import type { Books } from './connection.ts';
import { ledgerLimits } from './limits.ts';
import type { LotteryBooks } from './lottery-books.ts';
import { refusedSchema } from './spending-answers.ts';

const AnswerSchema = v.union([
  v.object({
    ok: v.literal(true),
    row: v.object({ seq: CountSchema, ownerTag: OwnerTagSchema, hex: v.string() }),
  }),
  refusedSchema(['lottery-unknown', 'lottery-not-gathering', 'contribution-limit']),
]);

export async function contribute(
  books: Books,
  { lotteryId, ownerTag, hex, limit, at }: Parameters<LotteryBooks['contribute']>[0],
): ReturnType<LotteryBooks['contribute']> {
  const { rows } = await sql<{ answer: unknown }>`
    select contribute_to_draw(
      ${lotteryId}, ${ownerTag}, ${hex}, ${limit}, ${ledgerLimits.contributionsMax}, ${at}
    ) as answer
  `.execute(books);
  return v.parse(AnswerSchema, rows[0]?.answer);
}

export async function contributions(
  books: Books,
  lotteryId: string,
): ReturnType<LotteryBooks['contributions']> {
  const { rows } = await sql<{ seq: number; ownerTag: string; hex: string; blanked: boolean }>`
    select seq, owner_tag as "ownerTag", hex, blanked_at is not null as blanked
    from lottery_contributions left join lottery_blanked using (lottery_id, seq)
    where lottery_id = ${lotteryId} order by seq
  `.execute(books);
  return rows;
}

export async function blankContribution(
  books: Books,
  lotteryId: string,
  seq: number,
): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    with found as (
      select lottery_id, seq from lottery_contributions
      where lottery_id = ${lotteryId} and seq = ${seq}
    ), blanked as (
      insert into lottery_blanked (lottery_id, seq) select lottery_id, seq from found
      on conflict do nothing
    )
    select exists (select from found) as known
  `.execute(books);
  return rows[0]?.known === true;
}

/**
 * How many, of how many tags, and the latest; newest first. Asked for at every change while the hall
 * adds: counted as they come, and the latest are found by their numbers, which have no holes.
 */
export async function latestContributions(
  books: Books,
  lotteryId: string,
  limit: number,
): ReturnType<LotteryBooks['latestContributions']> {
  const { rows } = await sql<{ count: number; people: number }>`
    select contributions_made as count, contributors as people
    from lotteries where lottery_id = ${lotteryId}
  `.execute(books);
  const { count = 0, people = 0 } = rows[0] ?? {};
  const { rows: latest } = await sql<{ seq: number; hex: string; blanked: boolean }>`
    select seq, hex, blanked_at is not null as blanked
    from lottery_contributions left join lottery_blanked using (lottery_id, seq)
    where lottery_id = ${lotteryId} and seq between ${count - limit + 1} and ${count}
    order by seq desc
  `.execute(books);
  return { count, people, latest };
}
