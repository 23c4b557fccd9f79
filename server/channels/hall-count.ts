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

const NOBODY: Hall = { watching: 0, agreeing: 0 };

export interface HallCount {
  /** Somebody came, went or agreed. */
  changed(lotteryId: string): void;
  /** Those who were here are counted where they come back, and no longer here as well. */
  stop(): Promise<void>;
}

export function countHalls({
  live,
  hallOf,
  watched,
  told,
  report,
  nowMs,
}: {
  readonly live: Pick<StageStore, 'putHall' | 'stageMoment'>;
  readonly hallOf: (lotteryId: string) => Hall;
  /** Lotteries that somebody watches here. */
  readonly watched: () => string[];
  /** The count is another one. */
  readonly told: (lotteryId: string) => void;
  readonly report: Report;
  readonly nowMs: () => number;
}): HallCount {
  const nodeId = randomUUID();
  /** What all nodes together counted when it was looked at last. */
  const sums = new Map<string, string>();

  /** @returns whether all nodes together count otherwise than before */
  async function put(lotteryId: string, hall = hallOf(lotteryId)): Promise<boolean> {
    await live.putHall(lotteryId, { nodeId, ...hall, atMs: nowMs() });
    const { watching, agreeing } = await live.stageMoment(lotteryId, nowMs());
    const [before, sum] = [sums.get(lotteryId), `${watching} ${agreeing}`];
    sums.set(lotteryId, sum);
    return sum !== before;
  }

  async function count(lotteryId: string): Promise<void> {
    try {
      await put(lotteryId);
      told(lotteryId);
    } catch (error) {
      report('count the hall', error);
    }
  }

  /** Nothing has changed here; but a node that was killed told nobody that it counts no more. */
  async function renew(lotteryId: string): Promise<void> {
    try {
      if (await put(lotteryId)) told(lotteryId);
    } catch (error) {
      report('count the hall', error);
    }
  }

  /** All at once: none waits for another's, and none is put after the node has stopped. */
  function renewAll(): void {
    const lotteryIds = watched();
    for (const lotteryId of sums.keys()) {
      if (!lotteryIds.includes(lotteryId)) sums.delete(lotteryId);
    }
    for (const lotteryId of lotteryIds) void renew(lotteryId);
  }

  const counts = new Coalesced(COUNT_INTERVAL_MS, count);
  const renewing = setInterval(renewAll, RENEWAL_INTERVAL_MS);

  return {
    changed: (lotteryId) => counts.ask(lotteryId),
    async stop() {
      clearInterval(renewing);
      counts.stop();
      await Promise.allSettled(watched().map((lotteryId) => put(lotteryId, NOBODY)));
    },
  };
}
