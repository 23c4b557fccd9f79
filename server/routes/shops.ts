/** `/api/shops`, `/api/offers` (staff): partner shops and what they give for a coupon. */
import * as v from 'valibot';
import {
  NewOfferSchema,
  NewShopSchema,
  OfferChangeSchema,
  OfferSchema,
  ShopChangeSchema,
  ShopInListSchema,
  ShopListSchema,
} from '#domain/contract/shops.ts';
import { UuidSchema } from '#domain/contract/values.ts';
import { ruleAgainstOffer } from '#domain/criteria.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { ProblemError } from '../errors.ts';
import type { MeDesk } from '../people/me-desk.ts';
import { assertAllowed } from '../requests/refusals.ts';
import { route } from '../requests/route.ts';
import type { Route } from '../requests/route.ts';
import { newCounterCode, newId } from '../requests/secrets.ts';

const ShopParamsSchema = v.object({ shopId: UuidSchema });
const OfferParamsSchema = v.object({ offerId: UuidSchema });

export interface ShopRouteParts {
  readonly ledger: Ledger;
  readonly me: Pick<MeDesk, 'programToday'>;
  readonly nowMs: () => number;
}

export function shopRoutes(parts: ShopRouteParts): Route[] {
  return [...partnerRoutes(parts), ...offerRoutes(parts)];
}

function partnerRoutes({ ledger, nowMs }: ShopRouteParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/shops',
      summary: 'All shops with their offers, devices and what they took.',
      guard: 'staff',
      answer: ShopListSchema,
      status: 200,
      handle: async () => ({ body: { shops: await ledger.shops() } }),
    }),
    route({
      method: 'POST',
      path: '/api/shops',
      summary: 'Takes a shop in, with a code to print and put up.',
      guard: 'staff',
      body: NewShopSchema,
      answer: ShopInListSchema,
      status: 201,
      async handle({ body: shop }) {
        const shopId = newId(nowMs());
        return { body: await ledger.createShop({ shopId, shop, counterCode: newCounterCode() }) };
      },
    }),
    route({
      method: 'PATCH',
      path: '/api/shops/:shopId',
      summary: 'Changes a shop, closes or opens it, replaces its printed code.',
      guard: 'staff',
      params: ShopParamsSchema,
      body: ShopChangeSchema,
      answer: ShopInListSchema,
      status: 200,
      problems: ['shop-unknown'],
      async handle({ params: { shopId }, body }) {
        const at = new Date(nowMs()).toISOString();
        const options = { at, counterCode: newCounterCode() };
        const shop = await ledger.changeShop(shopId, body, options);
        if (shop === null) throw new ProblemError('shop-unknown');
        return { body: shop };
      },
    }),
  ];
}

function offerRoutes({ ledger, me, nowMs }: ShopRouteParts): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/shops/:shopId/offers',
      summary: 'What the shop gives for a coupon, up to what the programme allows (PG2).',
      guard: 'staff',
      params: ShopParamsSchema,
      body: NewOfferSchema,
      answer: OfferSchema,
      status: 201,
      problems: ['shop-unknown', 'rule-broken'],
      async handle({ params: { shopId }, body }) {
        assertAllowed(ruleAgainstOffer(await me.programToday(), body.yen));
        const offer = await ledger.createOffer(newId(nowMs()), shopId, body);
        if (offer === null) throw new ProblemError('shop-unknown');
        return { body: offer };
      },
    }),
    route({
      method: 'PATCH',
      path: '/api/offers/:offerId',
      summary: 'Changes the words of an offer, closes or opens it; not what it is worth.',
      guard: 'staff',
      params: OfferParamsSchema,
      body: OfferChangeSchema,
      answer: OfferSchema,
      status: 200,
      problems: ['offer-unknown'],
      async handle({ params: { offerId }, body }) {
        const offer = await ledger.changeOffer(offerId, body, new Date(nowMs()).toISOString());
        if (offer === null) throw new ProblemError('offer-unknown');
        return { body: offer };
      },
    }),
  ];
}
