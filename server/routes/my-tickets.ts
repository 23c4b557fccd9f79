/** `/api/me/tickets`: points become lottery tickets. */
import { LIMITS } from '#domain/contract/limits.ts';
import {
  BoughtTicketsSchema,
  TicketListSchema,
  TicketOrderSchema,
} from '#domain/contract/tickets.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { MeDesk } from '../people/me-desk.ts';
import { assertUnhurried } from '../requests/rate-limits.ts';
import type { RequestLimits } from '../requests/rate-limits.ts';
import { route } from '../requests/route.ts';
import type { Route } from '../requests/route.ts';
import type { SpendingDesk } from '../points/spending-desk.ts';

export function myTicketRoutes({
  ledger,
  me,
  spending,
  limits,
  nowMs,
}: {
  readonly ledger: Ledger;
  readonly me: MeDesk;
  readonly spending: SpendingDesk;
  readonly limits: RequestLimits;
  readonly nowMs: () => number;
}): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/me/tickets',
      summary: 'Own tickets that were not entered in a lottery yet, and what one costs.',
      guard: 'participant',
      answer: TicketListSchema,
      status: 200,
      async handle({ identity: { participantId } }) {
        const [held, { ticket }] = await Promise.all([
          ledger.ticketsOf(participantId, LIMITS.pageRowsMax),
          me.programToday(),
        ]);
        const { points: price, perRequestMax } = ticket;
        return { body: { ...held, price, perRequestMax } };
      },
    }),
    route({
      method: 'POST',
      path: '/api/me/tickets',
      summary: 'Exchanges points for tickets.',
      guard: 'participant',
      body: TicketOrderSchema,
      answer: BoughtTicketsSchema,
      status: 201,
      spends: true,
      problems: ['balance-insufficient', 'rule-broken', 'rate-limited'],
      async handle({ identity: { participantId }, body: { count }, idempotency }) {
        assertUnhurried(limits.spending.take(participantId, nowMs()));
        const key = { actorId: participantId, ...idempotency };
        return { body: await spending.buyTickets({ spending: key, participantId, count }) };
      },
    }),
  ];
}
