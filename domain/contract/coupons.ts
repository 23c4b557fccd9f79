/** Coupons: exchanged by a person, used at a shop, once. */
import * as v from 'valibot';
import { LIMITS } from './limits.ts';
import { OfferSchema } from './shops.ts';
import { CountSchema, InstantSchema, UuidSchema } from './values.ts';

export const COUPON_STATES = ['held', 'reserved', 'redeemed', 'taken-back'] as const;

export const CouponSchema = v.object({
  couponId: UuidSchema,
  /** For people: `K7-204-918`. */
  number: v.string(),
  state: v.picklist(COUPON_STATES),
  points: CountSchema,
  offer: v.pick(OfferSchema, ['offerId', 'name', 'nameEn', 'nameEasy', 'yen']),
  shop: v.object({
    shopId: UuidSchema,
    name: v.string(),
    nameEn: v.nullable(v.string()),
    nameEasy: v.nullable(v.string()),
    area: v.string(),
  }),
  exchangedAt: InstantSchema,
  /** While reserved: until when it waits for the shop. */
  reservedUntil: v.nullable(InstantSchema),
  redeemedAt: v.nullable(InstantSchema),
});
export type Coupon = v.InferOutput<typeof CouponSchema>;

/** `GET /api/me/coupons`: usable ones first, then those used, newest first; at most 100. */
export const CouponListSchema = v.object({ coupons: v.array(CouponSchema) });

/** `POST /api/me/coupons` with an `Idempotency-Key`: 100 P → one coupon. */
export const NewCouponSchema = v.strictObject({ offerId: UuidSchema });

/** The answer to everything that spends: what came of it, and what is left. */
export const ExchangedCouponSchema = v.object({
  transactionId: UuidSchema,
  coupon: CouponSchema,
  balance: CountSchema,
  /** The answer of the first time, again (PT5). */
  replayed: v.boolean(),
});
export type ExchangedCoupon = v.InferOutput<typeof ExchangedCouponSchema>;

/** What the shop's printed code says: the last part of `<origin>/phone/shop/<counterCode>`. */
export const CounterCodeSchema = v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{16,64}$/));

/**
 * `POST /api/me/coupons/:id/reservation {counterCode}`: the person stands in the shop; the coupon
 * waits for the clerk for LIMITS.reservationTtlMs. `DELETE` takes that back.
 * `POST /api/me/coupons/:id/redemption {counterCode}`: the clerk has seen the moving confirmation.
 */
export const ShopVisitSchema = v.strictObject({ counterCode: CounterCodeSchema });

/** `POST /api/shop/readings`, by a shop's device: whatever code stands before its camera. */
export const ShopReadingSchema = v.strictObject({
  code: v.pipe(v.string(), v.minLength(1), v.maxLength(LIMITS.passLengthMax)),
});

/**
 * A coupon's live code is redeemed by being read. A card is answered by what its person could use
 * here: the clerk asks and chooses.
 */
export const ShopReadingAnswerSchema = v.variant('kind', [
  v.object({ kind: v.literal('redeemed'), coupon: CouponSchema, at: InstantSchema }),
  v.object({
    kind: v.literal('card'),
    nickname: v.string(),
    balance: CountSchema,
    couponPoints: CountSchema,
    /** Of this shop, usable now. */
    coupons: v.array(CouponSchema),
    /** Open offers of this shop. */
    offers: v.array(OfferSchema),
  }),
]);
export type ShopReadingAnswer = v.InferOutput<typeof ShopReadingAnswerSchema>;

/**
 * `POST /api/shop/redemptions` with an `Idempotency-Key`: the card that was read, and a coupon of
 * its person, or an offer for which a coupon is exchanged and used at once.
 */
export const CardRedemptionSchema = v.strictObject({
  code: ShopReadingSchema.entries.code,
  take: v.variant('kind', [
    v.strictObject({ kind: v.literal('coupon'), couponId: UuidSchema }),
    v.strictObject({ kind: v.literal('offer'), offerId: UuidSchema }),
  ]),
});
export type CardRedemption = v.InferOutput<typeof CardRedemptionSchema>;
export const RedemptionSchema = v.object({
  coupon: CouponSchema,
  /** Of the person, after it. */
  balance: CountSchema,
  replayed: v.boolean(),
});
export type Redemption = v.InferOutput<typeof RedemptionSchema>;

/** `GET /api/shop`: what the device is, and that it still may. */
export const ShopDeskSchema = v.object({
  deviceId: UuidSchema,
  name: v.string(),
  shop: v.object({ shopId: UuidSchema, name: v.string(), area: v.string() }),
  /** Coupons taken today (Tokyo). */
  redeemedToday: CountSchema,
  at: InstantSchema,
});
export type ShopDesk = v.InferOutput<typeof ShopDeskSchema>;
