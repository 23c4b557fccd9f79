/** Points become coupons and tickets, each by one statement: a function of migration 0006. */
import assert from 'node:assert/strict';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import * as v from 'valibot';
import type { Books } from './connection.ts';
import { CouponSpentSchema, CouponUsedSchema, InsufficientSchema } from './spending-answers.ts';
import { TicketsSpentSchema, refusedSchema } from './spending-answers.ts';
import type { SpendingBooks, SpendingKey } from './spending.ts';

type Answer<Method extends keyof SpendingBooks> = ReturnType<SpendingBooks[Method]>;
type Order<Method extends keyof SpendingBooks> = Parameters<SpendingBooks[Method]>[0];

const ExchangeAnswerSchema = v.union([
  CouponSpentSchema,
  InsufficientSchema,
  refusedSchema(['offer-unknown', 'offer-closed', 'shop-closed', 'idempotency-key-reused']),
]);

export async function exchangeCoupon(
  books: Books,
  order: Order<'exchangeCoupon'>,
): Answer<'exchangeCoupon'> {
  const { participantId, offerId, points, transactionId, couponId } = order;
  const answer = await ask(
    books,
    sql`exchange_coupon(
      ${keyOf(order.spending)}, ${participantId}, ${offerId}, ${points}, ${transactionId},
      ${couponId}
    )`,
  );
  return v.parse(ExchangeAnswerSchema, answer);
}

const TicketsAnswerSchema = v.union([
  TicketsSpentSchema,
  InsufficientSchema,
  refusedSchema(['idempotency-key-reused']),
]);

export async function buyTickets(books: Books, order: Order<'buyTickets'>): Answer<'buyTickets'> {
  const { participantId, ticketIds, points, transactionId } = order;
  assert(ticketIds.length > 0, 'no tickets are no purchase');
  const answer = await ask(
    books,
    sql`buy_tickets(
      ${keyOf(order.spending)}, ${participantId}, ${ticketIds}::uuid[], ${points}, ${transactionId}
    )`,
  );
  return v.parse(TicketsAnswerSchema, answer);
}

const RedemptionAnswerSchema = v.union([
  CouponSpentSchema,
  CouponUsedSchema,
  refusedSchema([
    'coupon-unknown',
    'coupon-taken-back',
    'coupon-of-another-shop',
    'coupon-not-reserved',
    'idempotency-key-reused',
  ]),
]);

export async function redeemCoupon(
  books: Books,
  redemption: Order<'redeemCoupon'>,
): Answer<'redeemCoupon'> {
  const { couponId, by, transactionId, at, spending } = redemption;
  const here =
    'deviceId' in by
      ? sql`null, null, ${by.deviceId}, ${by.shopId}`
      : sql`${by.participantId}, ${by.counterCode}, null, null`;
  const answer = await ask(
    books,
    sql`redeem_coupon(${keyOf(spending)}, ${couponId}, ${here}, ${transactionId}, ${at})`,
  );
  return v.parse(RedemptionAnswerSchema, answer);
}

const ExchangeAndRedeemAnswerSchema = v.union([
  CouponSpentSchema,
  InsufficientSchema,
  refusedSchema([
    'offer-unknown',
    'offer-closed',
    'coupon-of-another-shop',
    'idempotency-key-reused',
  ]),
]);

export async function exchangeAndRedeem(
  books: Books,
  order: Order<'exchangeAndRedeem'>,
): Answer<'exchangeAndRedeem'> {
  const { participantId, offerId, points, deviceId, shopId, couponId } = order;
  const answer = await ask(
    books,
    sql`exchange_and_redeem(
      ${keyOf(order.spending)}, ${participantId}, ${offerId}, ${points}, ${deviceId}, ${shopId},
      ${couponId}, ${order.exchangeId}, ${order.redemptionId}, ${order.at}
    )`,
  );
  return v.parse(ExchangeAndRedeemAnswerSchema, answer);
}

/** The first three parameters of every function; without a key it is the first time, always. */
function keyOf(spending: SpendingKey | null): RawBuilder<unknown> {
  if (spending === null) return sql`null, null, null`;
  return sql`${spending.actorId}, ${spending.key}, ${spending.bodyHash}`;
}

async function ask(books: Books, call: RawBuilder<unknown>): Promise<unknown> {
  const { rows } = await sql<{ answer: unknown }>`select ${call} as answer`.execute(books);
  assert(rows.length === 1, 'a function answers with one row');
  return rows[0]?.answer;
}

/**
 * Forgets what was spent under keys before that instant: who repeats a request so late spends anew.
 * @returns how many keys were forgotten, at most `limit`
 */
export async function forgetSpendingKeys(
  books: Books,
  before: string,
  limit: number,
): Promise<number> {
  const { rows } = await sql`
    delete from idempotency_keys where (actor_id, key) in (
      select actor_id, key from idempotency_keys where created_at < ${before}
      order by created_at limit ${limit}
    ) returning 1
  `.execute(books);
  return rows.length;
}
