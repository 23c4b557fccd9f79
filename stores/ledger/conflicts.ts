/** People whom two kiosks let in: one participation, one award, and a line for staff to look at. */
import { sql } from 'kysely';
import type { Conflict } from '#domain/contract/attendance.ts';
import type { Books } from './connection.ts';

export interface NewConflict {
  /** The id of the outcome that came second: the same line makes the same conflict. */
  readonly conflictId: string;
  readonly participantId: string;
  readonly firstAt: string;
  readonly firstKioskId: string;
  readonly secondAt: string;
  readonly secondKioskId: string;
}

/** Those that are in the books already stay as they are. */
export async function insertConflicts(
  books: Books,
  activityId: string,
  conflicts: readonly NewConflict[],
): Promise<void> {
  if (conflicts.length === 0) return;
  await books
    .insertInto('conflicts')
    .values(
      conflicts.map((conflict) => ({
        conflict_id: conflict.conflictId,
        activity_id: activityId,
        participant_id: conflict.participantId,
        first_at: conflict.firstAt,
        first_kiosk_id: conflict.firstKioskId,
        second_at: conflict.secondAt,
        second_kiosk_id: conflict.secondKioskId,
        resolved_at: null,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Those of these ids that are in the books, in the order given. */
export async function conflictsByIds(
  books: Books,
  conflictIds: readonly string[],
): Promise<Conflict[]> {
  if (conflictIds.length === 0) return [];
  const rows = await selectConflicts(books).where('conflict_id', 'in', conflictIds).execute();
  const found = new Map(rows.map((row) => [row.conflict_id, conflictFrom(row)]));
  return conflictIds.flatMap((id) => found.get(id) ?? []);
}

export async function conflictsOf(books: Books, activityId: string): Promise<Conflict[]> {
  const rows = await selectConflicts(books)
    .where('conflicts.activity_id', '=', activityId)
    .orderBy('found_at')
    .orderBy('conflict_id')
    .execute();
  return rows.map(conflictFrom);
}

/** The first time of resolving stays. */
export async function resolveConflict(
  books: Books,
  conflictId: string,
  at: string,
): Promise<Conflict | null> {
  await books
    .updateTable('conflicts')
    .set({ resolved_at: at })
    .where('conflict_id', '=', conflictId)
    .where('resolved_at', 'is', null)
    .execute();
  const row = await selectConflicts(books).where('conflict_id', '=', conflictId).executeTakeFirst();
  return row === undefined ? null : conflictFrom(row);
}

function selectConflicts(books: Books) {
  return books
    .selectFrom('conflicts')
    .leftJoin('participant_names as names', 'names.participant_id', 'conflicts.participant_id')
    .leftJoin('kiosks as first', 'first.kiosk_id', 'first_kiosk_id')
    .leftJoin('kiosks as second', 'second.kiosk_id', 'second_kiosk_id')
    .select([
      'conflict_id',
      'conflicts.activity_id',
      'nickname',
      'first_at',
      'second_at',
      'resolved_at',
      // A kiosk that the books do not know still has an id to be told by.
      sql<string>`coalesce(first.name, first_kiosk_id::text)`.as('first_kiosk'),
      sql<string>`coalesce(second.name, second_kiosk_id::text)`.as('second_kiosk'),
    ]);
}

type ConflictRow = Awaited<ReturnType<ReturnType<typeof selectConflicts>['execute']>>[number];

function conflictFrom(row: ConflictRow): Conflict {
  return {
    conflictId: row.conflict_id,
    activityId: row.activity_id,
    nickname: row.nickname,
    first: { at: row.first_at, kiosk: row.first_kiosk },
    second: { at: row.second_at, kiosk: row.second_kiosk },
    resolvedAt: row.resolved_at,
  };
}
