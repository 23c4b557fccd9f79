/** The dashboard's addresses. */
import { UuidSchema } from '#domain/contract/values.ts';
import * as v from 'valibot';

export const ROOT = '/dashboard/';

export type Route =
  | { name: 'today' }
  | { name: 'activity'; activityId: string }
  | { name: 'passes' }
  | { name: 'counter' }
  | { name: 'shops' }
  | { name: 'shop'; shopId: string }
  | { name: 'grants' }
  | { name: 'lotteries' }
  /** `null`: one that is being made. */
  | { name: 'lottery'; lotteryId: string | null }
  | { name: 'reports' }
  | { name: 'staff' }
  | { name: 'unknown' };

const NEW = 'new';
const PAGES = ['passes', 'counter', 'shops', 'grants', 'lotteries', 'reports', 'staff'] as const;

export function parseRoute(pathname: string): Route {
  const parts = pathname.split('/').filter((part) => part !== '');
  const [root, noun, id, ...rest] = parts;
  if (root !== 'dashboard' || rest.length > 0) return { name: 'unknown' };
  if (noun === undefined || (noun === 'index.html' && id === undefined)) return { name: 'today' };
  const page = id === undefined ? PAGES.find((name) => name === noun) : undefined;
  if (page !== undefined) return { name: page };
  if (noun === 'shops' && v.is(UuidSchema, id)) return { name: 'shop', shopId: id };
  if (noun === 'lotteries' && id === NEW) return { name: 'lottery', lotteryId: null };
  if (noun === 'lotteries' && v.is(UuidSchema, id)) return { name: 'lottery', lotteryId: id };
  if (noun === 'activities' && v.is(UuidSchema, id)) return { name: 'activity', activityId: id };
  return { name: 'unknown' };
}

export const activityPath = (activityId: string) => `${ROOT}activities/${activityId}`;
export const PASSES_PATH = `${ROOT}passes`;
export const COUNTER_PATH = `${ROOT}counter`;
export const SHOPS_PATH = `${ROOT}shops`;
export const shopPath = (shopId: string) => `${SHOPS_PATH}/${shopId}`;
export const GRANTS_PATH = `${ROOT}grants`;
export const LOTTERIES_PATH = `${ROOT}lotteries`;
export const NEW_LOTTERY_PATH = `${LOTTERIES_PATH}/${NEW}`;
export const lotteryPath = (lotteryId: string) => `${LOTTERIES_PATH}/${lotteryId}`;
export const REPORTS_PATH = `${ROOT}reports`;
export const STAFF_PATH = `${ROOT}staff`;
