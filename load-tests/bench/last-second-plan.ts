/** What the bench and the client of part j say to each other. */
import * as v from 'valibot';
import { LotteryEntrySchema } from '#domain/contract/lotteries.ts';

/**
 * bench → client: these people have their phones open. The client lets each ask for what it shows,
 * and answers `ready-to-enter`; then it waits for `go`.
 */
export const LastSecondPlanSchema = v.object({
  type: v.literal('plan'),
  /** `http://127.0.0.1:<port>` */
  url: v.string(),
  tokens: v.array(v.string()),
  connectionsMax: v.number(),
});
export type LastSecondPlan = v.InferOutput<typeof LastSecondPlanSchema>;

/** bench → client: all press, evenly from then on. */
export const GoSchema = v.object({
  type: v.literal('go'),
  lotteryId: v.string(),
  prizeIds: v.array(v.string()),
  /** Milliseconds since the epoch. */
  startsAtMs: v.number(),
  duringMs: v.number(),
});
export type Go = v.InferOutput<typeof GoSchema>;

/** client → bench: everybody was answered. */
export const LastSecondReportSchema = v.object({
  type: v.literal('entered'),
  count: v.number(),
  elapsedMs: v.number(),
  p50Ms: v.number(),
  p99Ms: v.number(),
  longestMs: v.number(),
  /** Sent before the end: on a busy machine the client itself is late with some. */
  sentInTime: v.number(),
  /** How many answers of each kind: 201, or the code of a problem. */
  answers: v.record(v.string(), v.number()),
  /** Of those who were told that their ticket is in. */
  receipts: v.array(LotteryEntrySchema),
});
export type LastSecondReport = v.InferOutput<typeof LastSecondReportSchema>;
