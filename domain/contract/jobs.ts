/** Payloads of the BullMQ jobs. A job says only what to look at; what to do stands in the stores. */
import * as v from 'valibot';
import { CountSchema, UuidSchema } from './values.ts';

export const JOB_PAYLOADS = {
  /** Drain one activity's outbox into the books. Deduplicated by activity. */
  'post-points': v.object({ activityId: UuidSchema }),
  /** Every second: wake `post-points` for each activity with a backlog, in case a wake-up was lost. */
  'sweep-outboxes': v.object({}),
  /**
   * Does whatever one lottery is due for: close it, write its entries, freeze it, fetch its beacons,
   * have it drawn. Deduplicated by lottery; what was interrupted is found again in the books.
   */
  'lead-lottery': v.object({ lotteryId: UuidSchema }),
  /** Every second: wake `lead-lottery` for each lottery that is due, in case a wake-up was lost. */
  'sweep-lotteries': v.object({}),
  /** A draw is a flow: waits for its prizes, takes them in draw order, and writes the result. */
  'draw-lottery': v.object({ lotteryId: UuidSchema }),
  /** Waits for the ranges of one prize and merges them exactly. */
  'draw-prize': v.object({ lotteryId: UuidSchema, prizeIndex: CountSchema }),
  /** Ranks the serials `[from, to]` of a prize. The same in, the same out: it may run again. */
  'rank-serials': v.object({
    lotteryId: UuidSchema,
    prizeIndex: CountSchema,
    from: CountSchema,
    to: CountSchema,
  }),
  /** Every night: compare every balance with its entries (PT6), extend the chain, write a report. */
  'close-books': v.object({}),
  /** Every night: points that the programme lets run out; nothing while it lets none. */
  'expire-points': v.object({}),
} as const;

export type JobName = keyof typeof JOB_PAYLOADS;
export type JobPayload<Name extends JobName> = v.InferOutput<(typeof JOB_PAYLOADS)[Name]>;

/** Serials of a prize, the best first: whose they are and their scores follow from the files. */
export const SerialRankingSchema = v.object({
  prizeIndex: CountSchema,
  serials: v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
});
export type SerialRanking = v.InferOutput<typeof SerialRankingSchema>;

/** Jobs that hand something to the job that waits for them. The others return nothing. */
export const RANKING_JOBS = ['draw-prize', 'rank-serials'] as const satisfies readonly JobName[];
export type JobResult<Name extends JobName> = Name extends (typeof RANKING_JOBS)[number]
  ? SerialRanking
  : void;
