/**
 * The feed: one trimmed Redis stream that every server node reads, to tell its own screens what
 * workers and other nodes did.
 */
import * as v from 'valibot';
import { ConflictSchema } from './attendance.ts';
import { CountSchema, UuidSchema } from './values.ts';

export const FeedMessageSchema = v.variant('kind', [
  /** A batch is in the books. */
  v.object({
    kind: v.literal('posted'),
    activityId: UuidSchema,
    bookedSeq: CountSchema,
    settled: v.array(v.object({ kioskId: UuidSchema, scanIds: v.array(UuidSchema) })),
  }),
  v.object({ kind: v.literal('conflict-found'), conflict: ConflictSchema }),
  v.object({ kind: v.literal('activity-changed'), activityId: UuidSchema }),
  v.object({ kind: v.literal('kiosk-changed'), kioskId: UuidSchema, activityId: UuidSchema }),
  /** A tablet became this kiosk; a tablet that was it before is cut off. */
  v.object({ kind: v.literal('kiosk-enrolled'), kioskId: UuidSchema, activityId: UuidSchema }),
  v.object({ kind: v.literal('kiosk-revoked'), kioskId: UuidSchema, activityId: UuidSchema }),
]);
export type FeedMessage = v.InferOutput<typeof FeedMessageSchema>;
