/** `/api/people` (staff): the counter, where a card has the same rights as a phone. */
import * as v from 'valibot';
import { IssuedCardSchema, LookupSchema, PersonAtCounterSchema } from '#domain/contract/counter.ts';
import type { PersonAtCounter } from '#domain/contract/counter.ts';
import { ExchangedCouponSchema, NewCouponSchema } from '#domain/contract/coupons.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import { EntryListSchema, TransferCodeSchema } from '#domain/contract/people.ts';
import { BoughtTicketsSchema, TicketOrderSchema } from '#domain/contract/tickets.ts';
import { UuidSchema } from '#domain/contract/values.ts';
import { writePassNumber } from '#domain/pass.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { Announcements } from '../announcements.ts';
import type { CardDesk } from '../people/card-desk.ts';
import type { CertificateDesk } from '../certificates/certificate-desk.ts';
import type { CodeReader } from '../code-reader.ts';
import { ProblemError } from '../errors.ts';
import type { MeDesk } from '../people/me-desk.ts';
import { route } from '../requests/route.ts';
import type { Route } from '../requests/route.ts';
import type { SpendingDesk } from '../points/spending-desk.ts';
import { makeTransferCode } from '../people/transfer-codes.ts';

const ENTRIES_PER_PAGE = 50;
const PersonParamsSchema = v.object({ participantId: UuidSchema });
const EntriesQuerySchema = v.object({ before: v.optional(v.pipe(v.string(), v.maxLength(200))) });

export interface PeopleRouteParts {
  readonly ledger: Ledger;
  readonly me: MeDesk;
  readonly codes: CodeReader;
  readonly cards: CardDesk;
  readonly certificates: CertificateDesk;
  readonly spending: SpendingDesk;
  readonly announcements: Announcements;
  readonly nowMs: () => number;
}

export function peopleRoutes(parts: PeopleRouteParts): Route[] {
  return [...lookUpRoutes(parts), ...spendingRoutes(parts), ...recordRoutes(parts)];
}

/** Rejects with ProblemError participant-unknown. */
async function atCounter(
  { ledger, me, certificates }: PeopleRouteParts,
  participantId: string,
): Promise<PersonAtCounter> {
  const [standing, person, coupons, list] = await Promise.all([
    me.me(participantId),
    ledger.person(participantId),
    ledger.couponsOf(participantId, { shopId: null, limit: LIMITS.pageRowsMax }),
    certificates.list(participantId),
  ]);
  const passes = (person?.passes ?? []).toSorted((one, other) => other.serial - one.serial);
  return {
    me: standing,
    passes: passes.map(({ serial, onPhone, validUntilS, revoked }) => ({
      number: writePassNumber(serial),
      // A phone that cannot make live passes carries a card's; for people it is a phone.
      kind: onPhone ? 'phone' : 'card',
      validUntil: new Date(validUntilS * 1_000).toISOString(),
      revoked,
    })),
    coupons,
    certificates: list,
  };
}

function lookUpRoutes(parts: PeopleRouteParts): Route[] {
  const { ledger, codes } = parts;
  return [
    route({
      method: 'POST',
      path: '/api/people/lookup',
      summary: 'Who it is, by the code that they show or the number of a card.',
      guard: 'staff',
      body: LookupSchema,
      answer: PersonAtCounterSchema,
      status: 200,
      problems: [
        'code-unreadable',
        'code-forged',
        'code-stale',
        'pass-unknown',
        'pass-revoked',
        'pass-expired',
        'participant-unknown',
      ],
      async handle({ body }) {
        // By its number a revoked card is found too: whoever lost one asks for another.
        const pass =
          'code' in body
            ? await codes.pass(body.code)
            : await ledger.passBySerial(Number(body.number));
        if (pass === null) throw new ProblemError('pass-unknown');
        return { body: await atCounter(parts, pass.participantId) };
      },
    }),
    route({
      method: 'GET',
      path: '/api/people/:participantId',
      summary: 'How somebody at the counter stands.',
      guard: 'staff',
      params: PersonParamsSchema,
      answer: PersonAtCounterSchema,
      status: 200,
      problems: ['participant-unknown'],
      handle: async ({ params }) => ({ body: await atCounter(parts, params.participantId) }),
    }),
    route({
      method: 'GET',
      path: '/api/people/:participantId/entries',
      summary: 'What was booked for somebody, newest first, 50 a page.',
      guard: 'staff',
      params: PersonParamsSchema,
      query: EntriesQuerySchema,
      answer: EntryListSchema,
      status: 200,
      async handle({ params: { participantId }, query }) {
        const options = { before: query.before ?? null, limit: ENTRIES_PER_PAGE };
        return { body: await ledger.entries(participantId, options) };
      },
    }),
  ];
}

