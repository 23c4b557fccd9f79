/** What can be done with a coupon at a moment. */
import type { Coupon } from '#domain/contract/coupons.ts';

/** reserved: a shop is waiting to confirm; a reservation that ran out has returned by itself. */
export type CouponStanding = 'usable' | 'reserved' | 'used' | 'taken-back';

/** @param nowMs by the server's clock */
export function couponStanding(coupon: Coupon, nowMs: number): CouponStanding {
  switch (coupon.state) {
    case 'redeemed':
      return 'used';
    case 'taken-back':
      return 'taken-back';
    case 'held':
      return 'usable';
    case 'reserved':
      return reservedLeftMs(coupon, nowMs) > 0 ? 'reserved' : 'usable';
  }
}

/** How long the shop still has, milliseconds; 0: not reserved (any more). */
export function reservedLeftMs(coupon: Coupon, nowMs: number): number {
  if (coupon.state !== 'reserved' || coupon.reservedUntil === null) return 0;
  return Math.max(0, Date.parse(coupon.reservedUntil) - nowMs);
}

export interface CouponShares {
  /** Reserved ones first, then as the server lists them, newest first. */
  readonly usable: readonly Coupon[];
  readonly used: readonly Coupon[];
}

export function shareCoupons(coupons: readonly Coupon[], nowMs: number): CouponShares {
  const standing = (coupon: Coupon) => couponStanding(coupon, nowMs);
  const having = (...wanted: readonly CouponStanding[]) =>
    coupons.filter((coupon) => wanted.includes(standing(coupon)));
  return {
    usable: [...having('reserved'), ...having('usable')],
    used: having('used', 'taken-back'),
  };
}

/** 5:00 … 0:01, as a clock that runs down. */
export function minutesAndSeconds(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
