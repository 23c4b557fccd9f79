/** `/api/transactions/:id/reversal` (staff): a mistake is taken back, once, with its reason (PT4). */
import * as v from 'valibot';
import { NewReversalSchema, ReversalSchema } from '#domain/contract/grants.ts';
import { UuidSchema } from '#domain/contract/values.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { Announcements } from '../announcements.ts';
import { granted } from '../requests/refusals.ts';
import { route } from '../requests/route.ts';
import type { Route } from '../requests/route.ts';
import { newId } from '../requests/secrets.ts';

export interface ReversalRouteParts {
  readonly ledger: Ledger;
  readonly announcements: Announcements;
  readonly nowMs: () => number;
}

export function reversalRoutes({ ledger, announcements, nowMs }: ReversalRouteParts): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/transactions/:transactionId/reversal',
      summary: 'Books the entries of a transaction with the other sign.',
      guard: 'staff',
      params: v.object({ transactionId: UuidSchema }),
      body: NewReversalSchema,
      answer: ReversalSchema,
      status: 201,
      problems: [
        'transaction-unknown',
        'transaction-reversed',
        'transaction-not-reversible',
        'balance-insufficient',
      ],
      async handle({ identity: { staff }, params: { transactionId: reverses }, body }) {
        const transactionId = newId(nowMs());
        const { staffId } = staff;
        const { reason } = body;
        const { postedAt, posted, couponId } = granted(
          await ledger.reverseTransaction({ reverses, transactionId, staffId, reason }),
        );
        const { participantId } = posted;
        announcements.posted([posted]);
        if (couponId !== null) announcements.couponChanged(participantId, couponId);
        // Whether it was tickets that came back is not said; who holds none is told nothing new.
        else announcements.tell({ kind: 'tickets-changed', participantId });
        return { body: { transactionId, reverses, postedAt } };
      },
    }),
  ];
}
