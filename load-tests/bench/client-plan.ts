/** What the bench and its client process say to each other. */
import * as v from 'valibot';

/** The event of the raw ceiling. */
export const EMPTY_EVENT = 'nothing';

/** bench → client: connect. The client answers `connected` and waits for `go`. */
export const ClientPlanSchema = v.object({
  type: v.literal('plan'),
  /** `http://127.0.0.1:<port>` */
  url: v.string(),
  /** One socket for each; the ceiling server takes any. */
  tokens: v.array(v.string()),
  /** What tells that the server is done with a kiosk that came. */
  ready: v.picklist(['connect', 'kiosk:settings']),
  inFlight: v.number(),
  work: v.variant('kind', [
    /** The raw ceiling. */
    v.object({ kind: v.literal('empty-events'), count: v.number() }),
    /** A check-in for each pass of this file, one a line. */
    v.object({ kind: v.literal('scans'), passesFile: v.string() }),
    /** Only connecting. */
    v.object({ kind: v.literal('idle') }),
  ]),
  /** A dashboard that watches; `null`: none. */
  dashboard: v.nullable(v.object({ cookie: v.string(), activityId: v.string() })),
  /** Go on until the books hold everything, and say `booked`. */
  untilBooked: v.boolean(),
});
export type ClientPlan = v.InferOutput<typeof ClientPlanSchema>;

/** client → bench: every message got its acknowledgement. */
export const AcknowledgedReportSchema = v.object({
  type: v.literal('acknowledged'),
  count: v.number(),
  elapsedMs: v.number(),
  p50Ms: v.number(),
  p99Ms: v.number(),
  longestMs: v.number(),
  /** How many answers of each kind, failures by their code. */
  answers: v.record(v.string(), v.number()),
});
export type AcknowledgedReport = v.InferOutput<typeof AcknowledgedReportSchema>;

/** client → bench: the dashboard was told that the books hold everything. */
export const BookedReportSchema = v.object({
  type: v.literal('booked'),
  /** Since the first message was sent. */
  elapsedMs: v.number(),
  /** `attendance:changed` that the dashboard got, and those that did not fit on the one before. */
  changes: v.number(),
  gaps: v.number(),
});
export type BookedReport = v.InferOutput<typeof BookedReportSchema>;
