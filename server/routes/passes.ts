/** `/api/passes` (staff): cards to print, to hand out, and to end. */
import * as v from 'valibot';
import { IssuedCardSchema } from '#domain/contract/counter.ts';
import { NewCardSchema, PassListSchema } from '#domain/contract/people.ts';
import type { CardDesk } from '../people/card-desk.ts';
import { route } from '../requests/route.ts';
import type { Route } from '../requests/route.ts';

const CARDS_PER_PAGE = 100;

const numberSchema = v.pipe(v.string(), v.regex(/^\d{1,10}$/), v.transform(Number));
/** `after`: the number of the last card of the page before. */
const CardsQuerySchema = v.object({ after: v.optional(numberSchema, '0') });

export function passRoutes({ cards }: { readonly cards: CardDesk }): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/passes',
      summary: 'Card passes to print, by number, 100 a page.',
      guard: 'staff',
      query: CardsQuerySchema,
      answer: PassListSchema,
      status: 200,
      handle: async ({ query }) => ({
        body: { passes: await cards.page(query.after, CARDS_PER_PAGE) },
      }),
    }),
    route({
      method: 'POST',
      path: '/api/passes',
      summary: 'Somebody joins with a card.',
      guard: 'staff',
      body: NewCardSchema,
      answer: IssuedCardSchema,
      status: 201,
      handle: async ({ body }) => ({ body: await cards.issue(body.nickname) }),
    }),
    route({
      method: 'DELETE',
      path: '/api/passes/:number',
      summary: 'A lost card stops working.',
      guard: 'staff',
      params: v.object({ number: numberSchema }),
      status: 204,
      problems: ['pass-unknown'],
      async handle({ params: { number } }) {
        await cards.revoke(number);
        return { body: undefined };
      },
    }),
  ];
}
