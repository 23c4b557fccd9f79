import { expect, test } from 'vitest';
import { activityPath, parseRoute, PASSES_PATH, ROOT, type Route } from './routes.ts';

const ID = '0197e1c4-0000-7000-8000-000000000001';
const cases: [pathname: string, route: Route][] = [
  [ROOT, { name: 'today' }],
  ['/dashboard', { name: 'today' }],
  ['/dashboard/index.html', { name: 'today' }],
  [PASSES_PATH, { name: 'passes' }],
  [`${PASSES_PATH}/`, { name: 'passes' }],
  [activityPath(ID), { name: 'activity', activityId: ID }],
  ['/dashboard/activities/', { name: 'unknown' }],
  ['/dashboard/activities/nobody', { name: 'unknown' }],
  [`${activityPath(ID)}/more`, { name: 'unknown' }],
  ['/dashboard/other', { name: 'unknown' }],
  ['/kiosk/', { name: 'unknown' }],
];
test.each(cases)('%s', (pathname, route) => {
  expect(parseRoute(pathname)).toEqual(route);
});
