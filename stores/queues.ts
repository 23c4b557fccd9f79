/**
 * The BullMQ queues: one for each kind of job in the contract, with payloads that are parsed on
 * both sides. A job says only what to look at; losing one costs a second, because the sweep wakes
 * whatever has a backlog.
 */
import * as v from 'valibot';
import { JOB_PAYLOADS } from '#domain/contract/jobs.ts';
import { DrawFlows } from './draw-flow.ts';
import type { DrawPlan } from './draw-flow.ts';
import { openConnection } from './live/connection.ts';
import { DEFAULT_PREFIX, OpenedQueue, closeInTime, untilReady } from './opened-queue.ts';
import type { QueueSettings } from './opened-queue.ts';
import { Schedules } from './schedules.ts';

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
  /** Makes sweeps and nights run again that a Redis which lost everything forgot; now and then. */
  restoreSchedules(): Promise<void>;
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
  const leading = new OpenedQueue('lead-lottery', connection, prefix);
  const draws = new DrawFlows(connection, prefix);
  const schedules = new Schedules(connection, prefix);
  let closed: Promise<void> | undefined;
  return {
    async wakePosting(activityId) {
      const payload = v.parse(JOB_PAYLOADS['post-points'], { activityId });
      const deduplication = { id: activityId, keepLastIfActive: true };
      await posting.use((queue) => queue.add('post-points', payload, { deduplication }));
    },
    async scheduleSweep() {
      await untilReady(connection);
      await schedules.sweep();
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
      await schedules.night();
    },
    restoreSchedules: () => schedules.restore(),
    wakeNight: () => schedules.wakeNight(),
    async pausePosting() {
      await untilReady(connection);
      await posting.use((queue) => queue.pause());
    },
    async resumePosting() {
      await untilReady(connection);
      await posting.use((queue) => queue.resume());
    },
    close: () => (closed ??= closeInTime([posting, leading, draws, schedules], connection)),
  };
}
