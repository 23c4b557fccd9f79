/** Who leads a lottery: one desk at a time. */
import * as v from 'valibot';
import { LeadOrderSchema, LotteryDeskSchema } from '#domain/contract/lotteries.ts';
import type { LEAD_HEADER, Lottery } from '#domain/contract/lotteries.ts';
import { UuidSchema } from '#domain/contract/values.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { ProblemError } from '../errors.ts';
import type { LotteryLeads } from '../lotteries/lottery-lead.ts';
import { route } from '../requests/route.ts';
import type { Route } from '../requests/route.ts';
import { LotteryParamsSchema } from './lotteries.ts';

export const DESK_HEADER = 'lottery-desk' satisfies Lowercase<typeof LEAD_HEADER>;
/** Of what only the desk that leads may ask for. */
export const DeskHeadersSchema = v.object({ [DESK_HEADER]: v.optional(UuidSchema) });

export interface LotteryLeadRouteParts {
  readonly ledger: Ledger;
  readonly leads: LotteryLeads;
}

export function lotteryLeadRoutes({ ledger, leads }: LotteryLeadRouteParts): Route[] {
  async function known(lotteryId: string): Promise<Lottery> {
    const lottery = await ledger.lottery(lotteryId);
    if (lottery === null) throw new ProblemError('lottery-unknown');
    return lottery;
  }

  return [
    route({
      method: 'GET',
      path: '/api/lottery-desk/:lotteryId',
      summary: 'One draw, a draft too, and which desk leads it.',
      guard: 'staff',
      params: LotteryParamsSchema,
      answer: LotteryDeskSchema,
      status: 200,
      problems: ['lottery-unknown'],
      async handle({ params: { lotteryId } }) {
        const [lottery, lead] = await Promise.all([known(lotteryId), leads.leadOf(lotteryId)]);
        return { body: { lottery, lead } };
      },
    }),
    route({
      method: 'POST',
      path: '/api/lotteries/:lotteryId/lead',
      summary: 'A desk takes the lead, or renews it: within a minute, or it is nobody’s.',
      guard: 'staff',
      params: LotteryParamsSchema,
      body: LeadOrderSchema,
      answer: LotteryDeskSchema,
      status: 200,
      problems: ['lottery-unknown', 'lottery-led-elsewhere'],
      async handle({ identity: { staff }, params: { lotteryId }, body }) {
        const lottery = await known(lotteryId);
        return { body: { lottery, lead: await leads.take(lotteryId, body, staff.email) } };
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/lotteries/:lotteryId/lead',
      summary: 'The desk leads no more; where another one does, nothing happens.',
      guard: 'staff',
      params: LotteryParamsSchema,
      headers: v.object({ [DESK_HEADER]: UuidSchema }),
      status: 204,
      async handle({ params: { lotteryId }, headers }) {
        await leads.giveBack(lotteryId, headers[DESK_HEADER]);
        return { body: undefined };
      },
    }),
  ];
}
