/**
 * The BullMQ queues: one for each kind of job in the contract, with payloads that are parsed on
 * both sides. A job says only what to look at; losing one costs a second, because the sweep wakes
 * whatever has a backlog.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import * as v from 'valibot';
import type { JobName, JobPayload } from '#domain/contract/jobs.ts';
import { JOB_PAYLOADS } from '#domain/contract/jobs.ts';
import { asUnavailable, openConnection, reach } from './live/connection.ts';
import { LiveStoreUnavailable } from './live/live-store.ts';

const QUEUE_LIMITS = {
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
} as const;

/** A tag of its own, so that in a Redis Cluster the keys of all queues are together. */
const DEFAULT_PREFIX = '{jobs}';
const SWEEP_SCHEDULER_ID = 'sweep';
/** What runs every night, and when: by Tokyo's clock, expiry before the books are closed. */
const NIGHT = [
  { name: 'expire-points', pattern: '0 0 3 * * *' },
  { name: 'close-books', pattern: '0 10 3 * * *' },
] as const satisfies readonly { name: JobName; pattern: string }[];
const NIGHT_ZONE = 'Asia/Tokyo';
/** A store that is away at that hour is asked again: after one minute, two, four … up to two hours. */
const NIGHT_RETRIES = { attempts: 8, backoff: { type: 'exponential', delay: 60_000 } } as const;

const KEEP_FEW = {
  removeOnComplete: { count: QUEUE_LIMITS.completedKept },
  removeOnFail: { count: QUEUE_LIMITS.failedKept },
} as const;

export interface Queues {
  /**
   * Wakes the posting of one activity. Wake-ups of one that waits are one; a wake-up that comes
   * while the posting is at work makes it run once more. Rejects with `LiveStoreUnavailable` while
   * Redis is away; the sweep makes up for it.
   */
  wakePosting(activityId: string): Promise<void>;
  /** Makes the sweep run every second, from now on and whoever works; may be called by each start. */
  scheduleSweep(): Promise<void>;
  /**
   * Makes the work of the night run every night, Tokyo time, on whichever worker; may be called by
   * each start.
   */
  scheduleNight(): Promise<void>;
  /** The work of the night, as soon as somebody can; what waits or is at work is enough. */
  wakeNight(): Promise<void>;
  /** No posting begins until `resumePosting`, on any worker; what is at work goes on. */
  pausePosting(): Promise<void>;
  resumePosting(): Promise<void>;
  close(): Promise<void>;
}

export interface QueueSettings {
  /** `redis://…`, `rediss://…`, or the path of a unix socket. */
  readonly url: string;
  readonly prefix?: string;
}

/** The side that asks for work. */
export function createQueues({ url, prefix = DEFAULT_PREFIX }: QueueSettings): Queues {
  const connection = openConnection(url);
  const posting = new OpenedQueue('post-points', connection, prefix);
  const sweeping = new OpenedQueue('sweep-outboxes', connection, prefix);
  const closing = new OpenedQueue('close-books', connection, prefix);
  const expiring = new OpenedQueue('expire-points', connection, prefix);
  const nightly = { 'close-books': closing, 'expire-points': expiring };
  let closed: Promise<void> | undefined;
  return {
    async wakePosting(activityId) {
      const payload = v.parse(JOB_PAYLOADS['post-points'], { activityId });
      const deduplication = { id: activityId, keepLastIfActive: true };
      await posting.use((queue) => queue.add('post-points', payload, { deduplication }));
    },
    async scheduleSweep() {
      await untilReady(connection);
      const every = QUEUE_LIMITS.sweepIntervalMs;
      const template = { name: 'sweep-outboxes', data: {}, opts: KEEP_FEW };
      await sweeping.use((queue) =>
        queue.upsertJobScheduler(SWEEP_SCHEDULER_ID, { every }, template),
      );
    },
    async scheduleNight() {
      await untilReady(connection);
      for (const { name, pattern } of NIGHT) {
        const template = { name, data: {}, opts: { ...KEEP_FEW, ...NIGHT_RETRIES } };
        await nightly[name].use((queue) =>
          queue.upsertJobScheduler(name, { pattern, tz: NIGHT_ZONE }, template),
        );
      }
    },
    async wakeNight() {
      for (const { name } of NIGHT) {
        const deduplication = { id: name };
        await nightly[name].use((queue) =>
          queue.add(name, {}, { ...NIGHT_RETRIES, deduplication }),
        );
      }
    },
    async pausePosting() {
      await untilReady(connection);
      await posting.use((queue) => queue.pause());
    },
    async resumePosting() {
      await untilReady(connection);
      await posting.use((queue) => queue.resume());
    },
    close: () => (closed ??= closeInTime([posting, sweeping, closing, expiring], connection)),
  };
}

