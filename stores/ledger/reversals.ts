/** A mistake is not undone but reversed: once, by staff, with the reason (PT4). */
import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { REVERSIBLE_KINDS } from '#domain/accounts.ts';
import type { TransactionKind } from '#domain/accounts.ts';
import type { Books } from './connection.ts';
import { holdAccounts } from './held-accounts.ts';
import type { Trx } from './outbox-position.ts';
import type { SpendingBooks } from './spending.ts';

type Reversal = Parameters<SpendingBooks['reverseTransaction']>[0];
type Answer = Awaited<ReturnType<SpendingBooks['reverseTransaction']>>;

interface Origin {
  readonly transactionId: string;
  readonly kind: TransactionKind;
  readonly couponId: string | null;
}

export function reverseTransaction(books: Books, reversal: Reversal): Promise<Answer> {
  return books.transaction().execute((trx) => reverse(trx, reversal));
}

/** Looks first, each row locked by the look, and writes when nothing is against it. */
async function reverse(trx: Trx, reversal: Reversal): Promise<Answer> {
  const origin = await lockedOrigin(trx, reversal.reverses);
  if (origin === null) return { ok: false, code: 'transaction-unknown' };
  if (await isReversed(trx, origin)) return { ok: false, code: 'transaction-reversed' };
  if (!(await isReversible(trx, origin))) {
    return { ok: false, code: 'transaction-not-reversible' };
  }
  const { participantId, amount } = await whatMoves(trx, origin);
  const available = (await holdAccounts(trx, [participantId])).get(participantId) ?? 0;
  if (available + amount < 0) {
    return { ok: false, code: 'balance-insufficient', balance: available, needed: -amount };
  }
  const postedAt = await bookReversal(trx, origin, reversal);
  return {
    ok: true,
    postedAt,
    posted: {
      participantId,
      transactionId: reversal.transactionId,
      transactionKind: 'reversal',
      amount,
    },
    couponId: origin.couponId,
  };
}

/** Whoever reverses the same waits here for the other one. */
async function lockedOrigin(trx: Trx, transactionId: string): Promise<Origin | null> {
  const row = await trx
    .selectFrom('transactions')
    .select(['kind', 'coupon_id'])
    .where('transaction_id', '=', transactionId)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : { transactionId, kind: row.kind, couponId: row.coupon_id };
}

async function isReversed(trx: Trx, { transactionId }: Origin): Promise<boolean> {
  const reversal = await trx
    .selectFrom('transactions')
    .select('transaction_id')
    .where('reverses', '=', transactionId)
    .executeTakeFirst();
  return reversal !== undefined;
}

/** What was bought goes back with the points: not when it was used or entered. */
async function isReversible(trx: Trx, { kind, transactionId }: Origin): Promise<boolean> {
  if (!REVERSIBLE_KINDS.some((reversible) => reversible === kind)) return false;
  const coupons = await trx
    .selectFrom('coupons')
    .select('redeemed_at')
    .where('exchange_id', '=', transactionId)
    .forUpdate()
    .execute();
  const tickets = await trx
    .selectFrom('tickets')
    .select('entered_at')
    .where('transaction_id', '=', transactionId)
    .orderBy('ticket_id')
    .forUpdate()
    .execute();
  return (
    coupons.every((coupon) => coupon.redeemed_at === null) &&
    tickets.every((ticket) => ticket.entered_at === null)
  );
}

/** Whose points come or go, and by how many those that can be spent change. */
async function whatMoves(
  trx: Trx,
  { transactionId }: Origin,
): Promise<{ participantId: string; amount: number }> {
  const moved = await trx
    .selectFrom('entries')
    .select(['owner', 'amount'])
    .where('transaction_id', '=', transactionId)
    .where('kind', '=', 'participant')
    .execute();
  const [entry] = moved;
  assert(entry !== undefined && moved.length === 1, `${transactionId} moves one person's points`);
  return { participantId: entry.owner, amount: -entry.amount };
}

async function bookReversal(
  trx: Trx,
  origin: Origin,
  { transactionId, staffId, reason }: Reversal,
): Promise<string> {
  const reverses = origin.transactionId;
  const { posted_at: postedAt } = await trx
    .insertInto('transactions')
    .values({
      transaction_id: transactionId,
      kind: 'reversal',
      reverses,
      staff_id: staffId,
      reason,
      coupon_id: origin.couponId,
    })
    .returning('posted_at')
    .executeTakeFirstOrThrow();
  await sql`
    insert into entries (transaction_id, line, owner, kind, amount)
    select ${transactionId}::uuid, line, owner, kind, -amount
    from entries where transaction_id = ${reverses} order by line
  `.execute(trx);
  await trx
    .updateTable('coupons')
    .set({ taken_back_at: postedAt })
    .where('exchange_id', '=', reverses)
    .execute();
  await trx
    .updateTable('tickets')
    .set({ taken_back_at: postedAt })
    .where('transaction_id', '=', reverses)
    .execute();
  return postedAt;
}
