/**
 * Prepares a lottery and leads it from state to state. Whoever was interrupted asks again, two who
 * press at once do it once, and a rehearsal runs the same code under a draw of its own (LT2, LT4).
 */
import { randomUUID } from 'node:crypto';
import type { BeaconOrder, Lottery, NewLottery } from '#domain/contract/lotteries.ts';
import { QUICKNET, verifyBeacon } from '#domain/draw/beacon.ts';
import { fiscalYearOf } from '#domain/fiscal-year.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import { newSecrets } from './draw-keys.ts';
import { ProblemError } from './errors.ts';
import { knownLottery, moveForwards, roundsOf } from './lottery-steps.ts';
import type { LotteryMove, LotteryStepParts, Moved } from './lottery-steps.ts';
import { granted } from './refusals.ts';

export interface LotteryDeskParts extends LotteryStepParts {
  readonly live: LiveStore;
}

export interface LotteryDesk {
  /** Rejects with ProblemError draw-taken. */
  create(lottery: NewLottery): Promise<Lottery>;
  /** Rejects with ProblemError lottery-unknown, draw-taken, or lottery-state for what is no draft. */
  replaceDraft(lotteryId: string, lottery: NewLottery): Promise<Lottery>;
  /** Rejects with ProblemError lottery-unknown, or lottery-state for what is no draft. */
  dropDraft(lotteryId: string): Promise<void>;
  /** Rejects with ProblemError lottery-unknown or lottery-state. */
  move(move: LotteryMove): Promise<Moved>;
  /**
   * A beacon that somebody brings; it proves itself. The workers go on when all rounds are there.
   * Rejects with ProblemError lottery-unknown, lottery-state, or beacon-false for what is none of this draw.
   */
  takeBeacon(lotteryId: string, beacon: BeaconOrder): Promise<void>;
}

export function createLotteryDesk(parts: LotteryDeskParts): LotteryDesk {
  const { ledger, live, workers, changed } = parts;
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

    async takeBeacon(lotteryId, beacon) {
      const lottery = await knownLottery(parts, lotteryId);
      if (lottery.state !== 'final' || lottery.mode !== 'drand') {
        throw new ProblemError('lottery-state');
      }
      const rounds = await roundsOf(parts, lotteryId);
      if (!rounds.includes(beacon.round) || !verifyBeacon(QUICKNET, beacon)) {
        throw new ProblemError('beacon-false');
      }
      await live.putBeacon(lotteryId, beacon.round, beacon.signature);
      await workers.wake(lotteryId);
      changed(lotteryId);
    },
  };
}
