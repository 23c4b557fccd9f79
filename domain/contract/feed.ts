/**
 * The feed: one trimmed Redis stream that every server node reads, to tell its own screens what
 * workers and other nodes did.
 */
import * as v from 'valibot';
import { TRANSACTION_KINDS } from '../accounts.ts';
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
  /** Points moved: one message a batch, for the phones of these people. */
  v.object({
    kind: v.literal('points-posted'),
    posted: v.array(
      v.object({
        participantId: UuidSchema,
        transactionId: UuidSchema,
        transactionKind: v.picklist(TRANSACTION_KINDS),
        amount: v.pipe(v.number(), v.safeInteger()),
      }),
    ),
  }),
  v.object({
    kind: v.literal('coupon-changed'),
    participantId: UuidSchema,
    couponId: UuidSchema,
  }),
  v.object({ kind: v.literal('tickets-changed'), participantId: UuidSchema }),
  /** A lottery is void, and these people have their tickets again; one message a batch. */
  v.object({ kind: v.literal('tickets-given-back'), participantIds: v.array(UuidSchema) }),
  /** Whatever the stage shows of it: figures, files, voices, the moment. */
  v.object({ kind: v.literal('lottery-changed'), lotteryId: UuidSchema }),
  /** Tokens and passes of this person ended or changed; who remembers any of it forgets. */
  v.object({
    kind: v.literal('person-changed'),
    participantId: UuidSchema,
    because: v.picklist(['moved', 'erased', 'pass-changed']),
  }),
  v.object({ kind: v.literal('shop-device-revoked'), deviceId: UuidSchema }),
  v.object({ kind: v.literal('conflict-found'), conflict: ConflictSchema }),
  v.object({ kind: v.literal('activity-changed'), activityId: UuidSchema }),
  v.object({ kind: v.literal('kiosk-changed'), kioskId: UuidSchema, activityId: UuidSchema }),
  /** A tablet became this kiosk; a tablet that was it before is cut off. */
  v.object({ kind: v.literal('kiosk-enrolled'), kioskId: UuidSchema, activityId: UuidSchema }),
  v.object({ kind: v.literal('kiosk-revoked'), kioskId: UuidSchema, activityId: UuidSchema }),
]);
export type FeedMessage = v.InferOutput<typeof FeedMessageSchema>;
