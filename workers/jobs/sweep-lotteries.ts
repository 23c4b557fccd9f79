/** Every second: wakes the leading of each lottery that is due, in case a wake-up was lost. */
import type { Ledger } from '#stores/ledger/ledger.ts';

export interface SweepLotteriesParts {
  readonly ledger: Pick<Ledger, 'lotteriesDue'>;
  readonly wakeLottery: (lotteryId: string) => Promise<void>;
  readonly nowMs: () => number;
}

export function createSweepLotteries({
  ledger,
  wakeLottery,
  nowMs,
}: SweepLotteriesParts): () => Promise<void> {
  return async () => {
    const due = await ledger.lotteriesDue(new Date(nowMs()).toISOString());
    for (const lotteryId of due) await wakeLottery(lotteryId);
  };
}
