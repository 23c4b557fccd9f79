import { expect, test } from 'vitest';
import { couponUsePath, lotteryPath, lotteryPrizePath, parseRoute, tabOf } from './routes.ts';

const couponId = '0198c2a0-1111-4222-8333-444455556666';
const lotteryId = '0198c2a0-7777-7222-8333-444455556666';
const counterCode = 'aB3_-aB3_-aB3_-aB3_-';

test.each([
  ['/phone/', { name: 'pass' }, 'pass'],
  ['/phone', { name: 'pass' }, 'pass'],
  ['/phone/index.html', { name: 'pass' }, 'pass'],
  ['/phone/activities', { name: 'activities' }, 'activities'],
  ['/phone/lottery/', { name: 'lottery' }, 'lottery'],
  [lotteryPath(lotteryId), { name: 'lottery-one', lotteryId }, 'lottery'],
  [
    lotteryPrizePath(lotteryId, 'grand-prize'),
    { name: 'lottery-prize', lotteryId, prizeId: 'grand-prize' },
    'lottery',
  ],
  ['/phone/coupons', { name: 'coupons' }, 'coupons'],
  [couponUsePath(couponId), { name: 'coupon-use', couponId }, 'coupons'],
  [`/phone/shop/${counterCode}`, { name: 'shop', counterCode }, 'coupons'],
  ['/phone/me', { name: 'me' }, null],
  ['/phone/me/history', { name: 'history' }, null],
  ['/phone/me/certificates', { name: 'certificates' }, null],
  ['/phone/me/move', { name: 'move-away' }, null],
  ['/phone/move', { name: 'move' }, null],
] as const)('%s', (path, route, tab) => {
  expect(parseRoute(path)).toEqual(route);
  expect(tabOf(parseRoute(path))).toBe(tab);
});

test.each([
  '/phone/nowhere',
  '/phone/coupons/not-a-uuid',
  `/phone/coupons/${couponId}/more`,
  '/phone/lottery/not-a-uuid',
  `/phone/lottery/${lotteryId}/No_Prize`,
  `/phone/lottery/${lotteryId}/prize/more`,
  '/phone/shop/short',
  `/phone/shop/${counterCode}/x`,
  '/phone/toString',
  '/phone/me/toString',
  '/elsewhere/coupons',
])('%s is not ours and leads to the pass', (path) => {
  expect(parseRoute(path)).toEqual({ name: 'pass' });
});
