/**
 * A draw as a flow of jobs: `draw-lottery` waits for a `draw-prize` of each prize, and that one for
 * its `rank-serials`. Its name is the lottery's: of one lottery one flow at a time is under way. Every
 * job gives the same for the same, so a range that is ranked twice does no harm.
 */
import { FlowProducer } from 'bullmq';
import type { FlowJob, Job, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import * as v from 'valibot';
import type { JobName, JobPayload } from '#domain/contract/jobs.ts';
import { JOB_PAYLOADS } from '#domain/contract/jobs.ts';
import { asUnavailable, reach } from './live/connection.ts';
import { OpenedQueue, QUEUE_LIMITS } from './opened-queue.ts';

/** Serials `[from, to]`. */
export interface SerialRange {
  readonly from: number;
  readonly to: number;
}

export interface DrawPlan {
  readonly lotteryId: string;
  /** In draw order; a prize that nobody entered has no ranges. */
  readonly prizes: readonly (readonly SerialRange[])[];
}

/** Nothing of a finished one stays; the last tries of a failed one can be looked at. */
const DRAW_OPTIONS = {
  attempts: QUEUE_LIMITS.drawTriesMax,
  backoff: { type: 'fixed', delay: QUEUE_LIMITS.drawRetryMs },
  removeOnComplete: true,
  removeOnFail: { count: QUEUE_LIMITS.failedKept },
} as const;

export class DrawFlows {
  readonly #connection: Redis;
  readonly #prefix: string;
  readonly #roots: OpenedQueue;
  #flows: FlowProducer | null = null;

  constructor(connection: Redis, prefix: string) {
    this.#connection = connection;
    this.#prefix = prefix;
    this.#roots = new OpenedQueue('draw-lottery', connection, prefix);
  }

  /** Rejects with `LiveStoreUnavailable` while Redis is away. */
  async start(plan: DrawPlan): Promise<void> {
    const isFree = await this.#roots.use((queue) => clear(queue, plan.lotteryId));
    if (!isFree) return;
    const flows = (this.#flows ??= this.#open());
    try {
      await flows.waitUntilReady();
    } catch (error) {
      if (this.#flows === flows) this.#flows = null;
      throw asUnavailable(error);
    }
    await reach(flows.add(flowOf(plan)));
  }

  async close(): Promise<void> {
    await Promise.all([this.#roots.close(), this.#flows?.close()]);
  }

  #open(): FlowProducer {
    const flows = new FlowProducer({ connection: this.#connection, prefix: this.#prefix });
    // Every call carries its own failure.
    flows.on('error', () => {});
    return flows;
  }
}

/** @returns true: no flow of this lottery is under way, and nothing of an old one is left */
async function clear(queue: Queue, lotteryId: string): Promise<boolean> {
  const root: Job | undefined = await queue.getJob(lotteryId);
  if (root === undefined) return true;
  const failedAt = (await root.isFailed()) ? (root.finishedOn ?? root.timestamp) : null;
  const anewAt =
    failedAt === null
      ? root.timestamp + QUEUE_LIMITS.drawLostMs
      : failedAt + QUEUE_LIMITS.drawAnewMs;
  // BullMQ's own times; no rule of a draw hangs on them.
  if (Date.now() < anewAt) return false;
  try {
    await root.remove({ removeChildren: true });
    return true;
  } catch {
    // Somebody is still at one of its ranges: the next sweep tries again.
    return false;
  }
}

function flowOf({ lotteryId, prizes }: DrawPlan): FlowJob {
  return {
    ...nodeOf('draw-lottery', { lotteryId }, lotteryId),
    opts: { ...DRAW_OPTIONS, jobId: lotteryId },
    children: prizes.map((ranges, prizeIndex) => ({
      ...nodeOf('draw-prize', { lotteryId, prizeIndex }, `${lotteryId}-${prizeIndex}`),
      children: ranges.map(({ from, to }) =>
        nodeOf(
          'rank-serials',
          { lotteryId, prizeIndex, from, to },
          `${lotteryId}-${prizeIndex}-${from}`,
        ),
      ),
    })),
  };
}

function nodeOf<Name extends JobName>(
  name: Name,
  payload: JobPayload<Name>,
  jobId: string,
): FlowJob {
  return {
    name,
    queueName: name,
    data: v.parse(JOB_PAYLOADS[name], payload),
    opts: { ...DRAW_OPTIONS, jobId, failParentOnFailure: true },
  };
}
