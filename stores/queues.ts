/**
 * The BullMQ queues: one for each kind of job in the contract, with payloads that are parsed on
 * both sides. A job says only what to look at; losing one costs a second, because the sweep wakes
 * whatever has a backlog.
 */
import * as v from 'valibot';
import type { JobName } from '#domain/contract/jobs.ts';
import { JOB_PAYLOADS } from '#domain/contract/jobs.ts';
import { DrawFlows } from './draw-flow.ts';
import type { DrawPlan } from './draw-flow.ts';
import { openConnection } from './live/connection.ts';
import { DEFAULT_PREFIX, KEEP_FEW, OpenedQueue, QUEUE_LIMITS } from './opened-queue.ts';
import { closeInTime, untilReady } from './opened-queue.ts';
import type { QueueSettings } from './opened-queue.ts';

const SWEEP_SCHEDULER_ID = 'sweep';
/** What runs every night, and when: by Tokyo's clock, expiry before the books are closed. */
const NIGHT = [
  { name: 'expire-points', pattern: '0 0 3 * * *' },
  { name: 'close-books', pattern: '0 10 3 * * *' },
] as const satisfies readonly { name: JobName; pattern: string }[];
const NIGHT_ZONE = 'Asia/Tokyo';
/** A store that is away at that hour is asked again: after one minute, two, four … up to two hours. */
const NIGHT_RETRIES = { attempts: 8, backoff: { type: 'exponential', delay: 60_000 } } as const;

/** Besides the sweep: who was interrupted between writing and telling tells. */
const LEAD_RETRIES = { attempts: 3, backoff: { type: 'fixed', delay: 500 } } as const;

export interface Queues {
  /**
   * Wakes the posting of one activity. Wake-ups of one that waits are one; a wake-up that comes
   * while the posting is at work makes it run once more. Rejects with `LiveStoreUnavailable` while
   * Redis is away; the sweep makes up for it.
   */
  wakePosting(activityId: string): Promise<void>;
  /** Makes the sweeps run every second, from now on and whoever works; may be called by each start. */
  scheduleSweep(): Promise<void>;
  /**
   * Has done what one lottery is due for, at once. As `wakePosting`: wake-ups of one that waits are
   * one, one that comes while it is led makes it be led once more, and the sweep makes up for those
   * that Redis did not take.
   */
  wakeLottery(lotteryId: string): Promise<void>;
  /**
   * Has a lottery drawn by whoever works, side by side; once it is under way nothing more. What
   * failed whole is begun anew.
   */
  startDraw(plan: DrawPlan): Promise<void>;
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

/** The side that asks for work. */
export function createQueues({ url, prefix = DEFAULT_PREFIX }: QueueSettings): Queues {
  const connection = openConnection(url);
  const posting = new OpenedQueue('post-points', connection, prefix);
  const sweeping = new OpenedQueue('sweep-outboxes', connection, prefix);
  const leading = new OpenedQueue('lead-lottery', connection, prefix);
  const sweepingLotteries = new OpenedQueue('sweep-lotteries', connection, prefix);
  const draws = new DrawFlows(connection, prefix);
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
      for (const [name, sweeps] of [
        ['sweep-outboxes', sweeping],
        ['sweep-lotteries', sweepingLotteries],
      ] as const) {
        const every = QUEUE_LIMITS.sweepIntervalMs;
        const template = { name, data: {}, opts: KEEP_FEW };
        await sweeps.use((queue) =>
          queue.upsertJobScheduler(SWEEP_SCHEDULER_ID, { every }, template),
        );
      }
    },
    async wakeLottery(lotteryId) {
      const payload = v.parse(JOB_PAYLOADS['lead-lottery'], { lotteryId });
      const deduplication = { id: lotteryId, keepLastIfActive: true };
      await leading.use((queue) =>
        queue.add('lead-lottery', payload, { ...LEAD_RETRIES, deduplication }),
      );
    },
    startDraw: (plan) => draws.start(plan),
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
    close: () =>
      (closed ??= closeInTime(
        [posting, sweeping, leading, sweepingLotteries, draws, closing, expiring],
        connection,
      )),
  };
}
