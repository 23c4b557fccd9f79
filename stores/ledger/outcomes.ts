/** The booked outcomes of an activity, as the lines that they came from. */
import { sql } from 'kysely';
import * as v from 'valibot';
import { OutboxLineSchema } from '#domain/contract/outbox.ts';
import type { OutboxLine } from '#domain/contract/outbox.ts';
import type { Books } from './connection.ts';
import { ledgerLimits } from './limits.ts';

interface OutcomeRow {
  readonly outcome_id: string;
  readonly seq: number;
  readonly line: unknown;
}

/** Ascending by seq, in pages. A page is one statement: nothing is held between them. */
export async function* outcomesOf(
  books: Books,
  activityId: string,
): AsyncGenerator<readonly OutboxLine[], void, undefined> {
  let after: { readonly seq: number; readonly outcome_id: string } | null = null;
  for (;;) {
    const rows: OutcomeRow[] = await readPage(books, activityId, after);
    if (rows.length > 0) yield rows.map((row) => v.parse(OutboxLineSchema, row.line));
    after = rows.at(-1) ?? null;
    if (after === null || rows.length < ledgerLimits.outcomesPageRows) return;
  }
}

async function readPage(
  books: Books,
  activityId: string,
  after: { readonly seq: number; readonly outcome_id: string } | null,
): Promise<OutcomeRow[]> {
  const rows = ledgerLimits.outcomesPageRows;
  const { seq, outcome_id: outcomeId } = after ?? {
    seq: -1,
    outcome_id: '00000000-0000-0000-0000-000000000000',
  };
  const page = await sql<Omit<OutcomeRow, 'line'> & Record<string, unknown>>`
    (
      select seq, check_in_id as outcome_id, 'admitted' as outcome, scan_id, content_hash, kiosk_id,
        participant_id, via, 'in' as direction, arrived_at as scanned_at, decided_at,
        recorded_offline, null as code_hint, points, participations, null::timestamptz as first_at,
        null::uuid as first_kiosk_id, null as reason
      from check_ins
      where activity_id = ${activityId} and (seq, check_in_id) > (${seq}, ${outcomeId}::uuid)
      order by seq, check_in_id limit ${rows}
    ) union all (
      select seq, outcome_id, outcome, scan_id, content_hash, kiosk_id, participant_id, via,
        direction, scanned_at, decided_at, recorded_offline, code_hint, null, null, first_at,
        first_kiosk_id, reason
      from scan_outcomes
      where activity_id = ${activityId} and (seq, outcome_id) > (${seq}, ${outcomeId}::uuid)
      order by seq, outcome_id limit ${rows}
    )
    order by seq, outcome_id limit ${rows}
  `.execute(books);
  return page.rows.map((row) => ({
    outcome_id: row.outcome_id,
    seq: row.seq,
    line: lineFrom(row),
  }));
}

/** The schema takes from it what the outcome has. */
function lineFrom(row: Record<string, unknown>): unknown {
  return {
    outcome: row['outcome'],
    seq: row['seq'],
    facts: {
      outcomeId: row['outcome_id'],
      scanId: row['scan_id'],
      contentHash: row['content_hash'],
      kioskId: row['kiosk_id'],
      participantId: row['participant_id'],
      via: row['via'],
      direction: row['direction'],
      scannedAt: row['scanned_at'],
      decidedAt: row['decided_at'],
      recordedOffline: row['recorded_offline'],
      codeHint: row['code_hint'],
    },
    points: row['points'],
    participations: row['participations'],
    firstAt: row['first_at'],
    firstKioskId: row['first_kiosk_id'],
    reason: row['reason'],
  };
}
