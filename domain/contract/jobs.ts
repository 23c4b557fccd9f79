/** Payloads of the BullMQ jobs. A job says only what to look at; what to do stands in the stores. */
import * as v from 'valibot';
import { UuidSchema } from './values.ts';

export const JOB_PAYLOADS = {
  /** Drain one activity's outbox into the books. Deduplicated by activity. */
  'post-points': v.object({ activityId: UuidSchema }),
  /** Every second: wake `post-points` for each activity with a backlog, in case a wake-up was lost. */
  'sweep-outboxes': v.object({}),
  /** Every night: compare every balance with its entries (PT6), extend the chain, write a report. */
  'close-books': v.object({}),
  /** Every night: points that the programme lets run out; nothing while it lets none. */
  'expire-points': v.object({}),
} as const;

export type JobName = keyof typeof JOB_PAYLOADS;
export type JobPayload<Name extends JobName> = v.InferOutput<(typeof JOB_PAYLOADS)[Name]>;
