/** How many watch a draw at this node, and how many of them agree: told to Redis, for all nodes together. */
import { randomUUID } from 'node:crypto';
import type { StageStore } from '#stores/live/stage.ts';
import { Coalesced } from '../coalesced.ts';
import type { Report } from '../errors.ts';

/** How often it is told how many watch, and how many of them agree. */
const COUNT_INTERVAL_MS = 2_000;
/** What a node counts is renewed, or it expires. */
const RENEWAL_INTERVAL_MS = 8_000;

export interface Hall {
  readonly watching: number;
  readonly agreeing: number;
}

export interface HallCount {
  /** Somebody came, went or agreed. */
  changed(lotteryId: string): void;
  stop(): void;
}

export function countHalls({
  live,
  hallOf,
  watched,
  told,
  report,
  nowMs,
}: {
  readonly live: Pick<StageStore, 'putHall'>;
  readonly hallOf: (lotteryId: string) => Hall;
  /** Lotteries that somebody watches here. */
  readonly watched: () => string[];
  /** The count is another one. */
  readonly told: (lotteryId: string) => void;
  readonly report: Report;
  readonly nowMs: () => number;
}): HallCount {
  const nodeId = randomUUID();

  async function put(lotteryId: string): Promise<void> {
    await live.putHall(lotteryId, { nodeId, ...hallOf(lotteryId), atMs: nowMs() });
  }

  async function count(lotteryId: string): Promise<void> {
    try {
      await put(lotteryId);
      told(lotteryId);
    } catch (error) {
      report('count the hall', error);
    }
  }

  const counts = new Coalesced(COUNT_INTERVAL_MS, count);
  // Nothing has changed, so nobody is told.
  const renewing = setInterval(() => {
    for (const lotteryId of watched()) {
      put(lotteryId).catch((error: unknown) => report('count the hall', error));
    }
  }, RENEWAL_INTERVAL_MS);

  return {
    changed: (lotteryId) => counts.ask(lotteryId),
    stop() {
      clearInterval(renewing);
      counts.stop();
    },
  };
}
