/** `/api/conflicts`: staff looked at a person whom two kiosks admitted. */
import * as v from 'valibot';
import { ConflictSchema } from '#domain/contract/attendance.ts';
import type { FeedMessage } from '#domain/contract/feed.ts';
import { UuidSchema } from '#domain/contract/values.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { ProblemError } from '../errors.ts';
import { route } from '../requests/route.ts';
import type { Route } from '../requests/route.ts';

export function conflictRoutes({
  ledger,
  tell,
  nowMs,
}: {
  readonly ledger: Ledger;
  readonly tell: (message: FeedMessage) => Promise<void>;
  readonly nowMs: () => number;
}): Route[] {
  return [
    route({
      method: 'PATCH',
      path: '/api/conflicts/:conflictId',
      summary: 'Marks a conflict as looked at.',
      guard: 'staff',
      params: v.object({ conflictId: UuidSchema }),
      body: v.strictObject({ resolved: v.literal(true) }),
      answer: ConflictSchema,
      status: 200,
      problems: ['not-found'],
      async handle({ params }) {
        const at = new Date(nowMs()).toISOString();
        const conflict = await ledger.resolveConflict(params.conflictId, at);
        if (conflict === null) throw new ProblemError('not-found');
        await tell({ kind: 'conflict-found', conflict });
        return { body: conflict };
      },
    }),
  ];
}
