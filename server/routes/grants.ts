/** `/api/grants` (staff): points that are not for an activity; what one proposes another approves. */
import * as v from 'valibot';
import {
  GrantDecisionSchema,
  GrantListSchema,
  GrantSchema,
  NewGrantSchema,
} from '#domain/contract/grants.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import { UuidSchema } from '#domain/contract/values.ts';
import { ruleAgainstGrant } from '#domain/criteria.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { Announcements } from '../announcements.ts';
import { ProblemError } from '../errors.ts';
import type { MeDesk } from '../people/me-desk.ts';
import { assertAllowed, granted } from '../requests/refusals.ts';
import { route } from '../requests/route.ts';
import type { Route } from '../requests/route.ts';
import { newId } from '../requests/secrets.ts';

export interface GrantRouteParts {
  readonly ledger: Ledger;
  readonly me: Pick<MeDesk, 'programToday'>;
  readonly announcements: Announcements;
  readonly nowMs: () => number;
}

export function grantRoutes(parts: GrantRouteParts): Route[] {
  return [...proposalRoutes(parts), decisionRoute(parts)];
}

function proposalRoutes({ ledger, me, nowMs }: GrantRouteParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/grants',
      summary: 'Open proposals first, then decided ones, newest first.',
      guard: 'staff',
      answer: GrantListSchema,
      status: 200,
      handle: async () => ({ body: await ledger.grants(LIMITS.pageRowsMax) }),
    }),
    route({
      method: 'POST',
      path: '/api/grants',
      summary: 'Proposes points for people; nothing is booked yet.',
      guard: 'staff',
      body: NewGrantSchema,
      answer: GrantSchema,
      status: 201,
      problems: ['rule-broken', 'participant-unknown'],
      async handle({ identity: { staff }, body }) {
        const { points, participantIds } = body;
        const asked = { points, people: participantIds.length };
        assertAllowed(ruleAgainstGrant(await me.programToday(), asked));
        const { grant } = granted(
          await ledger.proposeGrant({
            grantId: newId(nowMs()),
            grant: body,
            staffId: staff.staffId,
            at: new Date(nowMs()).toISOString(),
            lapsesAt: new Date(nowMs() + LIMITS.grantProposalTtlMs).toISOString(),
          }),
        );
        return { body: grant };
      },
    }),
  ];
}

function decisionRoute({ ledger, announcements, nowMs }: GrantRouteParts): Route {
  return route({
    method: 'POST',
    path: '/api/grants/:grantId/decision',
    summary: 'Approves a proposal, which books it for all or none, or rejects it.',
    guard: 'staff',
    params: v.object({ grantId: UuidSchema }),
    body: GrantDecisionSchema,
    answer: GrantSchema,
    status: 200,
    problems: [
      'grant-unknown',
      'grant-decided',
      'grant-lapsed',
      'approval-by-proposer',
      'balance-insufficient',
    ],
    async handle({ identity: { staff }, params: { grantId }, body: { approve } }) {
      const decided = await ledger.decideGrant({
        grantId,
        staffId: staff.staffId,
        approve,
        at: new Date(nowMs()).toISOString(),
        newTransactionId: () => newId(nowMs()),
      });
      if (!decided.ok && 'participantIds' in decided) {
        const { code, balance, needed, participantIds } = decided;
        const detail = `Too few points: ${participantIds.join(', ')}`;
        throw new ProblemError(code, { balance, needed, detail });
      }
      const { grant, posted } = granted(decided);
      if (posted.length > 0) announcements.posted(posted);
      return { body: grant };
    },
  });
}
