/** Coupons in people's hands: told, and set aside for the clerk. What spends them: exchange.ts. */
import assert from 'node:assert/strict';
import { sql } from 'kysely';
import * as v from 'valibot';
import { CouponSchema } from '#domain/contract/coupons.ts';
import type { Coupon } from '#domain/contract/coupons.ts';
import type { Books } from './connection.ts';
import { ledgerLimits } from './limits.ts';
import type { Trx } from './outbox-position.ts';
import type { CouponHolder, SpendingBooks } from './spending.ts';

export async function couponsOf(
  books: Books,
  participantId: string,
  options: { readonly shopId: string | null; readonly limit: number },
): Promise<Coupon[]> {
  assert(options.limit <= ledgerLimits.pageRowsMax, `a page of ${options.limit} rows`);
  const { rows } = await sql<{ coupon: unknown }>`
    select coupon_told(coupon_id, now()) as coupon
    from (
      select coupon_id, exchanged_at, redeemed_at is null and taken_back_at is null as usable
      from coupons
      where participant_id = ${participantId}
        and (${options.shopId}::uuid is null or shop_id = ${options.shopId})
      order by usable desc, exchanged_at desc, coupon_id desc limit ${options.limit}
    ) as page
    order by usable desc, exchanged_at desc, coupon_id desc
  `.execute(books);
  return rows.map(({ coupon }) => v.parse(CouponSchema, coupon));
}

export async function couponHolder(books: Books, couponId: string): Promise<CouponHolder | null> {
  const { rows } = await sql<{ coupon: unknown; participant_id: string; key: string | null }>`
    select coupon_told(coupon_id, now()) as coupon, participant_id, (
      select device_public_key_hex from passes
      where passes.participant_id = coupons.participant_id
        and device_public_key_hex is not null and revoked_at is null
        and valid_until_s > extract(epoch from now())
      order by serial desc limit 1
    ) as key
    from coupons where coupon_id = ${couponId}
  `.execute(books);
  const row = rows[0];
  if (row === undefined) return null;
  return {
    coupon: v.parse(CouponSchema, row.coupon),
    participantId: row.participant_id,
    devicePublicKeyHex: row.key,
  };
}

type Reservation = Parameters<SpendingBooks['reserveCoupon']>[0];

export function reserveCoupon(
  books: Books,
  reservation: Reservation,
): ReturnType<SpendingBooks['reserveCoupon']> {
  const { participantId, couponId, counterCode, at, until } = reservation;
  return books.transaction().execute(async (trx) => {
    const shop = await trx
      .selectFrom('shops')
      .select('shop_id')
      .where('counter_code', '=', counterCode)
      .executeTakeFirst();
    if (shop === undefined) return { ok: false, code: 'shop-unknown' };
    const coupon = await lockedCoupon(trx, participantId, couponId);
    if (coupon === undefined) return { ok: false, code: 'coupon-unknown' };
    if (coupon.shop_id !== shop.shop_id) return { ok: false, code: 'coupon-of-another-shop' };
    if (coupon.taken_back_at !== null) return { ok: false, code: 'coupon-taken-back' };
    if (coupon.redeemed_at !== null) {
      return { ok: false, code: 'coupon-used', firstAt: coupon.redeemed_at };
    }
    await trx
      .updateTable('coupons')
      .set({ reserved_until: until })
      .where('coupon_id', '=', couponId)
      // One that holds is not renewed: the minutes are counted from the first scan.
      .where((is) => is.or([is('reserved_until', 'is', null), is('reserved_until', '<=', at)]))
      .execute();
    return { ok: true, coupon: await couponTold(trx, couponId, at) };
  });
}

export function releaseCoupon(
  books: Books,
  participantId: string,
  couponId: string,
): Promise<Coupon | null> {
  return books.transaction().execute(async (trx) => {
    const coupon = await lockedCoupon(trx, participantId, couponId);
    if (coupon === undefined) return null;
    if (coupon.redeemed_at === null && coupon.taken_back_at === null) {
      await trx
        .updateTable('coupons')
        .set({ reserved_until: null })
        .where('coupon_id', '=', couponId)
        .execute();
    }
    return couponTold(trx, couponId, null);
  });
}

/** Nobody else decides about it until the transaction ends. */
function lockedCoupon(trx: Trx, participantId: string, couponId: string) {
  return trx
    .selectFrom('coupons')
    .select(['shop_id', 'redeemed_at', 'taken_back_at'])
    .where('coupon_id', '=', couponId)
    .where('participant_id', '=', participantId)
    .forUpdate()
    .executeTakeFirst();
}

/** @param at `null`: now */
async function couponTold(trx: Trx, couponId: string, at: string | null): Promise<Coupon> {
  const { rows } = await sql<{ coupon: unknown }>`
    select coupon_told(${couponId}, coalesce(${at}::timestamptz, now())) as coupon
  `.execute(trx);
  return v.parse(CouponSchema, rows[0]?.coupon);
}
