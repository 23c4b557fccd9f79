/**
 * Closes what is to close by its time. Every node looks; of all that move at once one does it, and
 * until then the books refuse what comes too late by themselves.
 */
import type { Ledger } from '#stores/ledger/ledger.ts';
import { ProblemError } from './errors.ts';
import type { Report } from './errors.ts';
import type { LotteryDesk } from './lottery-desk.ts';

export const LOTTERY_LOOK_INTERVAL_MS = 10_000;
const LOOKED_AT_MAX = 200;

export interface LotteryClock {
  stop(): void;
}

export function startLotteryClock({
  ledger,
  lotteries,
  intervalMs,
  report,
  nowMs,
}: {
  readonly ledger: Pick<Ledger, 'lotteries'>;
  readonly lotteries: Pick<LotteryDesk, 'move'>;
  readonly intervalMs: number;
  readonly report: Report;
  readonly nowMs: () => number;
}): LotteryClock {
  let looking = false;

  async function close(lotteryId: string): Promise<void> {
    try {
      await lotteries.move({ lotteryId, to: 'closed', staffId: null });
    } catch (error) {
      // Somebody led it on meanwhile.
      if (error instanceof ProblemError && error.code === 'lottery-state') return;
      throw error;
    }
  }

  async function look(): Promise<void> {
    if (looking) return;
    looking = true;
    try {
      const all = await ledger.lotteries({ drafts: false, limit: LOOKED_AT_MAX });
      const due = all.filter(
        ({ state, closesAt, files }) =>
          (state === 'open' && Date.parse(closesAt) <= nowMs()) ||
          // Whoever closed it was interrupted before the list was written.
          (state === 'closed' && !files.some(({ name }) => name === 'entries.tsv')),
      );
      for (const { lotteryId } of due) await close(lotteryId);
    } catch (error) {
      report('close lotteries', error);
    } finally {
      looking = false;
    }
  }

  const timer = setInterval(() => void look(), intervalMs);
  return { stop: () => clearInterval(timer) };
}
