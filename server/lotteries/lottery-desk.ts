/**
 * Prepares a lottery and leads it from state to state. Whoever was interrupted asks again, two who
 * press at once do it once, and a rehearsal runs the same code under a draw of its own (LT2, LT4).
 */
import { randomUUID } from 'node:crypto';
import type { Lottery, NewLottery } from '#domain/contract/lotteries.ts';
import { fiscalYearOf } from '#domain/fiscal-year.ts';
import { newSecrets } from './draw-keys.ts';
import { moveForwards } from './lottery-steps.ts';
import type { LotteryMove, LotteryStepParts, Moved } from './lottery-steps.ts';
import { granted } from '../requests/refusals.ts';

export interface LotteryDesk {
  /** Rejects with ProblemError draw-taken. */
  create(lottery: NewLottery): Promise<Lottery>;
  /** Rejects with ProblemError lottery-unknown, draw-taken, or lottery-state for what is no draft. */
  replaceDraft(lotteryId: string, lottery: NewLottery): Promise<Lottery>;
  /** Rejects with ProblemError lottery-unknown, or lottery-state for what is no draft. */
  dropDraft(lotteryId: string): Promise<void>;
  /** Rejects with ProblemError lottery-unknown or lottery-state. */
  move(move: LotteryMove): Promise<Moved>;
}

export function createLotteryDesk(parts: LotteryStepParts): LotteryDesk {
  const { ledger, changed } = parts;
  return {
    async create(lottery) {
      const made = granted(
        await ledger.createLottery({
          // Random, not by time: it stands in public addresses.
          lotteryId: randomUUID(),
          lottery,
          fiscalYear: fiscalYearOf(Date.parse(lottery.closesAt)),
          secrets: newSecrets(),
        }),
      );
      return made.lottery;
    },

    async replaceDraft(lotteryId, lottery) {
      const fiscalYear = fiscalYearOf(Date.parse(lottery.closesAt));
      return granted(await ledger.replaceDraft({ lotteryId, lottery, fiscalYear })).lottery;
    },

    async dropDraft(lotteryId) {
      granted(await ledger.dropDraft(lotteryId));
    },

    async move(move) {
      const moved = await moveForwards(parts, move);
      changed(move.lotteryId);
      return moved;
    },
  };
}
