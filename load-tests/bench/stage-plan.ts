/** What the bench and the client of part i say to each other. */
import * as v from 'valibot';

/** bench → client: connect and watch. The client answers `connected`. */
export const StagePlanSchema = v.object({
  type: v.literal('plan'),
  /** `http://127.0.0.1:<port>` */
  url: v.string(),
  lotteryId: v.string(),
  spectators: v.number(),
});
export type StagePlan = v.InferOutput<typeof StagePlanSchema>;

/**
 * bench → client: when does each see this prize? The client answers `expecting`, and `reached` when
 * all have seen it or the deadline is over.
 */
export const ExpectSchema = v.object({
  type: v.literal('expect'),
  prizeIndex: v.number(),
  deadlineMs: v.number(),
});
export type Expect = v.InferOutput<typeof ExpectSchema>;

/** bench → client: so many add something, evenly over this time. The client answers `acknowledged`. */
export const ContributeSchema = v.object({
  type: v.literal('contribute'),
  contributors: v.number(),
  duringMs: v.number(),
});
export type Contribute = v.InferOutput<typeof ContributeSchema>;

export const ReachedSchema = v.object({
  type: v.literal('reached'),
  /** When it came to each, by `sharedNowMs`; whom it did not reach is not among them. */
  arrivalsMs: v.array(v.number()),
});
export type Reached = v.InferOutput<typeof ReachedSchema>;

export const ConnectedSchema = v.object({ type: v.literal('connected'), elapsedMs: v.number() });

/** The machine's monotonic clock, the same in every process. */
export function sharedNowMs(): number {
  return Number(process.hrtime.bigint()) / 1_000_000;
}
