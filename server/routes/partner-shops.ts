/** Partner shops as everybody sees them: what a coupon gets where, and which shop one stands in. */
import * as v from 'valibot';
import { CounterCodeSchema } from '#domain/contract/coupons.ts';
import { OfferListSchema, ShopSchema } from '#domain/contract/shops.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { ProblemError } from '../errors.ts';
import type { MeDesk } from '../people/me-desk.ts';
import { assertUnhurried } from '../requests/rate-limits.ts';
import type { RequestLimits } from '../requests/rate-limits.ts';
import { route } from '../requests/route.ts';
import type { Route } from '../requests/route.ts';

const CodeParamsSchema = v.object({ counterCode: CounterCodeSchema });

export function partnerShopRoutes({
  ledger,
  me,
  limits,
  nowMs,
}: {
  readonly ledger: Ledger;
  readonly me: MeDesk;
  readonly limits: RequestLimits;
  readonly nowMs: () => number;
}): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/offers',
      summary: 'Open shops with their open offers, and what a coupon costs.',
      guard: 'public',
      answer: OfferListSchema,
      status: 200,
      problems: ['rate-limited'],
      async handle({ address }) {
        assertUnhurried(limits.lookUps.take(address, nowMs()));
        const [shops, { coupon }] = await Promise.all([ledger.openShops(), me.programToday()]);
        return { body: { shops, couponPoints: coupon.points, yenMax: coupon.yenMax } };
      },
    }),
    route({
      method: 'GET',
      path: '/api/shops/by-code/:counterCode',
      summary: 'The shop whose printed code it is, with its open offers.',
      guard: 'public',
      params: CodeParamsSchema,
      answer: ShopSchema,
      status: 200,
      problems: ['shop-unknown', 'rate-limited'],
      async handle({ params: { counterCode }, address }) {
        assertUnhurried(limits.lookUps.take(address, nowMs()));
        const shop = await ledger.shopByCounterCode(counterCode);
        if (shop === null) throw new ProblemError('shop-unknown');
        return { body: shop };
      },
    }),
  ];
}
