/**
 * Workers are asked to look at a lottery, and waited for a while. A wake-up that is lost costs a
 * second: they look by themselves too, and what they are to do stands in the books.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Lottery } from '#domain/contract/lotteries.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { Queues } from '#stores/queues.ts';
import { isOutage } from '../errors.ts';
import type { Report } from '../errors.ts';

/** Staff look at a button that was pressed meanwhile; the work takes a moment, or many seconds. */
export const WORKERS_WAIT_MS = 5_000;
const LOOK_INTERVAL_MS = 100;

export interface LotteryWorkers {
  /** Never rejects. */
  wake(lotteryId: string): Promise<void>;
  /**
   * Wakes them and waits until it is done, or some seconds.
   * @returns the lottery as it is then
   */
  askUntil(lottery: Lottery, isDone: (lottery: Lottery) => boolean): Promise<Lottery>;
}

export function createLotteryWorkers({
  ledger,
  queues,
  waitMs,
  report,
}: {
  readonly ledger: Pick<Ledger, 'lottery'>;
  readonly queues: Pick<Queues, 'wakeLottery'>;
  readonly waitMs: number;
  readonly report: Report;
}): LotteryWorkers {
  async function wake(lotteryId: string): Promise<void> {
    try {
      await queues.wakeLottery(lotteryId);
    } catch (error) {
      if (!isOutage(error)) report('wake the workers for a lottery', error);
    }
  }

  return {
    wake,
    async askUntil(lottery, isDone) {
      const { lotteryId } = lottery;
      // By the machine's own clock: how long somebody waits, not what time it is.
      const deadlineMs = performance.now() + waitMs;
      await wake(lotteryId);
      for (;;) {
        const told = (await ledger.lottery(lotteryId)) ?? lottery;
        if (isDone(told) || performance.now() >= deadlineMs) return told;
        await delay(LOOK_INTERVAL_MS);
      }
    },
  };
}
