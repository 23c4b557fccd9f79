/**
 * Booking a batch of outcomes: everything of the batch in one database transaction, each step one
 * statement over arrays, so that a thousand check-ins cost a handful of round trips.
 */
import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { fiscalYearBounds } from '#domain/fiscal-year.ts';
import type { OutboxLine } from '#domain/contract/outbox.ts';
import { conflictsByIds, insertConflicts } from './conflicts.ts';
import type { NewConflict } from './conflicts.ts';
import type { Books } from './connection.ts';
import { isRolledBackForAnother } from './connection.ts';
import type { PostingReport } from './ledger.ts';
import { ledgerLimits } from './limits.ts';
import { movePosition } from './outbox-position.ts';
import type { BookedActivity, Trx } from './outbox-position.ts';
import { insertScanOutcomes } from './outcomes.ts';
import type { OtherLine } from './outcomes.ts';
import type { PostedForPerson } from './spending.ts';
import { HOUSE } from './tables.ts';
import { namingUnbookable } from './unbookable.ts';

type AdmittedLine = Extract<OutboxLine, { outcome: 'admitted' }>;

export async function postOutcomes(
  books: Books,
  activityId: string,
  lines: readonly OutboxLine[],
): Promise<PostingReport> {
  assert(lines.length <= ledgerLimits.batchLinesMax, `a batch of ${lines.length} lines`);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await books.transaction().execute((trx) => postBatch(trx, activityId, lines));
    } catch (error) {
      if (attempt >= ledgerLimits.postingTriesMax || !isRolledBackForAnother(error)) {
        throw namingUnbookable(error);
      }
    }
  }
}

async function postBatch(
  trx: Trx,
  activityId: string,
  lines: readonly OutboxLine[],
): Promise<PostingReport> {
  const activity = await movePosition(trx, activityId, lines);
  const admissions = lines.filter((line) => line.outcome === 'admitted');
  const others: OtherLine[] = lines.filter((line) => line.outcome !== 'admitted');

  const { admitted, awards } = await insertCheckIns(trx, activity, admissions);
  const left = admissions.filter((line) => !admitted.has(line.facts.outcomeId));
  const late = left.length === 0 ? [] : await findLateAdmissions(trx, activity, left);

  const outcomes = [...others, ...late.map(asAlreadyAdmitted)];
  const written = await insertScanOutcomes(trx, activityId, outcomes);
  const pairs = [
    ...others.flatMap(conflictOf),
    ...late.map(asAlreadyAdmitted).map(conflictBetween),
  ];
  await insertConflicts(
    trx,
    activityId,
    pairs.filter(({ conflictId }) => written.has(conflictId)),
  );
  return {
    posted: admitted.size + written.size,
    awarded: awards.length,
    awards: [...awards, ...(await awardsBefore(trx, left))],
    conflicts: await conflictsByIds(
      trx,
      pairs.map(({ conflictId }) => conflictId),
    ),
    participations: await countParticipations(trx, activity, admissions),
    fiscalYear: activity.fiscalYear,
  };
}

/**
 * Check-ins, their transactions and their entries in one statement: only a check-in that is new
 * is awarded (PT1), and the trigger on the entries moves the balances.
 * @returns the ids of the check-ins that are new, and the awards that came of them
 */
async function insertCheckIns(
  trx: Trx,
  activity: BookedActivity,
  lines: readonly AdmittedLine[],
): Promise<{ admitted: ReadonlySet<string>; awards: PostedForPerson[] }> {
  if (lines.length === 0) return { admitted: new Set(), awards: [] };
  for (const { facts } of lines) {
    assert(facts.participantId !== null, `outcome ${facts.outcomeId} admits nobody`);
    assert(facts.direction === 'in', `outcome ${facts.outcomeId} admits somebody who leaves`);
  }
  const { rows } = await sql<AwardRow & { awarded: boolean }>`
    with admitted as (
      insert into check_ins (
        check_in_id, activity_id, participant_id, scan_id, content_hash, kiosk_id, seq, via,
        arrived_at, decided_at, recorded_offline, points, participations
      )
      select check_in_id, ${activity.activityId}::uuid, participant_id, scan_id, content_hash,
        kiosk_id, seq, via, arrived_at, decided_at, recorded_offline, points, participations
      from unnest(
        ${lines.map(({ facts }) => facts.outcomeId)}::uuid[],
        ${lines.map(({ facts }) => facts.participantId)}::uuid[],
        ${lines.map(({ facts }) => facts.scanId)}::uuid[],
        ${lines.map(({ facts }) => facts.contentHash)}::text[],
        ${lines.map(({ facts }) => facts.kioskId)}::uuid[],
        ${lines.map(({ seq }) => seq)}::bigint[],
        ${lines.map(({ facts }) => facts.via)}::text[],
        ${lines.map(({ facts }) => facts.scannedAt)}::timestamptz[],
        ${lines.map(({ facts }) => facts.decidedAt)}::timestamptz[],
        ${lines.map(({ facts }) => facts.recordedOffline)}::boolean[],
        ${lines.map(({ points }) => points)}::integer[],
        ${lines.map(({ participations }) => participations)}::integer[]
      ) as line (
        check_in_id, participant_id, scan_id, content_hash, kiosk_id, seq, via,
        arrived_at, decided_at, recorded_offline, points, participations
      )
      on conflict do nothing
      returning check_in_id, participant_id, points
    ), awarded as (
      select * from admitted where points > 0 and not ${activity.practice}::boolean
    ), opened as (
      insert into transactions (transaction_id, kind, activity_id)
      select check_in_id, 'award', ${activity.activityId}::uuid from awarded
    ), posted as (
      insert into entries (transaction_id, line, owner, kind, amount)
      select check_in_id, side.line, side.owner, side.kind, side.amount
      from awarded cross join lateral (
        values (1, ${HOUSE}::uuid, 'issuance', -points), (2, participant_id, 'participant', points)
      ) as side (line, owner, kind, amount)
    )
    select check_in_id, participant_id, points,
      points > 0 and not ${activity.practice}::boolean as awarded
    from admitted
  `.execute(trx);
  return {
    admitted: new Set(rows.map((row) => row.check_in_id)),
    awards: rows.filter((row) => row.awarded).map(awardFrom),
  };
}

