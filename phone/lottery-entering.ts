/**
 * Enters tickets, each order once (PT5, LT3). The order and its key are on the phone before it is
 * sent, and stay until an answer says how it ended: after a reload or an outage the same order is
 * asked again under the same key, and never another one beside it.
 */
import { EnteredLotterySchema, type EnteredLottery } from '#domain/contract/lotteries.ts';
import type { RequestAnswer } from '#ui/problem.ts';
import { leavesUndecided, newSpendingKey } from '#ui/spending-key.ts';
import type { LotteryReceipts, PendingEntry } from './lottery-receipts.ts';
import type { PhoneSession } from './phone-session.ts';

const PATH = '/api/me/lottery-entries';

export type Order = PendingEntry['order'];

export interface Entering {
  readonly order: Order;
  readonly answer: RequestAnswer<EnteredLottery>;
}

/** @returns `null`: an earlier order has no answer yet, and comes first */
export async function enterTickets(
  session: PhoneSession,
  receipts: LotteryReceipts,
  order: Order,
): Promise<Entering | null> {
  const waiting = await receipts.pending();
  if (waiting !== null && !isSame(waiting.order, order)) return null;
  const pending = waiting ?? { order, key: newSpendingKey() };
  await receipts.setPending(pending);
  return ask(session, receipts, pending);
}

/** Asks for the order that has no answer yet. @returns `null`: there is none */
export async function askPending(
  session: PhoneSession,
  receipts: LotteryReceipts,
): Promise<Entering | null> {
  const pending = await receipts.pending();
  return pending === null ? null : ask(session, receipts, pending);
}

async function ask(
  session: PhoneSession,
  receipts: LotteryReceipts,
  { order, key }: PendingEntry,
): Promise<Entering> {
  const headers = { 'idempotency-key': key };
  const options = { method: 'POST', body: order, headers } as const;
  const answer = await session.request(EnteredLotterySchema, PATH, options);
  if (answer.ok) {
    const { entry } = answer.value;
    const heard = { entries: [entry], ownerTag: entry.ownerTag, nonceHex: null };
    await receipts.keep(order.lotteryId, heard);
  }
  if (answer.ok || !leavesUndecided(answer.code)) {
    // The answer may have ended the session; then everything is wiped already.
    await receipts.setPending(null).catch(() => undefined);
    void session.refresh();
  }
  return { order, answer };
}

function isSame(a: Order, b: Order): boolean {
  return a.lotteryId === b.lotteryId && a.prizeId === b.prizeId && a.count === b.count;
}
