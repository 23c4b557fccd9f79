/** What staff do with lotteries: prepare them, lead them from state to state, lead the show. */
import * as v from 'valibot';
import {
  LotteryListSchema,
  LotterySchema,
  NewLotterySchema,
  RevealOrderSchema,
  StageOrderSchema,
  TransitionAnswerSchema,
  TransitionListSchema,
  TransitionOrderSchema,
} from '#domain/contract/lotteries.ts';
import { UuidSchema } from '#domain/contract/values.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { ProblemError } from '../errors.ts';
import type { LotteryDesk } from '../lotteries/lottery-desk.ts';
import type { LotteryLeads } from '../lotteries/lottery-lead.ts';
import { route } from '../requests/route.ts';
import type { Route } from '../requests/route.ts';
import type { StageDesk } from '../lotteries/stage-desk.ts';
import { LOTTERIES_LISTED_MAX } from '../lotteries/lottery-readings.ts';
import { LotteryParamsSchema } from './lotteries.ts';
import { DESK_HEADER, DeskHeadersSchema, lotteryLeadRoutes } from './lottery-leads.ts';

const VOICE_SEQ_MAX = 2 ** 31 - 1;
const VoiceParamsSchema = v.object({
  lotteryId: UuidSchema,
  seq: v.pipe(
    v.string(),
    v.regex(/^[1-9][0-9]{0,9}$/),
    v.transform(Number),
    v.maxValue(VOICE_SEQ_MAX),
  ),
});

export interface LotteryDeskRouteParts {
  readonly ledger: Ledger;
  readonly lotteries: LotteryDesk;
  readonly leads: LotteryLeads;
  readonly stage: StageDesk;
  readonly changed: (lotteryId: string) => void;
}

export function lotteryDeskRoutes(parts: LotteryDeskRouteParts): Route[] {
  return [
    ...preparingRoutes(parts),
    ...draftRoutes(parts),
    ...lotteryLeadRoutes(parts),
    ...leadingRoutes(parts),
    ...showRoutes(parts),
  ];
}

function preparingRoutes({ ledger, lotteries }: LotteryDeskRouteParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/lottery-desk',
      summary: 'All draws, drafts too, newest first.',
      guard: 'staff',
      answer: LotteryListSchema,
      status: 200,
      async handle() {
        const options = { drafts: true, limit: LOTTERIES_LISTED_MAX };
        return { body: { lotteries: await ledger.lotteries(options) } };
      },
    }),
    route({
      method: 'POST',
      path: '/api/lotteries',
      summary: 'Makes a draft, with its prizes.',
      guard: 'staff',
      body: NewLotterySchema,
      answer: LotterySchema,
      status: 201,
      problems: ['draw-taken'],
      handle: async ({ body }) => ({ body: await lotteries.create(body) }),
    }),
  ];
}

function draftRoutes({ lotteries }: LotteryDeskRouteParts): Route[] {
  return [
    route({
      method: 'PUT',
      path: '/api/lotteries/:lotteryId',
      summary: 'Puts another draft in the place of a draft.',
      guard: 'staff',
      params: LotteryParamsSchema,
      body: NewLotterySchema,
      answer: LotterySchema,
      status: 200,
      problems: ['lottery-unknown', 'lottery-state', 'draw-taken'],
      handle: async ({ params: { lotteryId }, body }) => ({
        body: await lotteries.replaceDraft(lotteryId, body),
      }),
    }),
    route({
      method: 'DELETE',
      path: '/api/lotteries/:lotteryId',
      summary: 'Drops a draft; what was published stays for ever.',
      guard: 'staff',
      params: LotteryParamsSchema,
      status: 204,
      problems: ['lottery-unknown', 'lottery-state'],
      async handle({ params: { lotteryId } }) {
        await lotteries.dropDraft(lotteryId);
        return { body: undefined };
      },
    }),
  ];
}

function leadingRoutes({ ledger, leads, lotteries }: LotteryDeskRouteParts): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/lotteries/:lotteryId/transitions',
      summary: 'Leads a draw to its next state; asked again, it stays as it is.',
      guard: 'staff',
      params: LotteryParamsSchema,
      headers: DeskHeadersSchema,
      body: TransitionOrderSchema,
      answer: TransitionAnswerSchema,
      status: 200,
      problems: ['lottery-unknown', 'lottery-state', 'lottery-led-elsewhere'],
      async handle({ identity: { staff }, params: { lotteryId }, headers, body }) {
        await leads.assertMayLead(lotteryId, headers[DESK_HEADER]);
        return { body: await lotteries.move({ ...body, lotteryId, staffId: staff.staffId }) };
      },
    }),
    route({
      method: 'GET',
      path: '/api/lotteries/:lotteryId/transitions',
      summary: 'Who led it where, and when.',
      guard: 'staff',
      params: LotteryParamsSchema,
      answer: TransitionListSchema,
      status: 200,
      handle: async ({ params: { lotteryId } }) => ({
        body: { transitions: await ledger.lotteryTransitions(lotteryId) },
      }),
    }),
  ];
}

function showRoutes({ ledger, leads, stage, changed }: LotteryDeskRouteParts): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/lotteries/:lotteryId/reveals',
      summary: 'Shows a place of the result next; each is shown once.',
      guard: 'staff',
      params: LotteryParamsSchema,
      headers: DeskHeadersSchema,
      body: RevealOrderSchema,
      status: 204,
      problems: [
        'lottery-unknown',
        'lottery-state',
        'lottery-led-elsewhere',
        'prize-unknown',
        'not-found',
      ],
      async handle({ params: { lotteryId }, headers, body }) {
        await leads.assertMayLead(lotteryId, headers[DESK_HEADER]);
        await stage.reveal(lotteryId, body);
        return { body: undefined };
      },
    }),
    route({
      method: 'PATCH',
      path: '/api/lotteries/:lotteryId/stage',
      summary: 'Which prize the hall looks at, and the throws as they are typed in.',
      guard: 'staff',
      params: LotteryParamsSchema,
      headers: DeskHeadersSchema,
      body: StageOrderSchema,
      status: 204,
      problems: ['lottery-unknown', 'lottery-state', 'lottery-led-elsewhere', 'prize-unknown'],
      async handle({ params: { lotteryId }, headers, body }) {
        await leads.assertMayLead(lotteryId, headers[DESK_HEADER]);
        await stage.lead(lotteryId, body);
        return { body: undefined };
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/lotteries/:lotteryId/voices/:seq',
      summary: 'Takes a word from the screen; it stays in the file.',
      guard: 'staff',
      params: VoiceParamsSchema,
      status: 204,
      problems: ['not-found'],
      async handle({ params: { lotteryId, seq } }) {
        if (!(await ledger.blankContribution(lotteryId, seq))) throw new ProblemError('not-found');
        changed(lotteryId);
        return { body: undefined };
      },
    }),
  ];
}
