/**
 * What staff ask of the server, one function a question. Expected refusals are values. What belongs
 * to one view stands beside it: counter/people-api.ts, shops/shops-api.ts and so on.
 */
import type * as v from 'valibot';
import {
  ActivityListSchema,
  ActivitySchema,
  type ActivityChange,
  type NewActivity,
} from '#domain/contract/activities.ts';
import { ConflictSchema } from '#domain/contract/attendance.ts';
import { CreatedKioskSchema, type NewKiosk } from '#domain/contract/kiosks.ts';
import { PassListSchema, SessionSchema } from '#domain/contract/people.ts';
import { NoBodySchema, requestJson, type RequestAnswer, type RequestOptions } from '#ui/problem.ts';

/** Says `logged-out` when the server no longer knows the session, whatever was asked. */
export const sessionWatch = new EventTarget();

/** @param path beginning with `/api` */
export async function ask<Schema extends v.GenericSchema>(
  schema: Schema,
  path: string,
  options?: RequestOptions,
): Promise<RequestAnswer<v.InferOutput<Schema>>> {
  const answer = await requestJson(schema, path, options);
  if (!answer.ok && answer.code === 'not-logged-in') {
    sessionWatch.dispatchEvent(new Event('logged-out'));
  }
  return answer;
}

/** Not watched: before the log-in, `not-logged-in` is the normal answer. */
export const readSession = () => requestJson(SessionSchema, '/api/session');
export const logIn = (email: string, password: string) =>
  requestJson(SessionSchema, '/api/session', { method: 'POST', body: { email, password } });
export const logOut = () => requestJson(NoBodySchema, '/api/session', { method: 'DELETE' });

export const listActivities = () => ask(ActivityListSchema, '/api/activities');
export const readActivity = (activityId: string) =>
  ask(ActivitySchema, `/api/activities/${activityId}`);
export const createActivity = (activity: NewActivity) =>
  ask(ActivitySchema, '/api/activities', { method: 'POST', body: activity });
export const changeActivity = (activityId: string, change: ActivityChange) =>
  ask(ActivitySchema, `/api/activities/${activityId}`, { method: 'PATCH', body: change });

export const createKiosk = (kiosk: NewKiosk) =>
  ask(CreatedKioskSchema, '/api/kiosks', { method: 'POST', body: kiosk });
export const newEnrollmentCode = (kioskId: string) =>
  ask(CreatedKioskSchema, `/api/kiosks/${kioskId}/enrollment-code`, { method: 'POST' });
export const revokeKiosk = (kioskId: string) =>
  ask(NoBodySchema, `/api/kiosks/${kioskId}`, { method: 'DELETE' });

export const resolveConflict = (conflictId: string) =>
  ask(ConflictSchema, `/api/conflicts/${conflictId}`, {
    method: 'PATCH',
    body: { resolved: true },
  });

/** @param after the number of the last card of the page before */
export const listPasses = (after?: string) =>
  ask(PassListSchema, after === undefined ? '/api/passes' : `/api/passes?after=${after}`);
