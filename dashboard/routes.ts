/** The dashboard's addresses. */
import { UuidSchema } from '#domain/contract/values.ts';
import * as v from 'valibot';

export const ROOT = '/dashboard/';

export type Route =
  | { name: 'today' }
  | { name: 'activity'; activityId: string }
  | { name: 'passes' }
  | { name: 'unknown' };

export function parseRoute(pathname: string): Route {
  const parts = pathname.split('/').filter((part) => part !== '');
  const [root, noun, id, ...rest] = parts;
  if (root !== 'dashboard' || rest.length > 0) return { name: 'unknown' };
  if (noun === undefined || (noun === 'index.html' && id === undefined)) return { name: 'today' };
  if (noun === 'passes' && id === undefined) return { name: 'passes' };
  if (noun === 'activities' && v.is(UuidSchema, id)) return { name: 'activity', activityId: id };
  return { name: 'unknown' };
}

export const activityPath = (activityId: string) => `${ROOT}activities/${activityId}`;
export const PASSES_PATH = `${ROOT}passes`;
