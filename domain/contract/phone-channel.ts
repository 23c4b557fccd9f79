/** `/phone`: what the participant's phone is told, by itself and at once. It asks over HTTP. */
import * as v from 'valibot';
import { TRANSACTION_KINDS } from '../accounts.ts';
import { LOTTERY_STATES } from '../lottery.ts';
import { CouponSchema } from './coupons.ts';
import { MeSchema } from './people.ts';
import { UuidSchema } from './values.ts';

/** `auth` of the handshake. */
export const PhoneHandshakeSchema = v.object({
  token: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  protocolVersion: v.number(),
});

/** `points:posted`: something was booked. The figures are absolute; nothing is to be added up. */
export const PointsPostedSchema = v.object({
  transactionId: UuidSchema,
  kind: v.picklist(TRANSACTION_KINDS),
  /** What it did to the points that can be spent. */
  amount: v.pipe(v.number(), v.safeInteger()),
  me: MeSchema,
});
export type PointsPosted = v.InferOutput<typeof PointsPostedSchema>;

/** `coupon:changed`: exchanged, reserved, used, returned, on whatever device. */
export const CouponChangedSchema = v.object({ coupon: CouponSchema, me: MeSchema });
export type CouponChanged = v.InferOutput<typeof CouponChangedSchema>;

/** `ticket:changed`: bought, entered, given back. */
export const TicketChangedSchema = v.object({ me: MeSchema });
export type TicketChanged = v.InferOutput<typeof TicketChangedSchema>;

/**
 * `lottery:changed`: one came to another state. Told to every phone; figures are asked for by those
 * who look at them.
 */
export const PhoneLotteryChangedSchema = v.object({
  lotteryId: UuidSchema,
  state: v.picklist(LOTTERY_STATES),
});
export type PhoneLotteryChanged = v.InferOutput<typeof PhoneLotteryChangedSchema>;

/**
 * `pass:ended`: another phone is this person's now, their data was erased, or staff stopped the pass
 * of a phone that was lost. The socket is cut.
 */
export const PassEndedSchema = v.object({ because: v.picklist(['moved', 'erased', 'stopped']) });
export type PassEnded = v.InferOutput<typeof PassEndedSchema>;

export interface PhoneToServer {
  /** The server's clock, for the offset. */
  'clock:read': (acknowledge: (answer: { readonly at: string }) => void) => void;
}

export interface ServerToPhone {
  /** On connection, and after a gap: how things are now. */
  'me:snapshot': (snapshot: { readonly me: v.InferOutput<typeof MeSchema> }) => void;
  'points:posted': (posted: PointsPosted) => void;
  'coupon:changed': (changed: CouponChanged) => void;
  'ticket:changed': (changed: TicketChanged) => void;
  'lottery:changed': (changed: PhoneLotteryChanged) => void;
  'pass:ended': (ended: PassEnded) => void;
}
