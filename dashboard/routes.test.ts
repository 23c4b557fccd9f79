import { expect, test } from 'vitest';
import {
  activityPath,
  COUNTER_PATH,
  GRANTS_PATH,
  LOTTERIES_PATH,
  lotteryPath,
  NEW_LOTTERY_PATH,
  parseRoute,
  PASSES_PATH,
  REPORTS_PATH,
  ROOT,
  shopPath,
  SHOPS_PATH,
  STAFF_PATH,
  type Route,
} from './routes.ts';

const ID = '0197e1c4-0000-7000-8000-000000000001';
const cases: [pathname: string, route: Route][] = [
  [ROOT, { name: 'today' }],
  ['/dashboard', { name: 'today' }],
  ['/dashboard/index.html', { name: 'today' }],
  [PASSES_PATH, { name: 'passes' }],
  [`${PASSES_PATH}/`, { name: 'passes' }],
  [activityPath(ID), { name: 'activity', activityId: ID }],
  [COUNTER_PATH, { name: 'counter' }],
  [SHOPS_PATH, { name: 'shops' }],
  [shopPath(ID), { name: 'shop', shopId: ID }],
  [GRANTS_PATH, { name: 'grants' }],
  [LOTTERIES_PATH, { name: 'lotteries' }],
  [lotteryPath(ID), { name: 'lottery', lotteryId: ID }],
  [NEW_LOTTERY_PATH, { name: 'lottery', lotteryId: null }],
  [`${NEW_LOTTERY_PATH}/more`, { name: 'unknown' }],
  ['/dashboard/lotteries/nobody', { name: 'unknown' }],
  [REPORTS_PATH, { name: 'reports' }],
  [STAFF_PATH, { name: 'staff' }],
  ['/dashboard/shops/nobody', { name: 'unknown' }],
  ['/dashboard/counter/more', { name: 'unknown' }],
  ['/dashboard/activities/', { name: 'unknown' }],
  ['/dashboard/activities/nobody', { name: 'unknown' }],
  [`${activityPath(ID)}/more`, { name: 'unknown' }],
  ['/dashboard/other', { name: 'unknown' }],
  ['/kiosk/', { name: 'unknown' }],
];
test.each(cases)('%s', (pathname, route) => {
  expect(parseRoute(pathname)).toEqual(route);
});
