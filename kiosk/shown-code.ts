/** A code as it stands before the tablet: which form it has, and what it goes on being. */
import { readCouponCode } from '#domain/coupon-code.ts';
import { readPass } from '#domain/pass.ts';

/** Of one of the forms that the programme issues, whether believed or not. */
export function isOurCode(text: string): boolean {
  return readPass(text) !== null || readCouponCode(text) !== null;
}

/**
 * What stays the same for as long as the same thing is held up. A live code is another text at each
 * step, and still the same person's phone, the same coupon.
 */
export function constantPartOf(text: string): string {
  const pass = readPass(text);
  if (pass !== null && pass.device !== null) return `person:${pass.participantId}`;
  const coupon = readCouponCode(text);
  return coupon === null ? text : `coupon:${coupon.couponId}`;
}
