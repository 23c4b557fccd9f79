/**
 * One desk leads a lottery at a time. It is the moment's, not the books': a lead that was not renewed
 * for a while is nobody's, and a Redis that forgot it lets anybody lead. What must not happen twice
 * does not depend on it.
 */
import type { LeadOrder, LotteryLead } from '#domain/contract/lotteries.ts';
import type { StageStore } from '#stores/live/stage.ts';
import { ProblemError } from '../errors.ts';

export interface LotteryLeads {
  /** `null`: nobody. */
  leadOf(lotteryId: string): Promise<LotteryLead | null>;
  /**
   * Asked again it is renewed.
   * @param staff e-mail
   * Rejects with ProblemError lottery-led-elsewhere while another desk leads, unless it is taken over.
   */
  take(lotteryId: string, order: LeadOrder, staff: string): Promise<LotteryLead>;
  /** Nothing happens where another desk leads. */
  giveBack(lotteryId: string, deskId: string): Promise<void>;
  /** Rejects with ProblemError lottery-led-elsewhere. @param deskId `undefined`: the desk did not say */
  assertMayLead(lotteryId: string, deskId: string | undefined): Promise<void>;
}

export function createLotteryLeads({
  live,
  changed,
  nowMs,
}: {
  readonly live: Pick<StageStore, 'lotteryLead' | 'takeLead' | 'giveLeadBack'>;
  /** Told to every node's stage: the desks that watch ask who leads. */
  readonly changed: (lotteryId: string) => void;
  readonly nowMs: () => number;
}): LotteryLeads {
  return {
    leadOf: (lotteryId) => live.lotteryLead(lotteryId),

    async take(lotteryId, { deskId, takeOver }, staff) {
      const since = new Date(nowMs()).toISOString();
      const taken = await live.takeLead(lotteryId, { deskId, staff, since }, takeOver);
      if (taken.lead.deskId !== deskId) throw new ProblemError('lottery-led-elsewhere');
      if (taken.changed) changed(lotteryId);
      return taken.lead;
    },

    async giveBack(lotteryId, deskId) {
      if (await live.giveLeadBack(lotteryId, deskId)) changed(lotteryId);
    },

    async assertMayLead(lotteryId, deskId) {
      const lead = await live.lotteryLead(lotteryId);
      if (lead !== null && lead.deskId !== deskId) throw new ProblemError('lottery-led-elsewhere');
    },
  };
}
