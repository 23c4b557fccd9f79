/** `/api/me/coupons`: points become a coupon, and the coupon is used in its shop, once. */
import * as v from 'valibot';
import {
  CouponListSchema,
  CouponSchema,
  ExchangedCouponSchema,
  NewCouponSchema,
  RedemptionSchema,
  ShopVisitSchema,
} from '#domain/contract/coupons.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import { UuidSchema } from '#domain/contract/values.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { Announcements } from '../announcements.ts';
import { ProblemError } from '../errors.ts';
import type { RequestLimits } from '../requests/rate-limits.ts';
import { assertUnhurried } from '../requests/rate-limits.ts';
import { granted } from '../requests/refusals.ts';
import { route } from '../requests/route.ts';
import type { Route } from '../requests/route.ts';
import { newId } from '../requests/secrets.ts';
import type { SpendingDesk } from '../points/spending-desk.ts';

const CouponParamsSchema = v.object({ couponId: UuidSchema });

export interface MyCouponRouteParts {
  readonly ledger: Ledger;
  readonly spending: SpendingDesk;
  readonly announcements: Announcements;
  readonly limits: RequestLimits;
  readonly nowMs: () => number;
}

export function myCouponRoutes(parts: MyCouponRouteParts): Route[] {
  return [...listRoutes(parts), ...reservationRoutes(parts), redemptionRoute(parts)];
}

function listRoutes({ ledger, spending, limits, nowMs }: MyCouponRouteParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/me/coupons',
      summary: 'Own coupons: usable ones first, then the others, newest first.',
      guard: 'participant',
      answer: CouponListSchema,
      status: 200,
      async handle({ identity: { participantId } }) {
        const options = { shopId: null, limit: LIMITS.pageRowsMax };
        return { body: { coupons: await ledger.couponsOf(participantId, options) } };
      },
    }),
    route({
      method: 'POST',
      path: '/api/me/coupons',
      summary: 'Exchanges points for a coupon.',
      guard: 'participant',
      body: NewCouponSchema,
      answer: ExchangedCouponSchema,
      status: 201,
      spends: true,
      problems: [
        'balance-insufficient',
        'offer-unknown',
        'offer-closed',
        'shop-closed',
        'rate-limited',
      ],
      async handle({ identity: { participantId }, body: { offerId }, idempotency }) {
        assertUnhurried(limits.spending.take(participantId, nowMs()));
        const key = { actorId: participantId, ...idempotency };
        return { body: await spending.exchange({ spending: key, participantId, offerId }) };
      },
    }),
  ];
}

function reservationRoutes(parts: MyCouponRouteParts): Route[] {
  const { ledger, announcements, limits, nowMs } = parts;
  return [
    route({
      method: 'POST',
      path: '/api/me/coupons/:couponId/reservation',
      summary:
        "Standing in the shop, with the shop's printed code: the coupon waits for the clerk.",
      guard: 'participant',
      params: CouponParamsSchema,
      body: ShopVisitSchema,
      answer: CouponSchema,
      status: 201,
      problems: [
        'coupon-unknown',
        'coupon-used',
        'coupon-taken-back',
        'coupon-of-another-shop',
        'shop-unknown',
        'rate-limited',
      ],
      async handle({ identity: { participantId }, params: { couponId }, body: { counterCode } }) {
        assertUnhurried(limits.spending.take(participantId, nowMs()));
        const at = new Date(nowMs()).toISOString();
        const until = new Date(nowMs() + LIMITS.reservationTtlMs).toISOString();
        const { coupon } = granted(
          await ledger.reserveCoupon({ participantId, couponId, counterCode, at, until }),
        );
        announcements.couponChanged(participantId, couponId);
        return { body: coupon };
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/me/coupons/:couponId/reservation',
      summary: 'The coupon waits no longer.',
      guard: 'participant',
      params: CouponParamsSchema,
      answer: CouponSchema,
      status: 200,
      problems: ['coupon-unknown'],
      async handle({ identity: { participantId }, params: { couponId } }) {
        const coupon = await ledger.releaseCoupon(participantId, couponId);
        if (coupon === null) throw new ProblemError('coupon-unknown');
        announcements.couponChanged(participantId, couponId);
        return { body: coupon };
      },
    }),
  ];
}

function redemptionRoute(parts: MyCouponRouteParts): Route {
  const { ledger, announcements, limits, nowMs } = parts;
  return route({
    method: 'POST',
    path: '/api/me/coupons/:couponId/redemption',
    summary: 'The clerk has seen the confirmation: the coupon is used, once ever.',
    guard: 'participant',
    params: CouponParamsSchema,
    body: ShopVisitSchema,
    answer: RedemptionSchema,
    status: 201,
    spends: 'if-keyed',
    problems: [
      'coupon-unknown',
      'coupon-used',
      'coupon-taken-back',
      'coupon-of-another-shop',
      'coupon-not-reserved',
      'rate-limited',
    ],
    async handle({ identity: { participantId }, params, body: { counterCode }, idempotency }) {
      assertUnhurried(limits.spending.take(participantId, nowMs()));
      const { couponId } = params;
      const redeemed = granted(
        await ledger.redeemCoupon({
          couponId,
          by: { participantId, counterCode },
          transactionId: newId(nowMs()),
          at: new Date(nowMs()).toISOString(),
          spending: idempotency === null ? null : { actorId: participantId, ...idempotency },
        }),
      );
      const { transactionId, replayed } = redeemed;
      if (!replayed) {
        const transactionKind = 'coupon-redemption';
        announcements.posted([{ participantId, transactionId, transactionKind, amount: 0 }]);
        announcements.couponChanged(participantId, couponId);
      }
      return { body: redeemed };
    },
  });
}
