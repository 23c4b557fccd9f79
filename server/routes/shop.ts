/** `/api/shop`: what a shop's own device asks. */
import {
  CardRedemptionSchema,
  RedemptionSchema,
  ShopDeskSchema,
  ShopReadingAnswerSchema,
  ShopReadingSchema,
} from '#domain/contract/coupons.ts';
import type { ProblemCode } from '#domain/contract/problem.ts';
import { tokyoDayBounds } from '#domain/fiscal-year.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { assertUnhurried } from '../requests/rate-limits.ts';
import type { RequestLimits } from '../requests/rate-limits.ts';
import { route } from '../requests/route.ts';
import type { Route } from '../requests/route.ts';
import type { ShopCounter } from '../points/shop-counter.ts';

export interface ShopDeskRouteParts {
  readonly ledger: Ledger;
  readonly counter: ShopCounter;
  readonly limits: RequestLimits;
  readonly nowMs: () => number;
}

const CARD_PROBLEMS = [
  'code-unreadable',
  'code-forged',
  'code-stale',
  'code-of-a-pass',
  'pass-unknown',
  'pass-revoked',
  'pass-expired',
  'coupon-unknown',
  'coupon-used',
  'coupon-taken-back',
  'coupon-of-another-shop',
  'rate-limited',
] as const satisfies ProblemCode[];

export function shopDeskRoutes({ ledger, counter, limits, nowMs }: ShopDeskRouteParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/shop',
      summary: 'What this device is, and what its shop took today.',
      guard: 'shop-device',
      answer: ShopDeskSchema,
      status: 200,
      async handle({ identity: { deviceId, name, shopId, shopName, shopArea } }) {
        const { startMs, endMs } = tokyoDayBounds(nowMs());
        const redeemedToday = await ledger.redeemedBetween(shopId, startMs, endMs);
        const shop = { shopId, name: shopName, area: shopArea };
        const at = new Date(nowMs()).toISOString();
        return { body: { deviceId, name, shop, redeemedToday, at } };
      },
    }),
    route({
      method: 'POST',
      path: '/api/shop/readings',
      summary:
        "Reads a code: a coupon's is used by it, a card's is answered by what can be used here.",
      guard: 'shop-device',
      body: ShopReadingSchema,
      answer: ShopReadingAnswerSchema,
      status: 200,
      spends: 'if-keyed',
      problems: CARD_PROBLEMS,
      async handle({ identity, body: { code }, idempotency }) {
        assertUnhurried(limits.spending.take(identity.deviceId, nowMs()));
        return { body: await counter.read(identity, code, idempotency) };
      },
    }),
    route({
      method: 'POST',
      path: '/api/shop/redemptions',
      summary: 'Uses a coupon of a card, or exchanges one for an offer and uses it at once.',
      guard: 'shop-device',
      body: CardRedemptionSchema,
      answer: RedemptionSchema,
      status: 201,
      spends: true,
      problems: [
        ...CARD_PROBLEMS,
        'balance-insufficient',
        'offer-unknown',
        'offer-closed',
        'shop-closed',
      ],
      async handle({ identity, body, idempotency }) {
        assertUnhurried(limits.spending.take(identity.deviceId, nowMs()));
        return { body: await counter.redeem(identity, body, idempotency) };
      },
    }),
  ];
}
