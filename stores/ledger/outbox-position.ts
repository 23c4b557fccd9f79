/** How far the books have read an activity's outbox. */
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import { fiscalYearOf } from '#domain/fiscal-year.ts';
import type { OutboxLine } from '#domain/contract/outbox.ts';
import type { Database } from './tables.ts';

export type Trx = Transaction<Database>;

/** What a posting needs to know of the activity. */
export interface BookedActivity {
  readonly activityId: string;
  readonly practice: boolean;
  readonly fiscalYear: number;
}

/**
 * Counts the lines as read; the position only moves forwards. Also takes the lock under which the
 * batches of one activity follow each other.
 * @throws Error when the books do not know the activity
 */
export async function movePosition(
  trx: Trx,
  activityId: string,
  lines: readonly OutboxLine[],
): Promise<BookedActivity> {
  const seq = lines.reduce((last, line) => Math.max(last, line.seq), 0);
  const { rows } = await sql<{ practice: boolean; starts_at: string }>`
    with moved as (
      insert into outbox_positions (activity_id, seq)
      select activity_id, ${seq} from activities where activity_id = ${activityId}
      on conflict (activity_id) do update
        set seq = greatest(outbox_positions.seq, excluded.seq), posted_at = now()
      returning activity_id
    )
    select practice, starts_at from activities join moved using (activity_id)
  `.execute(trx);
  const row = rows[0];
  if (row === undefined) throw new Error(`activity ${activityId} is not in the books`);
  return {
    activityId,
    practice: row.practice,
    fiscalYear: fiscalYearOf(Date.parse(row.starts_at)),
  };
}