/** Rejects with ProblemError participant-unknown. */
async function assertKnown(ledger: Ledger, participantId: string): Promise<void> {
  if ((await ledger.person(participantId)) === null) {
    throw new ProblemError('participant-unknown');
  }
}

function spendingRoutes(parts: PeopleRouteParts): Route[] {
  const { ledger, spending } = parts;
  return [
    route({
      method: 'POST',
      path: '/api/people/:participantId/coupons',
      summary: "Exchanges somebody's points for a coupon.",
      guard: 'staff',
      params: PersonParamsSchema,
      body: NewCouponSchema,
      answer: ExchangedCouponSchema,
      status: 201,
      spends: true,
      problems: [
        'participant-unknown',
        'balance-insufficient',
        'offer-unknown',
        'offer-closed',
        'shop-closed',
      ],
      async handle({ identity, params: { participantId }, body: { offerId }, idempotency }) {
        await assertKnown(ledger, participantId);
        const key = { actorId: identity.staff.staffId, ...idempotency };
        return { body: await spending.exchange({ spending: key, participantId, offerId }) };
      },
    }),
    route({
      method: 'POST',
      path: '/api/people/:participantId/tickets',
      summary: "Exchanges somebody's points for lottery tickets.",
      guard: 'staff',
      params: PersonParamsSchema,
      body: TicketOrderSchema,
      answer: BoughtTicketsSchema,
      status: 201,
      spends: true,
      problems: ['participant-unknown', 'balance-insufficient', 'rule-broken'],
      async handle({ identity, params: { participantId }, body: { count }, idempotency }) {
        await assertKnown(ledger, participantId);
        const key = { actorId: identity.staff.staffId, ...idempotency };
        return { body: await spending.buyTickets({ spending: key, participantId, count }) };
      },
    }),
  ];
}

function recordRoutes({ ledger, cards, announcements, nowMs }: PeopleRouteParts): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/people/:participantId/card',
      summary: 'A new card for somebody; the cards before it stop working.',
      guard: 'staff',
      params: PersonParamsSchema,
      answer: IssuedCardSchema,
      status: 201,
      problems: ['participant-unknown'],
      handle: async ({ params }) => ({ body: await cards.reissue(params.participantId) }),
    }),
    route({
      method: 'POST',
      path: '/api/people/:participantId/transfer-code',
      summary: 'A one-time code by which somebody comes to a phone; the phone before it ends.',
      guard: 'staff',
      params: PersonParamsSchema,
      answer: TransferCodeSchema,
      status: 201,
      problems: ['participant-unknown'],
      async handle({ params: { participantId } }) {
        await assertKnown(ledger, participantId);
        return { body: await makeTransferCode({ ledger, nowMs }, participantId) };
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/people/:participantId',
      summary: 'Erases the name, the passes and the tokens of somebody; sums stay (PP1).',
      guard: 'staff',
      params: PersonParamsSchema,
      status: 204,
      problems: ['participant-unknown'],
      async handle({ params: { participantId } }) {
        const at = new Date(nowMs()).toISOString();
        if (!(await ledger.eraseParticipant(participantId, at))) {
          throw new ProblemError('participant-unknown');
        }
        await announcements.personChanged(participantId, 'erased');
        return { body: undefined };
      },
    }),
  ];
}
