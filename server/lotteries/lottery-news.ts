/**
 * Phones are told when a lottery comes to another state, and nothing of its figures: whoever looks at
 * them asks. Every ticket that is entered asks here too, so a lottery is looked at once in a while,
 * and only for phones that are there.
 */
import type { LotteryState } from '#domain/lottery.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { PhoneChannel } from '../channels/phone.ts';
import { Coalesced } from '../coalesced.ts';
import type { Report } from '../errors.ts';

const LOOK_INTERVAL_MS = 1_000;
/** Lotteries whose state is remembered. */
const KNOWN_MAX = 100;

export interface LotteryNews {
  /** Something of it changed. */
  lotteryChanged(lotteryId: string): void;
  /** Something may have been missed. */
  startOver(): void;
  stop(): void;
}

export function createLotteryNews({
  ledger,
  phones,
  report,
}: {
  readonly ledger: Pick<Ledger, 'lottery'>;
  readonly phones: Pick<PhoneChannel, 'lotteryChanged' | 'size'>;
  readonly report: Report;
}): LotteryNews {
  /** The state that phones were last told of. */
  const told = new Map<string, LotteryState>();

  async function look(lotteryId: string): Promise<void> {
    if (phones.size() === 0) {
      // Who comes later asks how things are, and is told of the next state whatever it is.
      told.delete(lotteryId);
      return;
    }
    try {
      const lottery = await ledger.lottery(lotteryId);
      if (lottery === null || lottery.state === 'draft') return;
      const { state } = lottery;
      if (told.get(lotteryId) === state) return;
      told.delete(lotteryId);
      told.set(lotteryId, state);
      const [oldest] = told.keys();
      if (told.size > KNOWN_MAX && oldest !== undefined) told.delete(oldest);
      phones.lotteryChanged({ lotteryId, state });
    } catch (error) {
      report('tell phones of a lottery', error);
    }
  }

  const looks = new Coalesced(LOOK_INTERVAL_MS, look);
  return {
    lotteryChanged: (lotteryId) => looks.ask(lotteryId),
    startOver() {
      for (const lotteryId of told.keys()) looks.ask(lotteryId);
    },
    stop: () => looks.stop(),
  };
}
