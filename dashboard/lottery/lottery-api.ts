/** What staff ask of the server about lotteries. Leading names the desk that asks. */
import {
  LEAD_HEADER,
  LotteryDeskSchema,
  LotteryListSchema,
  LotterySchema,
  TransitionAnswerSchema,
  TransitionListSchema,
  type LeadOrder,
  type NewLottery,
  type RevealOrder,
  type StageOrder,
  type TransitionOrder,
} from '#domain/contract/lotteries.ts';
import { NoBodySchema } from '#ui/problem.ts';
import { ask } from '../staff-api.ts';

/** The server waits for the workers before it answers. */
const TRANSITION_TIMEOUT_MS = 30_000;

export const listLotteries = () => ask(LotteryListSchema, '/api/lottery-desk');
export const readDesk = (lotteryId: string) =>
  ask(LotteryDeskSchema, `/api/lottery-desk/${lotteryId}`);
export const createLottery = (lottery: NewLottery) =>
  ask(LotterySchema, '/api/lotteries', { method: 'POST', body: lottery });
export const replaceDraft = (lotteryId: string, lottery: NewLottery) =>
  ask(LotterySchema, `/api/lotteries/${lotteryId}`, { method: 'PUT', body: lottery });
export const dropDraft = (lotteryId: string) =>
  ask(NoBodySchema, `/api/lotteries/${lotteryId}`, { method: 'DELETE' });

export const takeLead = (lotteryId: string, order: LeadOrder) =>
  ask(LotteryDeskSchema, `/api/lotteries/${lotteryId}/lead`, { method: 'POST', body: order });
export const giveLeadBack = (lotteryId: string, deskId: string) =>
  ask(NoBodySchema, `/api/lotteries/${lotteryId}/lead`, {
    method: 'DELETE',
    headers: { [LEAD_HEADER]: deskId },
  });

export const transition = (lotteryId: string, deskId: string, order: TransitionOrder) =>
  ask(TransitionAnswerSchema, `/api/lotteries/${lotteryId}/transitions`, {
    method: 'POST',
    body: order,
    headers: { [LEAD_HEADER]: deskId },
    timeoutMs: TRANSITION_TIMEOUT_MS,
  });
export const listTransitions = (lotteryId: string) =>
  ask(TransitionListSchema, `/api/lotteries/${lotteryId}/transitions`);
export const reveal = (lotteryId: string, deskId: string, order: RevealOrder) =>
  ask(NoBodySchema, `/api/lotteries/${lotteryId}/reveals`, {
    method: 'POST',
    body: order,
    headers: { [LEAD_HEADER]: deskId },
  });
export const leadStage = (lotteryId: string, deskId: string, order: StageOrder) =>
  ask(NoBodySchema, `/api/lotteries/${lotteryId}/stage`, {
    method: 'PATCH',
    body: order,
    headers: { [LEAD_HEADER]: deskId },
  });
export const blankVoice = (lotteryId: string, seq: number) =>
  ask(NoBodySchema, `/api/lotteries/${lotteryId}/voices/${seq}`, { method: 'DELETE' });
