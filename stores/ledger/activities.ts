/** Activities, with the points that they earn. */
import assert from 'node:assert/strict';
import type { Selectable, Updateable } from 'kysely';
import type { Activity, ActivityChange, NewActivity } from '#domain/contract/activities.ts';
import { pointsFor } from '#domain/points.ts';
import type { ProgramVersion } from '#domain/program.ts';
import type { Books } from './connection.ts';
import { ledgerLimits } from './limits.ts';
import { programVersions } from './program.ts';
import type { ActivitiesTable } from './tables.ts';

export async function createActivity(
  books: Books,
  activityId: string,
  activity: NewActivity & { opensAt: string; closesAt: string },
): Promise<Activity> {
  const row = await books
    .insertInto('activities')
    .values({
      activity_id: activityId,
      name: activity.name,
      name_en: activity.nameEn,
      name_easy: activity.nameEasy,
      venue: activity.venue,
      organizer: activity.organizer,
      kind: activity.kind,
      starts_at: activity.startsAt,
      ends_at: activity.endsAt,
      opens_at: activity.opensAt,
      closes_at: activity.closesAt,
      capacity: activity.capacity,
      expected: activity.expected,
      cancelled_at: null,
      practice: activity.practice,
      takes_cards: activity.takesCards,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return activityFrom(row, await programVersions(books));
}

export async function activity(books: Books, activityId: string): Promise<Activity | null> {
  const row = await books
    .selectFrom('activities')
    .selectAll()
    .where('activity_id', '=', activityId)
    .executeTakeFirst();
  return row === undefined ? null : activityFrom(row, await programVersions(books));
}

export async function activitiesBetween(
  books: Books,
  fromMs: number,
  toMs: number,
): Promise<Activity[]> {
  const rows = await books
    .selectFrom('activities')
    .selectAll()
    .where('starts_at', '<', isoOf(toMs))
    .where('ends_at', '>', isoOf(fromMs))
    .orderBy('starts_at')
    .orderBy('activity_id')
    .execute();
  return activitiesFrom(books, rows);
}

export async function activitiesAfter(
  books: Books,
  fromMs: number,
  limit: number,
): Promise<Activity[]> {
  assert(limit <= ledgerLimits.pageRowsMax, `a page of ${limit} rows`);
  const rows = await books
    .selectFrom('activities')
    .selectAll()
    .where('starts_at', '>=', isoOf(fromMs))
    .orderBy('starts_at')
    .orderBy('activity_id')
    .limit(limit)
    .execute();
  return activitiesFrom(books, rows);
}

/**
 * What is given changes. A cancellation keeps its first time until it is taken back.
 * @throws when the times that result are out of order: who changes checks them before
 */
export async function changeActivity(
  books: Books,
  activityId: string,
  change: ActivityChange,
  at: string,
): Promise<Activity | null> {
  const row = await books
    .updateTable('activities')
    .set({ ...columnsOf(change), changed_at: at })
    .$if(change.cancelled === true, (query) =>
      query.set((expression) => ({
        cancelled_at: expression.fn.coalesce('cancelled_at', expression.val(at)),
      })),
    )
    .$if(change.cancelled === false, (query) => query.set({ cancelled_at: null }))
    .where('activity_id', '=', activityId)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : activityFrom(row, await programVersions(books));
}

function columnsOf(change: ActivityChange): Updateable<ActivitiesTable> {
  return {
    ...(change.name !== undefined && { name: change.name }),
    ...(change.nameEn !== undefined && { name_en: change.nameEn }),
    ...(change.nameEasy !== undefined && { name_easy: change.nameEasy }),
    ...(change.venue !== undefined && { venue: change.venue }),
    ...(change.startsAt !== undefined && { starts_at: change.startsAt }),
    ...(change.endsAt !== undefined && { ends_at: change.endsAt }),
    ...(change.opensAt !== undefined && { opens_at: change.opensAt }),
    ...(change.closesAt !== undefined && { closes_at: change.closesAt }),
    ...(change.capacity !== undefined && { capacity: change.capacity }),
    ...(change.expected !== undefined && { expected: change.expected }),
    ...(change.takesCards !== undefined && { takes_cards: change.takesCards }),
  };
}

export async function activitiesFrom(
  books: Books,
  rows: readonly Selectable<ActivitiesTable>[],
): Promise<Activity[]> {
  if (rows.length === 0) return [];
  const versions = await programVersions(books);
  return rows.map((row) => activityFrom(row, versions));
}

function activityFrom(
  row: Selectable<ActivitiesTable>,
  versions: readonly ProgramVersion[],
): Activity {
  return {
    activityId: row.activity_id,
    name: row.name,
    nameEn: row.name_en,
    nameEasy: row.name_easy,
    venue: row.venue,
    organizer: row.organizer,
    kind: row.kind,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    capacity: row.capacity,
    expected: row.expected,
    cancelledAt: row.cancelled_at,
    practice: row.practice,
    takesCards: row.takes_cards,
    points: row.practice ? 0 : pointsFor(versions, row.kind, Date.parse(row.starts_at)),
  };
}

function isoOf(atMs: number): string {
  return new Date(atMs).toISOString();
}
