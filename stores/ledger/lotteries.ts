/** Lotteries with their prizes, and the way through their states. Drafts: lottery-drafts.ts. */
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import * as v from 'valibot';
import { LotterySchema } from '#domain/contract/lotteries.ts';
import type { Lottery } from '#domain/contract/lotteries.ts';
import { mayBecome } from '#domain/lottery.ts';
import type { Books } from './connection.ts';
import { ledgerLimits } from './limits.ts';
import type { LotteryBooks, LotterySecrets, LotteryTransition } from './lottery-books.ts';
import { mayHave, putLotteryFile } from './lottery-files.ts';
import type { Trx } from './outbox-position.ts';

type Move = Parameters<LotteryBooks['moveLottery']>[0];

export async function lottery(books: Books, lotteryId: string): Promise<Lottery | null> {
  const [told] = await lotteriesTold(books, sql`where lottery_id = ${lotteryId}`);
  return told ?? null;
}

export async function lotteries(
  books: Books,
  { drafts, limit }: Parameters<LotteryBooks['lotteries']>[0],
): Promise<Lottery[]> {
  assert(limit <= ledgerLimits.pageRowsMax, `a page of ${limit} rows`);
  return lotteriesTold(
    books,
    sql`where ${drafts} or state <> 'draft' order by lottery_number desc limit ${limit}`,
  );
}

/** One that is there. */
export async function knownLottery(trx: Trx, lotteryId: string): Promise<Lottery> {
  const told = await lottery(trx, lotteryId);
  assert(told !== null, `${lotteryId} is in the books`);
  return told;
}

async function lotteriesTold(books: Books, which: RawBuilder<unknown>): Promise<Lottery[]> {
  const { rows } = await sql<{ lottery: unknown }>`
    select jsonb_build_object(
      'lotteryId', lottery_id, 'draw', draw, 'rehearsal', rehearsal,
      'name', name, 'nameEn', name_en, 'nameEasy', name_easy, 'fiscalYear', fiscal_year,
      'state', state, 'mode', mode, 'limit', limit_rule, 'closesAt', instant_text(closes_at),
      'ordered', (
        select jsonb_build_object('to', step.next, 'at', instant_text(due_at))
        from (
          select case
            when state in ('draft', 'open', 'closed', 'gathering') then 'frozen'
            when state in ('frozen', 'final') then 'drawn'
          end as next
        ) as step, lottery_order(lottery_id, step.next)
      ),
      'voidReason', void_reason,
      'prizes', (
        select jsonb_agg(jsonb_build_object(
          'prizeId', prize_id, 'name', prize.name, 'nameEn', prize.name_en,
          'nameEasy', prize.name_easy, 'quantity', quantity, 'alternates', alternates,
          'tickets', tickets, 'people', people
        ) order by place)
        from lottery_prizes as prize where prize.lottery_id = lotteries.lottery_id
      ),
      'files', (
        select coalesce(jsonb_agg(jsonb_build_object(
          'name', file.name, 'sha256', sha256, 'bytes', length(bytes),
          'at', instant_text(made_at)
        ) order by file_number), '[]')
        from lottery_files as file where file.lottery_id = lotteries.lottery_id
      ),
      'drawnAt', (
        select instant_text(made_at) from lottery_transitions as step
        where step.lottery_id = lotteries.lottery_id and to_state = 'drawn'
      )
    ) as lottery
    from lotteries ${which}
  `.execute(books);
  return rows.map((row) => v.parse(LotterySchema, row.lottery));
}

export async function lotterySecrets(
  books: Books,
  lotteryId: string,
): Promise<LotterySecrets | null> {
  const row = await books
    .selectFrom('lottery_secrets')
    .select(['private_key_pkcs8', 'public_key_hex', 'k_hex'])
    .where('lottery_id', '=', lotteryId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    privateKeyPkcs8: row.private_key_pkcs8,
    publicKeyHex: row.public_key_hex,
    kHex: row.k_hex,
  };
}

/** Whoever moves it, enters something or contributes has the lottery's row to themselves. */
export function moveLottery(books: Books, move: Move): ReturnType<LotteryBooks['moveLottery']> {
  const { lotteryId, to } = move;
  return books.transaction().execute(async (trx) => {
    const held = await trx
      .selectFrom('lotteries')
      .select(['state', 'mode', 'contributions_made', 'dice_begun_at'])
      .where('lottery_id', '=', lotteryId)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (held === undefined) return { ok: false, code: 'lottery-unknown' };
    const from = held.state;
    if (from === to) {
      return { ok: true, changed: false, lottery: await knownLottery(trx, lotteryId) };
    }
    if (!mayBecome(from, to)) return { ok: false, code: 'lottery-state' };
    if (move.draft !== undefined) {
      const draft = await knownLottery(trx, lotteryId);
      if (!isDeepStrictEqual(draft, move.draft)) return { ok: false, code: 'lottery-state' };
    }
    if (to === 'void' && held.mode === 'sealed' && held.dice_begun_at !== null) {
      return { ok: false, code: 'dice-begun' };
    }
    if (to === 'frozen' && move.contributions !== held.contributions_made) {
      return { ok: false, code: 'contributions-missed' };
    }
    for (const file of move.files) {
      assert(mayHave(to, file.name), `${file.name} before its time`);
      await putLotteryFile(trx, lotteryId, file, move.at);
    }
    await writeMove(trx, move, from);
    return { ok: true, changed: true, lottery: await knownLottery(trx, lotteryId) };
  });
}

/** While it is frozen: the hall sees the first throw. False: it is not frozen (any more). */
export async function beginDice(books: Books, lotteryId: string, at: string): Promise<boolean> {
  const { rows } = await sql<{ frozen: boolean }>`
    with begun as (
      update lotteries set dice_begun_at = ${at}
      where lottery_id = ${lotteryId} and state = 'frozen' and dice_begun_at is null
      returning lottery_id
    )
    select exists (select from begun) or exists (
      select from lotteries where lottery_id = ${lotteryId} and state = 'frozen'
    ) as frozen
  `.execute(books);
  return rows[0]?.frozen === true;
}

async function writeMove(
  trx: Trx,
  { lotteryId, to, at, staffId, voidReason }: Move,
  from: LotteryTransition['from'],
): Promise<void> {
  assert((to === 'void') === (voidReason !== undefined), 'a void lottery has a reason, no other');
  await trx
    .updateTable('lotteries')
    .set({
      state: to,
      void_reason: voidReason ?? null,
      owes_tickets: sql<boolean>`${to === 'void'} and not rehearsal and entries_made > 0`,
    })
    .where('lottery_id', '=', lotteryId)
    .execute();
  await trx
    .insertInto('lottery_transitions')
    .values({
      lottery_id: lotteryId,
      from_state: from,
      to_state: to,
      made_at: at,
      staff_id: staffId,
    })
    .execute();
}

export async function lotteryTransitions(
  books: Books,
  lotteryId: string,
): Promise<LotteryTransition[]> {
  const rows = await books
    .selectFrom('lottery_transitions as step')
    .leftJoin('staff', 'staff.staff_id', 'step.staff_id')
    .select(['from_state', 'to_state', 'made_at', 'step.staff_id', 'staff.email'])
    .where('lottery_id', '=', lotteryId)
    .orderBy('transition_number')
    .execute();
  return rows.map((row) => ({
    from: row.from_state,
    to: row.to_state,
    at: row.made_at,
    staffId: row.staff_id,
    staff: row.email,
  }));
}
