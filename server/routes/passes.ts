/** `/api/passes`: cards to print. */
import * as v from 'valibot';
import { PassListSchema } from '#domain/contract/people.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { PeopleDesk } from '../people-desk.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';

const CARDS_PER_PAGE = 100;

/** `after`: the number of the last card of the page before. */
const CardsQuerySchema = v.object({
  after: v.optional(v.pipe(v.string(), v.regex(/^\d{1,10}$/), v.transform(Number)), '0'),
});

export function passRoutes({
  ledger,
  people,
}: {
  readonly ledger: Ledger;
  readonly people: PeopleDesk;
}): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/passes',
      summary: 'Card passes to print, by number, 100 a page.',
      guard: 'staff',
      query: CardsQuerySchema,
      answer: PassListSchema,
      status: 200,
      async handle({ query }) {
        const rows = await ledger.cardPasses({ afterSerial: query.after, limit: CARDS_PER_PAGE });
        const texts = await people.passTexts(rows);
        const passes = rows.map((row, index) => ({
          participantId: row.participantId,
          nickname: row.nickname,
          number: String(row.serial).padStart(8, '0'),
          pass: texts[index]!,
        }));
        return { body: { passes } };
      },
    }),
  ];
}
