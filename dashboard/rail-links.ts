/** The rail's ways to everything that is not an activity. */
import type { Session } from '#domain/contract/people.ts';
import type { IconName } from '#ui/icons/paths.ts';
import {
  COUNTER_PATH,
  GRANTS_PATH,
  LOTTERIES_PATH,
  PASSES_PATH,
  REPORTS_PATH,
  SHOPS_PATH,
  STAFF_PATH,
  type Route,
} from './routes.ts';

export interface RailLink {
  name: 'counter' | 'passes' | 'shops' | 'grants' | 'lotteries' | 'reports' | 'staff';
  path: string;
  icon: IconName;
  /** Where one is on this link's page. */
  routes: readonly Route['name'][];
}

const LINKS: readonly RailLink[] = [
  { name: 'counter', path: COUNTER_PATH, icon: 'voice', routes: ['counter'] },
  { name: 'passes', path: PASSES_PATH, icon: 'card', routes: ['passes'] },
  { name: 'shops', path: SHOPS_PATH, icon: 'coupon', routes: ['shops', 'shop'] },
  { name: 'grants', path: GRANTS_PATH, icon: 'twin', routes: ['grants'] },
  {
    name: 'lotteries',
    path: LOTTERIES_PATH,
    icon: 'ticket',
    routes: ['lotteries', 'lottery'],
  },
  { name: 'reports', path: REPORTS_PATH, icon: 'book', routes: ['reports'] },
  { name: 'staff', path: STAFF_PATH, icon: 'people', routes: ['staff'] },
];

/** Who may log in is the administrators' business alone. */
export function railLinks(role: Session['role']): readonly RailLink[] {
  return LINKS.filter(({ name }) => name !== 'staff' || role === 'administrator');
}