/**
 * A queue that is opened when Redis answers: BullMQ asks Redis for its version once, when a queue
 * is made, and one that got no answer then stays useless.
 */
class OpenedQueue {
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
  async use(work: (queue: Queue) => Promise<unknown>): Promise<void> {
    if (this.#connection.status !== 'ready') throw new LiveStoreUnavailable('Redis is away.');
    const queue = (this.#queue ??= this.#open());
    try {
      await queue.waitUntilReady();
    } catch (error) {
      if (this.#queue === queue) this.#queue = null;
      throw asUnavailable(error);
    }
    await reach(work(queue));
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
async function untilReady(connection: Redis): Promise<void> {
  const deadline = performance.now() + QUEUE_LIMITS.readyDeadlineMs;
  while (connection.status !== 'ready' && performance.now() < deadline) {
    await delay(QUEUE_LIMITS.readyPollMs);
  }
}

export type JobHandlers = {
  readonly [Name in JobName]: (payload: JobPayload<Name>) => Promise<void>;
};

export interface JobWorkerSettings extends QueueSettings {
  readonly handlers: JobHandlers;
  /** Jobs at work at the same time, 1 unless given. */
  readonly concurrency?: Partial<Record<JobName, number>>;
  /** Told of every job that failed, and of trouble with Redis (`job: null`). */
  readonly onFailure: (failure: { job: JobName | null; error: Error }) => void;
}

export interface JobWorker {
  /** Lets the jobs at work finish, within a deadline; what is not finished runs again elsewhere. */
  close(): Promise<void>;
}

/**
 * The side that works: takes jobs of every kind until it is closed.
 * @throws when a kind of job has no handler
 */
export function createJobWorker(settings: JobWorkerSettings): JobWorker {
  const { url, prefix = DEFAULT_PREFIX, handlers, concurrency = {}, onFailure } = settings;
  const names = Object.keys(JOB_PAYLOADS).filter(isJobName);
  for (const name of names) {
    if (typeof handlers[name] !== 'function') throw new Error(`No handler for the job ${name}.`);
  }
  const connection = openWaitingConnection(url);
  // Once an outage, not with every attempt to come back.
  let answered = false;
  let closed: Promise<void> | undefined;
  connection.on('ready', () => {
    answered = true;
  });
  connection.on('close', () => {
    if (answered && closed === undefined)
      onFailure({ job: null, error: new LiveStoreUnavailable('Redis went away.') });
    answered = false;
  });
  const workers = names.map((name) => {
    const worker = new Worker(name, (job) => work(name, handlers[name], job.data), {
      connection,
      prefix,
      concurrency: concurrency[name] ?? 1,
      lockDuration: QUEUE_LIMITS.lockDurationMs,
      stalledInterval: QUEUE_LIMITS.stalledIntervalMs,
      maxStalledCount: QUEUE_LIMITS.stalledMax,
      ...KEEP_FEW,
    });
    worker.on('error', (error) => {
      if (connection.status === 'ready') onFailure({ job: null, error });
    });
    worker.on('failed', (_job, error) => onFailure({ job: name, error }));
    return worker;
  });
  return {
    close: () => (closed ??= closeInTime(workers, connection)),
  };
}

async function work<Name extends JobName>(
  name: Name,
  handler: JobHandlers[Name],
  data: unknown,
): Promise<void> {
  await handler(v.parse(JOB_PAYLOADS[name], data));
}

function isJobName(name: string): name is JobName {
  return name in JOB_PAYLOADS;
}

/** Workers wait for Redis as long as it takes: they have nothing else to do. */
function openWaitingConnection(url: string): Redis {
  return openConnection(url, {
    enableOfflineQueue: true,
    maxRetriesPerRequest: null,
    autoResendUnfulfilledCommands: true,
    commandTimeout: undefined,
    socketTimeout: undefined,
  });
}

/** Closing waits for Redis, which may be away: what does not end in time is cut off. */
async function closeInTime(
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
