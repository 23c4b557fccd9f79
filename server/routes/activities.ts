/** `/api/activities`: what is on, and its live attendance. */
import * as v from 'valibot';
import {
  ActivityChangeSchema,
  ActivityListSchema,
  ActivitySchema,
  NewActivitySchema,
} from '#domain/contract/activities.ts';
import type { Activity, ActivityChange, ActivityInList } from '#domain/contract/activities.ts';
import { AttendanceSchema } from '#domain/contract/attendance.ts';
import type { FeedMessage } from '#domain/contract/feed.ts';
import { UuidSchema } from '#domain/contract/values.ts';
import { tokyoDateOf, tokyoDayBounds } from '#domain/fiscal-year.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import type { ActivityDesk } from '../activities/activity-desk.ts';
import type { AttendanceDesk } from '../activities/attendance-desk.ts';
import { ProblemError } from '../errors.ts';
import { route } from '../requests/route.ts';
import type { Route } from '../requests/route.ts';
import { newId } from '../requests/secrets.ts';

/** The door opens this long before the start, unless said otherwise. */
const OPENS_BEFORE_MS = 30 * 60_000;
const UPCOMING_MAX = 20;

const ActivityParamsSchema = v.object({ activityId: UuidSchema });
const DayQuerySchema = v.object({ date: v.optional(v.pipe(v.string(), v.isoDate())) });

export interface ActivityRouteParts {
  readonly ledger: Ledger;
  readonly live: LiveStore;
  readonly activities: ActivityDesk;
  readonly attendance: AttendanceDesk;
  readonly tell: (message: FeedMessage) => Promise<void>;
  readonly nowMs: () => number;
}

export function activityRoutes(parts: ActivityRouteParts): Route[] {
  return [listRoute(parts), createRoute(parts), ...oneRoutes(parts)];
}

function listRoute({ ledger, live, nowMs }: ActivityRouteParts): Route {
  async function withCounts(activities: readonly Activity[]): Promise<ActivityInList[]> {
    const admitted = await live.admittedCounts(activities.map(({ activityId }) => activityId));
    return activities.map((activity, index) => ({ ...activity, admitted: admitted[index] ?? 0 }));
  }
  return route({
    method: 'GET',
    path: '/api/activities',
    summary: 'The activities of a day (Tokyo; default today), and the next ones after it.',
    guard: 'staff',
    query: DayQuerySchema,
    answer: ActivityListSchema,
    status: 200,
    async handle({ query }) {
      const date = query.date ?? tokyoDateOf(nowMs());
      // Noon in Tokyo lies in the day, whatever the day.
      const noonMs = Date.parse(`${date}T12:00:00+09:00`);
      if (!Number.isFinite(noonMs)) throw new ProblemError('request-malformed');
      const { startMs, endMs } = tokyoDayBounds(noonMs);
      const [ofDay, after] = await Promise.all([
        ledger.activitiesBetween(startMs, endMs),
        ledger.activitiesAfter(endMs, UPCOMING_MAX),
      ]);
      const counted = await withCounts([...ofDay, ...after]);
      return {
        body: {
          date,
          activities: counted.slice(0, ofDay.length),
          upcoming: counted.slice(ofDay.length),
        },
      };
    },
  });
}

function createRoute({ ledger, live, activities, tell, nowMs }: ActivityRouteParts): Route {
  return route({
    method: 'POST',
    path: '/api/activities',
    summary: 'Makes an activity.',
    guard: 'staff',
    body: NewActivitySchema,
    answer: ActivitySchema,
    status: 201,
    async handle({ body }) {
      await live.ping();
      const opensAt =
        body.opensAt ?? new Date(Date.parse(body.startsAt) - OPENS_BEFORE_MS).toISOString();
      const closesAt = body.closesAt ?? body.endsAt;
      assertOrder({ opensAt, closesAt });
      const activityId = newId(nowMs());
      const activity = await ledger.createActivity(activityId, { ...body, opensAt, closesAt });
      await activities.bring(activity);
      await tell({ kind: 'activity-changed', activityId });
      return { body: activity };
    },
  });
}

function oneRoutes(parts: ActivityRouteParts): Route[] {
  const { ledger, live, activities, attendance, tell, nowMs } = parts;

  async function known(activityId: string): Promise<Activity> {
    const activity = await ledger.activity(activityId);
    if (activity === null) throw new ProblemError('activity-unknown');
    return activity;
  }

  return [
    route({
      method: 'GET',
      path: '/api/activities/:activityId',
      summary: 'One activity.',
      guard: 'staff',
      params: ActivityParamsSchema,
      answer: ActivitySchema,
      status: 200,
      problems: ['activity-unknown'],
      handle: async ({ params }) => ({ body: await known(params.activityId) }),
    }),
    route({
      method: 'PATCH',
      path: '/api/activities/:activityId',
      summary: 'Changes an activity; doors change at once.',
      guard: 'staff',
      params: ActivityParamsSchema,
      body: ActivityChangeSchema,
      answer: ActivitySchema,
      status: 200,
      problems: ['activity-unknown'],
      async handle({ params: { activityId }, body }) {
        // First whether the doors can be told at all: a change that only the books know helps nobody.
        await live.ping();
        assertChange(await known(activityId), body);
        const at = new Date(nowMs()).toISOString();
        const activity = await ledger.changeActivity(activityId, body, at);
        if (activity === null) throw new ProblemError('activity-unknown');
        await activities.renew(activityId);
        await tell({ kind: 'activity-changed', activityId });
        return { body: activity };
      },
    }),
    route({
      method: 'GET',
      path: '/api/activities/:activityId/attendance',
      summary: 'The live attendance at this moment.',
      guard: 'staff',
      params: ActivityParamsSchema,
      answer: AttendanceSchema,
      status: 200,
      problems: ['activity-unknown'],
      handle: async ({ params }) => ({ body: await attendance.snapshot(params.activityId) }),
    }),
  ];
}

/** A change must leave the times in order, together with what it does not change. */
function assertChange(before: Activity, change: ActivityChange): void {
  assertOrder({
    startsAt: change.startsAt ?? before.startsAt,
    endsAt: change.endsAt ?? before.endsAt,
  });
  assertOrder({
    opensAt: change.opensAt ?? before.opensAt,
    closesAt: change.closesAt ?? before.closesAt,
  });
}

/** @throws ProblemError request-malformed unless the second of two times lies after the first */
function assertOrder(times: Readonly<Record<string, string>>): void {
  const [[firstName, first] = ['', ''], [secondName, second] = ['', '']] = Object.entries(times);
  if (Date.parse(first) < Date.parse(second)) return;
  throw new ProblemError('request-malformed', {
    issues: [{ path: secondName, message: `must be after ${firstName}` }],
  });
}
