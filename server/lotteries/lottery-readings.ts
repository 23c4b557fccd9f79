/**
 * Lotteries as everybody may read them. A whole hall asks in the same moment: who asks while one is
 * being read shares the next reading, so that each is as new as the asking, and the books are asked
 * a few times.
 */
import type { Lottery } from '#domain/contract/lotteries.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { ProblemError } from '../errors.ts';
import { Renewals } from '../renewals.ts';

/** The newest that are listed. */
export const LOTTERIES_LISTED_MAX = 200;

export interface LotteryReadings {
  /** Rejects with ProblemError lottery-unknown: a draft is nobody's business yet. */
  published(lotteryId: string): Promise<Lottery>;
  /** All but drafts, newest first. */
  list(): Promise<Lottery[]>;
}

export function createLotteryReadings({
  ledger,
}: {
  readonly ledger: Pick<Ledger, 'lottery' | 'lotteries'>;
}): LotteryReadings {
  const single = new Renewals<Lottery | null>();
  const all = new Renewals<Lottery[]>();
  return {
    async published(lotteryId) {
      const lottery = await single.run(lotteryId, () => ledger.lottery(lotteryId));
      if (lottery === null || lottery.state === 'draft') throw new ProblemError('lottery-unknown');
      return lottery;
    },
    list: () => all.run('', () => ledger.lotteries({ drafts: false, limit: LOTTERIES_LISTED_MAX })),
  };
}
