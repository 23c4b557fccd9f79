/** What staff do before an event, over HTTP as the dashboard does it; for tests. */
import * as v from 'valibot';
import { ActivitySchema } from '#domain/contract/activities.ts';
import type { EnrolledKiosk } from '#domain/contract/kiosks.ts';
import { CreatedKioskSchema, EnrolledKioskSchema } from '#domain/contract/kiosks.ts';

const HOUR_MS = 60 * 60_000;

/** @returns the session cookie, as the `cookie` header takes it */
export async function logIn(
  url: string,
  staff: { readonly email: string; readonly password: string },
): Promise<string> {
  const answer = await post(url, '/api/session', staff, '');
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

/** An activity that began a minute ago and goes on for an hour. @returns its id */
export async function openActivity(
  url: string,
  cookie: string,
  name: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const now = Date.now();
  const activity = {
    name,
    venue: '大江交流室',
    opensAt: new Date(now - HOUR_MS / 2).toISOString(),
    startsAt: new Date(now - HOUR_MS / 60).toISOString(),
    endsAt: new Date(now + HOUR_MS).toISOString(),
    ...more,
  };
  const answer = await post(url, '/api/activities', activity, cookie);
  return v.parse(ActivitySchema, await answer.json()).activityId;
}

/** Makes a kiosk and returns its one-time code. */
export async function makeKiosk(
  url: string,
  cookie: string,
  activityId: string,
  name: string,
): Promise<v.InferOutput<typeof CreatedKioskSchema>> {
  const answer = await post(url, '/api/kiosks', { activityId, name }, cookie);
  return v.parse(CreatedKioskSchema, await answer.json());
}

/** Makes a kiosk and enrolls it at once. */
export async function enrollKiosk(
  url: string,
  cookie: string,
  activityId: string,
  name: string,
): Promise<EnrolledKiosk> {
  const { enrollmentCode } = await makeKiosk(url, cookie, activityId, name);
  const answer = await post(url, '/api/kiosks/enroll', { enrollmentCode }, '');
  return v.parse(EnrolledKioskSchema, await answer.json());
}

async function post(url: string, path: string, body: object, cookie: string): Promise<Response> {
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(body),
  });
  if (answer.ok) return answer;
  throw new Error(`POST ${path}: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
}
