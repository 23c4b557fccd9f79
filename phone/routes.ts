/** The phone's addresses. */
import * as v from 'valibot';
import { CounterCodeSchema } from '#domain/contract/coupons.ts';
import { UuidSchema } from '#domain/contract/values.ts';

export const ROOT = '/phone/';

export type Route =
  | { name: 'pass' }
  | { name: 'activities' }
  /** Whichever stands first. */
  | { name: 'lottery' }
  | { name: 'lottery-one'; lotteryId: string }
  /** Entering tickets for a prize. */
  | { name: 'lottery-prize'; lotteryId: string; prizeId: string }
  | { name: 'coupons' }
  | { name: 'coupon-use'; couponId: string }
  /** A shop's printed code, scanned with the phone's own camera. */
  | { name: 'shop'; counterCode: string }
  | { name: 'me' }
  | { name: 'history' }
  | { name: 'certificates' }
  /** On the old phone: shows the one-time code. */
  | { name: 'move-away' }
  /** On the new phone: takes the code, from the address's `#` or typed. */
  | { name: 'move' };

/** The four that the tab bar leads to. */
export type Tab = 'pass' | 'activities' | 'lottery' | 'coupons';

const PLAIN: ReadonlyMap<string, Route> = new Map<string, Route>([
  ['', { name: 'pass' }],
  ['index.html', { name: 'pass' }],
  ['activities', { name: 'activities' }],
  ['lottery', { name: 'lottery' }],
  ['coupons', { name: 'coupons' }],
  ['me', { name: 'me' }],
  ['me/history', { name: 'history' }],
  ['me/certificates', { name: 'certificates' }],
  ['me/move', { name: 'move-away' }],
  ['move', { name: 'move' }],
]);

/** Loosely: whether there is such a prize, its lottery says. */
const PRIZE_ID = /^[a-z0-9-]{1,40}$/;

/** An address that is not ours leads to the pass. */
export function parseRoute(pathname: string): Route {
  const parts = pathname.split('/').filter((part) => part !== '');
  const rest = parts.slice(1);
  if (parts[0] !== 'phone') return { name: 'pass' };
  const plain = PLAIN.get(rest.join('/'));
  if (plain !== undefined) return plain;
  const [noun, id, part, ...more] = rest;
  if (noun === 'lottery' && v.is(UuidSchema, id) && more.length === 0) {
    if (part === undefined) return { name: 'lottery-one', lotteryId: id };
    if (PRIZE_ID.test(part)) return { name: 'lottery-prize', lotteryId: id, prizeId: part };
  }
  if (part !== undefined) return { name: 'pass' };
  if (noun === 'coupons' && v.is(UuidSchema, id)) return { name: 'coupon-use', couponId: id };
  if (noun === 'shop' && v.is(CounterCodeSchema, id)) return { name: 'shop', counterCode: id };
  return { name: 'pass' };
}

/** Which tab an address belongs to; `null`: none is marked. */
export function tabOf(route: Route): Tab | null {
  switch (route.name) {
    case 'pass':
    case 'activities':
    case 'lottery':
    case 'coupons':
      return route.name;
    case 'lottery-one':
    case 'lottery-prize':
      return 'lottery';
    case 'coupon-use':
    case 'shop':
      return 'coupons';
    case 'me':
    case 'history':
    case 'certificates':
    case 'move-away':
    case 'move':
      return null;
  }
}

export const TAB_PATHS: Readonly<Record<Tab, string>> = {
  pass: ROOT,
  activities: `${ROOT}activities`,
  lottery: `${ROOT}lottery`,
  coupons: `${ROOT}coupons`,
};
export const ME_PATH = `${ROOT}me`;
export const HISTORY_PATH = `${ROOT}me/history`;
export const CERTIFICATES_PATH = `${ROOT}me/certificates`;
export const MOVE_AWAY_PATH = `${ROOT}me/move`;
export const MOVE_PATH = `${ROOT}move`;
export const lotteryPath = (lotteryId: string) => `${ROOT}lottery/${lotteryId}`;
export const lotteryPrizePath = (lotteryId: string, prizeId: string) =>
  `${lotteryPath(lotteryId)}/${prizeId}`;
export const couponUsePath = (couponId: string) => `${ROOT}coupons/${couponId}`;

/** Views ask the shell to go somewhere: `dispatchEvent(visitEvent(path))`. Links do it by themselves. */
export function visitEvent(path: string): CustomEvent<string> {
  return new CustomEvent('ts-visit', { detail: path, bubbles: true, composed: true });
}
