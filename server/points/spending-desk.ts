/**
 * Points are spent: by somebody on their phone, or for somebody at the counter. The one who asks is
 * the actor of the key (PT5); whose points they are is said apart.
 */
import { randomUUID } from 'node:crypto';
import type { ExchangedCoupon } from '#domain/contract/coupons.ts';
import type { BoughtTickets } from '#domain/contract/tickets.ts';
import { ruleAgainstTickets } from '#domain/criteria.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { SpendingKey } from '#stores/ledger/spending.ts';
import type { Announcements } from '../announcements.ts';
import type { MeDesk } from '../people/me-desk.ts';
import { assertAllowed, granted } from '../requests/refusals.ts';
import { newId } from '../requests/secrets.ts';

interface Order {
  readonly spending: SpendingKey;
  readonly participantId: string;
}

export interface SpendingDesk {
  /** One coupon at today's price. Rejects with a ProblemError that says why not. */
  exchange(order: Order & { readonly offerId: string }): Promise<ExchangedCoupon>;
  /** Lottery tickets at today's price. Rejects with a ProblemError that says why not. */
  buyTickets(order: Order & { readonly count: number }): Promise<BoughtTickets>;
}

export function createSpendingDesk({
  ledger,
  me,
  announcements,
  nowMs,
}: {
  readonly ledger: Ledger;
  readonly me: Pick<MeDesk, 'programToday'>;
  readonly announcements: Announcements;
  readonly nowMs: () => number;
}): SpendingDesk {
  return {
    async exchange(order) {
      const { participantId } = order;
      const { coupon: criteria } = await me.programToday();
      const exchanged = granted(
        await ledger.exchangeCoupon({
          ...order,
          points: criteria.points,
          transactionId: newId(nowMs()),
          // Random, not by time: they stand in codes and in the lottery's public files (PP2).
          couponId: randomUUID(),
        }),
      );
      const { transactionId, coupon, replayed } = exchanged;
      if (!replayed) {
        const transactionKind = 'coupon-exchange';
        const amount = -coupon.points;
        announcements.posted([{ participantId, transactionId, transactionKind, amount }]);
        announcements.couponChanged(participantId, coupon.couponId);
      }
      return exchanged;
    },

    async buyTickets({ spending, participantId, count }) {
      const program = await me.programToday();
      assertAllowed(ruleAgainstTickets(program, count));
      const { points } = program.ticket;
      const bought = granted(
        await ledger.buyTickets({
          spending,
          participantId,
          ticketIds: Array.from({ length: count }, () => randomUUID()),
          points,
          transactionId: newId(nowMs()),
        }),
      );
      const { transactionId, replayed } = bought;
      if (!replayed) {
        const transactionKind = 'ticket-purchase';
        const amount = -count * points;
        announcements.posted([{ participantId, transactionId, transactionKind, amount }]);
        announcements.tell({ kind: 'tickets-changed', participantId });
      }
      return bought;
    },
  };
}
