/** What both sides of the queues share: where they are, their limits, and how they end. */
import { setTimeout as delay } from 'node:timers/promises';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { JobName } from '#domain/contract/jobs.ts';
import { asUnavailable, reach } from './live/connection.ts';
import { LiveStoreUnavailable } from './live/live-store.ts';

export const QUEUE_LIMITS = {
  /** A worker that was killed holds its job this long, … */
  lockDurationMs: 5_000,
  /** … and the others look for such jobs this often. */
  stalledIntervalMs: 2_000,
  stalledMax: 3,
  sweepIntervalMs: 1_000,
  completedKept: 10,
  failedKept: 50,
  eventsKept: 100,
  readyDeadlineMs: 10_000,
  readyPollMs: 20,
  closeDeadlineMs: 3_000,
  /** Tries of each job of a draw before all of it is begun anew, … */
  drawTriesMax: 5,
  drawRetryMs: 500,
  /** … this long after it failed, … */
  drawAnewMs: 2_000,
  /** … or after it began: what should have come long ago was lost somewhere. */
  drawLostMs: 10 * 60_000,
} as const;

/** A tag of its own, so that in a Redis Cluster the keys of all queues are together. */
export const DEFAULT_PREFIX = '{jobs}';

export const KEEP_FEW = {
  removeOnComplete: { count: QUEUE_LIMITS.completedKept },
  removeOnFail: { count: QUEUE_LIMITS.failedKept },
} as const;

export interface QueueSettings {
  /** `redis://…`, `rediss://…`, or the path of a unix socket. */
  readonly url: string;
  readonly prefix?: string;
}

/**
 * A queue that is opened when Redis answers: BullMQ asks Redis for its version once, when a queue
 * is made, and one that got no answer then stays useless.
 */
export class OpenedQueue {
  readonly #name: JobName;
  readonly #connection: Redis;
  readonly #prefix: string;
  #queue: Queue | null = null;

  constructor(name: JobName, connection: Redis, prefix: string) {
    this.#name = name;
    this.#connection = connection;
    this.#prefix = prefix;
  }

  /** Rejects with `LiveStoreUnavailable` at once while Redis is away. */
  async use<T>(work: (queue: Queue) => Promise<T>): Promise<T> {
    if (this.#connection.status !== 'ready') throw new LiveStoreUnavailable('Redis is away.');
    const queue = (this.#queue ??= this.#open());
    try {
      await queue.waitUntilReady();
    } catch (error) {
      if (this.#queue === queue) this.#queue = null;
      throw asUnavailable(error);
    }
    return reach(work(queue));
  }

  async close(): Promise<void> {
    await this.#queue?.close();
  }

  #open(): Queue {
    const queue = new Queue(this.#name, {
      connection: this.#connection,
      prefix: this.#prefix,
      defaultJobOptions: KEEP_FEW,
      streams: { events: { maxLen: QUEUE_LIMITS.eventsKept } },
    });
    // Every call carries its own failure.
    queue.on('error', () => {});
    return queue;
  }
}

/** What is done once, at a start or by staff, may wait a little for Redis. */
export async function untilReady(connection: Redis): Promise<void> {
  const deadline = performance.now() + QUEUE_LIMITS.readyDeadlineMs;
  while (connection.status !== 'ready' && performance.now() < deadline) {
    await delay(QUEUE_LIMITS.readyPollMs);
  }
}

/** Closing waits for Redis, which may be away: what does not end in time is cut off. */
export async function closeInTime(
  parts: readonly { close(): Promise<void> }[],
  connection: Redis,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, QUEUE_LIMITS.closeDeadlineMs);
  });
  const closed = Promise.allSettled(parts.map((part) => part.close()));
  await Promise.race([closed, late]);
  clearTimeout(timer);
  connection.disconnect();
}
