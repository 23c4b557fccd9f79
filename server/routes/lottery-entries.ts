/** Tickets are entered in a draw: by their holder, or for them at the counter. */
import * as v from 'valibot';
import {
  EnteredLotterySchema,
  LotteryEntryListSchema,
  NewLotteryEntrySchema,
} from '#domain/contract/lotteries.ts';
import type { ProblemCode } from '#domain/contract/problem.ts';
import { UuidSchema } from '#domain/contract/values.ts';
import type { LotteryEntryDesk } from '../lotteries/lottery-entry-desk.ts';
import { assertUnhurried } from '../requests/rate-limits.ts';
import type { RequestLimits } from '../requests/rate-limits.ts';
import { route } from '../requests/route.ts';
import type { Route } from '../requests/route.ts';
import { LotteryParamsSchema } from './lotteries.ts';

export interface LotteryEntryRouteParts {
  readonly entering: LotteryEntryDesk;
  readonly limits: RequestLimits;
  readonly nowMs: () => number;
}

const PersonParamsSchema = v.object({ participantId: UuidSchema });
const PersonInLotterySchema = v.object({ participantId: UuidSchema, lotteryId: UuidSchema });

const ENTERING_PROBLEMS = [
  'lottery-unknown',
  'lottery-not-open',
  'prize-unknown',
  'tickets-insufficient',
  'participant-unknown',
] as const satisfies readonly ProblemCode[];

export function lotteryEntryRoutes(parts: LotteryEntryRouteParts): Route[] {
  return [...ownRoutes(parts), ...counterRoutes(parts)];
}

function ownRoutes({ entering, limits, nowMs }: LotteryEntryRouteParts): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/me/lottery-entries',
      summary: 'Enters tickets for a prize; answers with the signed receipt.',
      guard: 'participant',
      body: NewLotteryEntrySchema,
      answer: EnteredLotterySchema,
      status: 201,
      spends: true,
      problems: [...ENTERING_PROBLEMS, 'rate-limited'],
      async handle({ identity: { participantId }, body, idempotency, askedAtMs }) {
        assertUnhurried(limits.spending.take(participantId, nowMs()));
        const spending = { actorId: participantId, ...idempotency };
        return { body: await entering.enter({ spending, participantId, askedAtMs, ...body }) };
      },
    }),
    route({
      method: 'GET',
      path: '/api/me/lottery-entries/:lotteryId',
      summary: 'Own entries in a draw, with receipts, and the nonce that proves the tag.',
      guard: 'participant',
      params: LotteryParamsSchema,
      answer: LotteryEntryListSchema,
      status: 200,
      problems: ['lottery-unknown'],
      handle: async ({ identity: { participantId }, params: { lotteryId } }) => ({
        body: await entering.entriesOf(lotteryId, participantId),
      }),
    }),
  ];
}

function counterRoutes({ entering }: LotteryEntryRouteParts): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/people/:participantId/lottery-entries',
      summary: "Enters a person's tickets for a prize, at the counter.",
      guard: 'staff',
      params: PersonParamsSchema,
      body: NewLotteryEntrySchema,
      answer: EnteredLotterySchema,
      status: 201,
      spends: true,
      problems: ENTERING_PROBLEMS,
      async handle({
        identity: { staff },
        params: { participantId },
        body,
        idempotency,
        askedAtMs,
      }) {
        const spending = { actorId: staff.staffId, ...idempotency };
        return { body: await entering.enter({ spending, participantId, askedAtMs, ...body }) };
      },
    }),
    route({
      method: 'GET',
      path: '/api/people/:participantId/lottery-entries/:lotteryId',
      summary: "A person's entries in a draw, with receipts, at the counter.",
      guard: 'staff',
      params: PersonInLotterySchema,
      answer: LotteryEntryListSchema,
      status: 200,
      problems: ['lottery-unknown'],
      handle: async ({ params: { participantId, lotteryId } }) => ({
        body: await entering.entriesOf(lotteryId, participantId),
      }),
    }),
  ];
}
