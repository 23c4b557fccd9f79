/** `/api/calendar`: what there is to join, for everybody. */
import * as v from 'valibot';
import { CalendarSchema } from '#domain/contract/activities.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import { UuidSchema } from '#domain/contract/values.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { CALENDAR_LANGUAGES, calendarFileOf } from '../activities/calendar-file.ts';
import { ProblemError } from '../errors.ts';
import { assertUnhurried } from '../requests/rate-limits.ts';
import type { RequestLimits } from '../requests/rate-limits.ts';
import { route } from '../requests/route.ts';
import type { Route } from '../requests/route.ts';

const ACTIVITIES_PER_PAGE = 30;

const CalendarQuerySchema = v.object({
  search: v.optional(
    v.pipe(v.string(), v.trim(), v.normalize('NFC'), v.maxLength(LIMITS.searchLengthMax)),
    '',
  ),
  after: v.optional(v.pipe(v.string(), v.maxLength(200))),
});
const ActivityParamsSchema = v.object({ activityId: UuidSchema });
const LanguageQuerySchema = v.object({
  language: v.optional(v.picklist(CALENDAR_LANGUAGES), 'ja'),
});

export function calendarRoutes({
  ledger,
  limits,
  nowMs,
}: {
  readonly ledger: Ledger;
  readonly limits: RequestLimits;
  readonly nowMs: () => number;
}): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/calendar',
      summary: 'Activities that are not over, by start; `search` in name, organizer and venue.',
      guard: 'public',
      query: CalendarQuerySchema,
      answer: CalendarSchema,
      status: 200,
      problems: ['rate-limited'],
      async handle({ query: { search, after = null }, address }) {
        assertUnhurried(limits.lookUps.take(address, nowMs()));
        const limit = ACTIVITIES_PER_PAGE;
        return { body: await ledger.calendar({ fromMs: nowMs(), search, after, limit }) };
      },
    }),
    route({
      method: 'GET',
      path: '/api/calendar/:activityId/event.ics',
      summary: 'One activity for calendar programs.',
      guard: 'public',
      params: ActivityParamsSchema,
      query: LanguageQuerySchema,
      answer: v.string(),
      mediaType: 'text/calendar; charset=utf-8',
      status: 200,
      problems: ['activity-unknown', 'rate-limited'],
      async handle({ params: { activityId }, query: { language }, address }) {
        assertUnhurried(limits.lookUps.take(address, nowMs()));
        const activity = await ledger.activity(activityId);
        // Trying a kiosk is nothing to join.
        if (activity === null || activity.practice) throw new ProblemError('activity-unknown');
        return {
          body: calendarFileOf(activity, { language, atMs: nowMs() }),
          headers: { 'Content-Disposition': 'attachment; filename="tsudoi.ics"' },
        };
      },
    }),
  ];
}
