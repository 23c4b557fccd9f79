/** What there is to join, for everybody. */
import assert from 'node:assert/strict';
import { sql } from 'kysely';
import type { Activity, PublicActivity } from '#domain/contract/activities.ts';
import { activitiesFrom } from './activities.ts';
import type { Books } from './connection.ts';
import { ledgerLimits } from './limits.ts';

/**
 * By start. What is searched for is a plain piece of text, capital or small.
 * @param options.after where the page before ended, as it said; one that nobody gave ends in an
 * empty page
 */
export async function calendar(
  books: Books,
  options: {
    readonly fromMs: number;
    readonly search: string;
    readonly after: string | null;
    readonly limit: number;
  },
): Promise<{ readonly activities: PublicActivity[]; readonly after: string | null }> {
  assert(options.limit <= ledgerLimits.pageRowsMax, `a page of ${options.limit} rows`);
  const after = options.after === null ? null : placeFrom(options.after);
  if (after === undefined) return { activities: [], after: null };
  const pattern = `%${options.search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const rows = await books
    .selectFrom('activities')
    .selectAll()
    .where('cancelled_at', 'is', null)
    .where('practice', '=', false)
    .where('ends_at', '>', new Date(options.fromMs).toISOString())
    .$if(options.search !== '', (query) =>
      query.where((expression) =>
        expression.or(SEARCHED.map((column) => expression(column, 'ilike', pattern))),
      ),
    )
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(starts_at, activity_id) > (${after?.startsAt}, ${after?.activityId}::uuid)`,
      ),
    )
    .orderBy('starts_at')
    .orderBy('activity_id')
    .limit(options.limit + 1)
    .execute();
  const page = await activitiesFrom(books, rows.slice(0, options.limit));
  const last = page.at(-1);
  return {
    activities: page.map(publicOf),
    after:
      rows.length > page.length && last !== undefined
        ? `${last.startsAt}_${last.activityId}`
        : null,
  };
}

const SEARCHED = ['name', 'name_en', 'name_easy', 'organizer', 'venue'] as const;

const PLACE =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** `undefined`: not a place that a page ended at. */
function placeFrom(after: string): { startsAt: string; activityId: string } | undefined {
  const [, startsAt, activityId] = PLACE.exec(after) ?? [];
  if (startsAt === undefined || activityId === undefined) return undefined;
  return Number.isFinite(Date.parse(startsAt)) ? { startsAt, activityId } : undefined;
}

function publicOf(activity: Activity): PublicActivity {
  return {
    activityId: activity.activityId,
    name: activity.name,
    nameEn: activity.nameEn,
    nameEasy: activity.nameEasy,
    venue: activity.venue,
    organizer: activity.organizer,
    kind: activity.kind,
    startsAt: activity.startsAt,
    endsAt: activity.endsAt,
    cancelledAt: activity.cancelledAt,
    takesCards: activity.takesCards,
    points: activity.points,
  };
}
