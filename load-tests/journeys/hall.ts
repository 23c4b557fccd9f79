/** The journey's own hall, made by the public contract: staff, an activity, kiosks and people. */
import { fail, sleep } from 'k6';
import http from 'k6/http';
import type { Counters } from '../../domain/contract/attendance.ts';
import { countersOf, numberAt, textAt, valueAt } from './answers.ts';

const HOUR_MS = 60 * 60_000;
const limits = {
  /** How long the making of everything may be asked to wait by the server's brakes. */
  waitingMaxMs: 240_000,
  bookedDeadlineMs: 60_000,
  bookedPollMs: 250,
} as const;

/** What k6 hands from `setup` to every kiosk and to `teardown`: plain JSON. */
export interface Hall {
  readonly cookie: string;
  readonly activityId: string;
  readonly kioskTokens: readonly string[];
  /** The text of each person's pass. */
  readonly passes: readonly string[];
}

export function makeHall(
  baseUrl: string,
  staff: { readonly email: string; readonly password: string },
  size: { readonly kiosks: number; readonly people: number },
): Hall {
  const api = createApi(baseUrl);
  const cookie = api.logIn(staff);
  const now = Date.now();
  const activity = api.post(
    '/api/activities',
    {
      name: 'k6',
      venue: 'k6',
      opensAt: new Date(now - HOUR_MS).toISOString(),
      startsAt: new Date(now).toISOString(),
      endsAt: new Date(now + HOUR_MS).toISOString(),
    },
    cookie,
  );
  const activityId = textAt(activity, 'activityId');
  const kioskTokens = times(size.kiosks, (index) => {
    const kiosk = api.post('/api/kiosks', { activityId, name: `k6 ${index}` }, cookie);
    const enrollmentCode = textAt(kiosk, 'enrollmentCode');
    return textAt(api.post('/api/kiosks/enroll', { enrollmentCode }, ''), 'token');
  });
  const passes = times(size.people, (index) =>
    textAt(api.post('/api/participants', { nickname: `k6 ${index}` }, ''), 'pass'),
  );
  return { cookie, activityId, kioskTokens, passes };
}

/** The figures when the books hold every outcome, or as they are at the deadline. */
export function readBookedAttendance(
  baseUrl: string,
  hall: Hall,
): { readonly counters: Counters; readonly kiosks: unknown } {
  const deadline = Date.now() + limits.bookedDeadlineMs;
  for (;;) {
    const answer = http.get(`${baseUrl}/api/activities/${hall.activityId}/attendance`, {
      headers: { cookie: hall.cookie },
    });
    if (answer.status !== 200) fail(`attendance: ${answer.status} ${answer.error}`);
    const attendance: unknown = answer.json();
    const counters = countersOf(attendance);
    if (counters.bookedSeq >= counters.seq || Date.now() > deadline) {
      return { counters, kiosks: valueAt(attendance, 'kiosks') };
    }
    sleep(limits.bookedPollMs / 1_000);
  }
}

function createApi(baseUrl: string) {
  let waitedMs = 0;
  const send = (path: string, body: object, cookie: string) => {
    for (;;) {
      const answer = http.post(baseUrl + path, JSON.stringify(body), {
        headers: { 'content-type': 'application/json', cookie },
      });
      if (answer.status < 300 && answer.status > 0) return answer;
      // The public ways are braked by address; a well-behaved client waits as long as it is told.
      const code = answer.status >= 400 ? textAt(answer.json(), 'code') : '';
      const waitMs = code === 'rate-limited' ? retryAfterMsOf(answer.json()) : null;
      if (waitMs === null || waitedMs + waitMs > limits.waitingMaxMs) {
        return fail(`POST ${path}: ${answer.status} ${answer.error} ${code}`);
      }
      waitedMs += waitMs;
      sleep(waitMs / 1_000);
    }
  };
  return {
    logIn(staff: object): string {
      const answer = send('/api/session', staff, '');
      const cookies = Object.values(answer.cookies).flat();
      return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    },
    post(path: string, body: object, cookie: string): unknown {
      return send(path, body, cookie).json();
    },
  };
}

function retryAfterMsOf(problem: unknown): number {
  return numberAt(problem, 'retryAfterMs') ?? 1_000;
}

function times<Item>(count: number, make: (index: number) => Item): Item[] {
  const items: Item[] = [];
  for (let index = 0; index < count; index += 1) items.push(make(index));
  return items;
}
