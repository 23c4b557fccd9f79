/** What runs again and again, whoever works: sweeps every second, and the work of the night. */
import type { JobSchedulerTemplateOptions, RepeatOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import type { JobName } from '#domain/contract/jobs.ts';
import { KEEP_FEW, OpenedQueue, QUEUE_LIMITS } from './opened-queue.ts';

const SWEEPS = ['sweep-outboxes', 'sweep-lotteries'] as const satisfies readonly JobName[];
const SWEEP_ID = 'sweep';
/** What runs every night, and when: by Tokyo's clock, expiry before the books are closed. */
const NIGHT = [
  { name: 'expire-points', pattern: '0 0 3 * * *' },
  { name: 'close-books', pattern: '0 10 3 * * *' },
] as const satisfies readonly { name: JobName; pattern: string }[];
const NIGHT_ZONE = 'Asia/Tokyo';
/** A store that is away at that hour is asked again: after one minute, two, four … up to two hours. */
const NIGHT_RETRIES = { attempts: 8, backoff: { type: 'exponential', delay: 60_000 } } as const;

interface Schedule {
  readonly name: JobName;
  readonly queue: OpenedQueue;
  readonly id: string;
  readonly repeat: Omit<RepeatOptions, 'key'>;
  readonly options: JobSchedulerTemplateOptions;
}

/** Each method rejects with `LiveStoreUnavailable` while Redis is away, and may be called by each start. */
export class Schedules {
  readonly #sweeps: readonly Schedule[];
  readonly #night: readonly Schedule[];

  constructor(connection: Redis, prefix: string) {
    this.#sweeps = SWEEPS.map((name) => ({
      name,
      queue: new OpenedQueue(name, connection, prefix),
      id: SWEEP_ID,
      repeat: { every: QUEUE_LIMITS.sweepIntervalMs },
      options: KEEP_FEW,
    }));
    this.#night = NIGHT.map(({ name, pattern }) => ({
      name,
      queue: new OpenedQueue(name, connection, prefix),
      id: name,
      repeat: { pattern, tz: NIGHT_ZONE },
      options: { ...KEEP_FEW, ...NIGHT_RETRIES },
    }));
  }

  async sweep(): Promise<void> {
    for (const schedule of this.#sweeps) await put(schedule);
  }

  async night(): Promise<void> {
    for (const schedule of this.#night) await put(schedule);
  }

  async wakeNight(): Promise<void> {
    for (const { name, queue } of this.#night) {
      const deduplication = { id: name };
      await queue.use((opened) => opened.add(name, {}, { ...NIGHT_RETRIES, deduplication }));
    }
  }

  /** Those that a Redis which lost everything forgot; the others go on as they are. */
  async restore(): Promise<void> {
    for (const schedule of [...this.#sweeps, ...this.#night]) {
      const kept = await schedule.queue.use((queue) => queue.getJobScheduler(schedule.id));
      if (kept === undefined) await put(schedule);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#sweeps, ...this.#night].map(({ queue }) => queue.close()));
  }
}

async function put({ name, queue, id, repeat, options }: Schedule): Promise<void> {
  const template = { name, data: {}, opts: options };
  await queue.use((opened) => opened.upsertJobScheduler(id, repeat, template));
}
