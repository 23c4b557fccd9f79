/**
 * Leads a lottery from state to state, and has its files made. Everything is written by one move of
 * the books or can be made again to the byte: whoever was interrupted asks again, two who press at
 * once do it once, and a rehearsal runs the same code under a draw of its own (LT2, LT4).
 */
import { randomUUID } from 'node:crypto';
import type { BeaconOrder, Lottery, NewLottery } from '#domain/contract/lotteries.ts';
import { QUICKNET, verifyBeacon } from '#domain/draw/beacon.ts';
import { readFreeze, writeBeacons } from '#domain/draw/files.ts';
import { fiscalYearOf } from '#domain/fiscal-year.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import { newSecrets } from './draw-keys.ts';
import { ProblemError } from './errors.ts';
import { fileOf, instant, knownLottery, moveForwards } from './lottery-steps.ts';
import type { LotteryMove, LotteryStepParts, Moved } from './lottery-steps.ts';
import { granted } from './refusals.ts';

export interface LotteryDeskParts extends LotteryStepParts {
  readonly live: LiveStore;
  /** Told to every node's stage. */
  readonly changed: (lotteryId: string) => void;
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
   * A beacon that somebody brings; it proves itself. When all rounds are there, beacons.tsv is.
   * Rejects with ProblemError lottery-unknown, lottery-state, or beacon-false for what is none of this draw.
   */
  takeBeacon(lotteryId: string, beacon: BeaconOrder): Promise<void>;
}

export function createLotteryDesk(parts: LotteryDeskParts): LotteryDesk {
  const { ledger, changed, nowMs } = parts;
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
      const { prizes } = readFreeze(await fileOf(parts, lotteryId, 'freeze.txt'));
      const rounds = prizes.map(({ round }) => round);
      if (!rounds.includes(beacon.round) || !verifyBeacon(QUICKNET, beacon)) {
        throw new ProblemError('beacon-false');
      }
      await parts.live.putBeacon(lotteryId, beacon.round, beacon.signature);
      const { beacons } = await parts.live.stageMoment(lotteryId, nowMs());
      const heard = rounds.flatMap((round) => {
        const signature = beacons.get(round);
        return signature === undefined ? [] : [{ round, signature }];
      });
      if (heard.length === rounds.length) {
        const file = { name: 'beacons.tsv', bytes: writeBeacons(heard) } as const;
        await ledger.addLotteryFile(lotteryId, file, instant(parts));
      }
      changed(lotteryId);
    },
  };
}
