/** The booked outcomes of an activity: written as lines of the outbox, and read as those again. */
import { sql } from 'kysely';
import * as v from 'valibot';
import { OutboxLineSchema } from '#domain/contract/outbox.ts';
import type { OutboxLine } from '#domain/contract/outbox.ts';
import type { Books } from './connection.ts';
import { ledgerLimits } from './limits.ts';

/** Every outcome but an admission, which is a check-in (posting.ts). */
export type OtherLine = Exclude<OutboxLine, { outcome: 'admitted' }>;

/**
 * Writes what admitted nobody; what is written already stays as it is.
 * @returns the ids of the outcomes that are new
 */
export async function insertScanOutcomes(
  books: Books,
  activityId: string,
  lines: readonly OtherLine[],
): Promise<Set<string>> {
  if (lines.length === 0) return new Set();
  const first = (line: OtherLine) => (line.outcome === 'already-admitted' ? line : null);
  const { rows } = await sql<{ outcome_id: string }>`
    insert into scan_outcomes (
      outcome_id, activity_id, scan_id, content_hash, kiosk_id, participant_id, seq, via,
      direction, outcome, reason, code_hint, scanned_at, decided_at, recorded_offline,
      first_at, first_kiosk_id
    )
    select outcome_id, ${activityId}::uuid, scan_id, content_hash, kiosk_id, participant_id, seq,
      via, direction, outcome, reason, code_hint, scanned_at, decided_at, recorded_offline,
      first_at, first_kiosk_id
    from unnest(
      ${lines.map(({ facts }) => facts.outcomeId)}::uuid[],
      ${lines.map(({ facts }) => facts.scanId)}::uuid[],
      ${lines.map(({ facts }) => facts.contentHash)}::text[],
      ${lines.map(({ facts }) => facts.kioskId)}::uuid[],
      ${lines.map(({ facts }) => facts.participantId)}::uuid[],
      ${lines.map(({ seq }) => seq)}::bigint[],
      ${lines.map(({ facts }) => facts.via)}::text[],
      ${lines.map(({ facts }) => facts.direction)}::text[],
      ${lines.map(({ outcome }) => outcome)}::text[],
      ${lines.map((line) => (line.outcome === 'refused' ? line.reason : null))}::text[],
      ${lines.map(({ facts }) => facts.codeHint)}::text[],
      ${lines.map(({ facts }) => facts.scannedAt)}::timestamptz[],
      ${lines.map(({ facts }) => facts.decidedAt)}::timestamptz[],
      ${lines.map(({ facts }) => facts.recordedOffline)}::boolean[],
      ${lines.map((line) => first(line)?.firstAt ?? null)}::timestamptz[],
      ${lines.map((line) => first(line)?.firstKioskId ?? null)}::uuid[]
    ) as line (
      outcome_id, scan_id, content_hash, kiosk_id, participant_id, seq, via, direction, outcome,
      reason, code_hint, scanned_at, decided_at, recorded_offline, first_at, first_kiosk_id
    )
    on conflict do nothing
    returning outcome_id
  `.execute(books);
  return new Set(rows.map((row) => row.outcome_id));
}

/**
 * By seq and outcomeId, in pages. A page is one statement over a window of seqs, which leave no gaps,
 * so every page costs the same; nothing is held between them. What is booked meanwhile comes too.
 */
export async function* outcomesOf(
  books: Books,
  activityId: string,
): AsyncGenerator<readonly OutboxLine[], void, undefined> {
  let afterSeq = -1;
  for (;;) {
    const bookedSeq = await bookedSeqOf(books, activityId);
    if (afterSeq >= bookedSeq) return;
    while (afterSeq < bookedSeq) {
      const lastSeq = Math.min(afterSeq + ledgerLimits.outcomesPageSeqs, bookedSeq);
      const lines = await readWindow(books, activityId, afterSeq, lastSeq);
      if (lines.length > 0) yield lines;
      afterSeq = lastSeq;
    }
  }
}

/** -1: nothing is booked. */
async function bookedSeqOf(books: Books, activityId: string): Promise<number> {
  const position = await books
    .selectFrom('outbox_positions')
    .select('seq')
    .where('activity_id', '=', activityId)
    .executeTakeFirst();
  return position?.seq ?? -1;
}

/** Lines with `afterSeq < seq <= lastSeq`. */
async function readWindow(
  books: Books,
  activityId: string,
  afterSeq: number,
  lastSeq: number,
): Promise<OutboxLine[]> {
  const { rows } = await sql<Record<string, unknown>>`
    select seq, check_in_id as outcome_id, 'admitted' as outcome, scan_id, content_hash, kiosk_id,
      participant_id, via, 'in' as direction, arrived_at as scanned_at, decided_at,
      recorded_offline, null as code_hint, points, participations, null::timestamptz as first_at,
      null::uuid as first_kiosk_id, null as reason
    from check_ins
    where activity_id = ${activityId} and seq > ${afterSeq} and seq <= ${lastSeq}
    union all
    select seq, outcome_id, outcome, scan_id, content_hash, kiosk_id, participant_id, via,
      direction, scanned_at, decided_at, recorded_offline, code_hint, null, null, first_at,
      first_kiosk_id, reason
    from scan_outcomes
    where activity_id = ${activityId} and seq > ${afterSeq} and seq <= ${lastSeq}
    order by seq, outcome_id
  `.execute(books);
  return rows.map((row) => v.parse(OutboxLineSchema, lineFrom(row)));
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
