/** How a phone stands to its person, and what its session tells. */
import type {
  CouponChanged,
  PhoneLotteryChanged,
  PointsPosted,
  TicketChanged,
} from '#domain/contract/phone-channel.ts';

/**
 * starting: storage is still being read; outside: nobody has joined on this phone; inside: `me` may
 * still be `null` until the first answer; no-storage: the browser keeps nothing, nobody can join.
 */
export type Standing = 'starting' | 'outside' | 'inside' | 'no-storage';

/** Why the person is outside now. unknown: the server does not know the token (any more). */
export type Ending = 'moved' | 'erased' | 'unknown';

export interface SessionEvents {
  changed: undefined;
  /** `me` as a whole, after a connection or a gap: what changed until then was told to nobody here. */
  snapshot: undefined;
  'points:posted': PointsPosted;
  'coupon:changed': CouponChanged;
  'ticket:changed': TicketChanged;
  'lottery:changed': PhoneLotteryChanged;
}
