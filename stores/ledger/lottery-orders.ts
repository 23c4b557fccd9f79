/** What the workers are to do for lotteries: by its time, or because somebody ordered it. */
import { sql } from 'kysely';
import { GATHERING_MS } from '#domain/contract/lotteries.ts';
import type { LotteryState, OrderedState } from '#domain/lottery.ts';
import type { Books } from './connection.ts';
import { ledgerLimits } from './limits.ts';
import type { LotteryBooks } from './lottery-books.ts';

type Order = Parameters<LotteryBooks['orderLottery']>[0];

const ORDERED_FROM: Readonly<Record<OrderedState, LotteryState>> = {
  frozen: 'gathering',
  drawn: 'final',
};

/** Of two who order at once one comes after the other, and whoever moves it likewise. */
export function orderLottery(
  books: Books,
  { lotteryId, to, at, staffId }: Order,
): ReturnType<LotteryBooks['orderLottery']> {
  return books.transaction().execute(async (trx) => {
    const held = await trx
      .selectFrom('lotteries')
      .select('state')
      .where('lottery_id', '=', lotteryId)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (held === undefined) return { ok: false, code: 'lottery-unknown' };
    if (held.state === to) return { ok: true, changed: false };
    if (held.state !== ORDERED_FROM[to]) return { ok: false, code: 'lottery-state' };
    const before = await lotteryOrder(trx, lotteryId, to);
    if (before !== null && Date.parse(before.at) <= Date.parse(at)) {
      return { ok: true, changed: false };
    }
    await trx
      .insertInto('lottery_orders')
      .values({ lottery_id: lotteryId, to_state: to, due_at: at, staff_id: staffId })
      .execute();
    return { ok: true, changed: true };
  });
}

export async function lotteryOrder(
  books: Books,
  lotteryId: string,
  to: OrderedState,
): ReturnType<LotteryBooks['lotteryOrder']> {
  const { rows } = await sql<{ at: string; staffId: string | null }>`
    select due_at as at, staff_id as "staffId" from lottery_order(${lotteryId}, ${to})
  `.execute(books);
  return rows[0] ?? null;
}

/** The oldest first. */
export async function lotteriesDue(books: Books, at: string): Promise<string[]> {
  const { closingGraceMs, closingGraceMaxMs, enteredLatelyMs } = ledgerLimits;
  const { rows } = await sql<{ lotteryId: string }>`
    select lottery_id as "lotteryId", lottery_number from lotteries
    where state in ('open', 'closed', 'gathering', 'final') and case state
      when 'open' then closes_at <= ${later(at, -closingGraceMs)}::timestamptz and (
        last_entered_at is null
        or last_entered_at < clock_timestamp() - ${enteredLatelyMs} * interval '1 millisecond'
        or closes_at <= ${later(at, -closingGraceMaxMs)}::timestamptz
      )
      when 'closed' then freezes_at <= ${later(at, GATHERING_MS)}::timestamptz or not exists (
        select from lottery_files as file
        where file.lottery_id = lotteries.lottery_id and file.name = 'entries.tsv'
      )
      when 'gathering' then exists (
        select from lottery_order(lottery_id, 'frozen') where due_at <= ${at}::timestamptz
      )
      else mode = 'drand' or exists (
        select from lottery_order(lottery_id, 'drawn') where due_at <= ${at}::timestamptz
      )
    end
    union all
    select lottery_id, lottery_number from lotteries where owes_tickets
    order by lottery_number limit ${ledgerLimits.pageRowsMax}
  `.execute(books);
  return rows.map(({ lotteryId }) => lotteryId);
}

function later(at: string, milliseconds: number): string {
  return new Date(Date.parse(at) + milliseconds).toISOString();
}