interface AwardRow {
  readonly check_in_id: string;
  readonly participant_id: string;
  readonly points: number;
}

function awardFrom(row: AwardRow): PostedForPerson {
  return {
    participantId: row.participant_id,
    transactionId: row.check_in_id,
    transactionKind: 'award',
    amount: row.points,
  };
}

/** The awards of check-ins that were in the books already: whoever posted them may have told nobody. */
async function awardsBefore(trx: Trx, lines: readonly AdmittedLine[]): Promise<PostedForPerson[]> {
  if (lines.length === 0) return [];
  const { rows } = await sql<AwardRow>`
    select check_in_id, participant_id, points
    from check_ins join transactions on transaction_id = check_in_id
    where check_in_id = any(${lines.map(({ facts }) => facts.outcomeId)}::uuid[])
  `.execute(trx);
  return rows.map(awardFrom);
}

/** An admission that came too late: the person had been admitted under another id. */
interface LateAdmission {
  readonly line: AdmittedLine;
  readonly firstAt: string;
  readonly firstKioskId: string;
}

/**
 * Of the admissions that were not new, those that lost against another scan's: Redis was lost and
 * rebuilt in between, and the same person was admitted twice. The others are replays.
 */
async function findLateAdmissions(
  trx: Trx,
  activity: BookedActivity,
  lines: readonly AdmittedLine[],
): Promise<LateAdmission[]> {
  const first = await trx
    .selectFrom('check_ins')
    .select(['check_in_id', 'participant_id', 'scan_id', 'content_hash', 'kiosk_id', 'arrived_at'])
    .where('activity_id', '=', activity.activityId)
    .where(
      'participant_id',
      'in',
      lines.map(({ facts }) => facts.participantId!),
    )
    .execute();
  const firstOf = new Map(first.map((row) => [row.participant_id, row]));
  return lines.flatMap((line) => {
    const { facts } = line;
    const row = firstOf.get(facts.participantId!);
    assert(row !== undefined, `check-in ${facts.outcomeId} is in the books as somebody else's`);
    if (row.check_in_id === facts.outcomeId || row.scan_id === facts.scanId) {
      assert(
        row.content_hash === facts.contentHash,
        `scan ${facts.scanId} came with other content`,
      );
      return [];
    }
    return [{ line, firstAt: row.arrived_at, firstKioskId: row.kiosk_id }];
  });
}

function asAlreadyAdmitted(late: LateAdmission) {
  const { line, firstAt, firstKioskId } = late;
  const { facts, seq } = line;
  return { facts, seq, outcome: 'already-admitted', firstAt, firstKioskId } as const;
}

type AlreadyAdmittedLine = Extract<OutboxLine, { outcome: 'already-admitted' }>;

/**
 * Somebody was let in by a kiosk without the network who had come in elsewhere. The same kiosk
 * remembers whom it saw, and tells them so.
 */
function conflictOf(line: OtherLine): NewConflict[] {
  if (line.outcome !== 'already-admitted' || !line.facts.recordedOffline) return [];
  return line.facts.kioskId === line.firstKioskId ? [] : [conflictBetween(line)];
}

function conflictBetween(line: AlreadyAdmittedLine): NewConflict {
  const { facts, firstAt, firstKioskId } = line;
  assert(facts.participantId !== null, `outcome ${facts.outcomeId} is nobody's`);
  return {
    conflictId: facts.outcomeId,
    participantId: facts.participantId,
    firstAt,
    firstKioskId,
    secondAt: facts.scannedAt,
    secondKioskId: facts.kioskId,
  };
}

/**
 * RK1: participations in the fiscal year of the activity's date, of everybody whom the batch
 * admits. Of a batch that is booked already too: whoever asks again has missed the answer.
 */
async function countParticipations(
  trx: Trx,
  activity: BookedActivity,
  admissions: readonly AdmittedLine[],
): Promise<PostingReport['participations']> {
  if (activity.practice || admissions.length === 0) return [];
  const people = [...new Set(admissions.map(({ facts }) => facts.participantId!))];
  const { startMs, endMs } = fiscalYearBounds(activity.fiscalYear);
  const { rows } = await sql<{ participant_id: string; participations: number }>`
    select participant_id, (
      select count(*) from check_ins join activities using (activity_id)
      where check_ins.participant_id = person.participant_id
        and starts_at >= ${new Date(startMs)} and starts_at < ${new Date(endMs)} and not practice
    ) as participations
    from unnest(${people}::uuid[]) as person (participant_id)
  `.execute(trx);
  return rows.map((row) => ({
    participantId: row.participant_id,
    participations: row.participations,
  }));
}
