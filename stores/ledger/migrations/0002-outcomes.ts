/**
 * What came of the scans. These tables take thousands of rows a second, so every index and every
 * check made for each row is weighed:
 *
 * - No foreign keys but to the activity on the tables of one row an activity: a foreign key is a
 *   trigger for each row. A batch is of one activity, whose row is looked up once a batch, and that
 *   the participants exist is held by the accounts, which a batch must find, all of them (0003).
 * - `check_ins` has three indexes: its id (a replay), person and activity (CI3, and in this order
 *   it also counts a person's participations), and activity and seq (to rebuild the live state).
 */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table check_ins (
      check_in_id uuid primary key,
      activity_id uuid not null,
      participant_id uuid not null,
      scan_id uuid not null,
      content_hash text not null,
      kiosk_id uuid not null,
      seq bigint not null,
      via text,
      arrived_at timestamptz not null,
      decided_at timestamptz not null,
      recorded_offline boolean not null,
      points integer not null check (points >= 0),
      participations integer not null,
      constraint check_ins_once unique (participant_id, activity_id)
    );
    create index check_ins_in_order on check_ins (activity_id, seq);

    -- Everything that admitted nobody: repeats, departures, refusals (CI6).
    create table scan_outcomes (
      outcome_id uuid primary key,
      activity_id uuid not null,
      scan_id uuid not null,
      content_hash text not null,
      kiosk_id uuid not null,
      participant_id uuid,
      seq bigint not null,
      via text,
      direction text not null check (direction in ('in', 'out')),
      outcome text not null check (outcome in ('already-admitted', 'departed', 'refused')),
      reason text,
      code_hint text,
      scanned_at timestamptz not null,
      decided_at timestamptz not null,
      recorded_offline boolean not null,
      first_at timestamptz,
      first_kiosk_id uuid,
      constraint scan_outcomes_reason check ((outcome = 'refused') = (reason is not null)),
      constraint scan_outcomes_first check (
        (outcome = 'already-admitted') = (first_at is not null)
        and (first_at is null) = (first_kiosk_id is null)
      )
    );
    create index scan_outcomes_in_order on scan_outcomes (activity_id, seq);
    -- CI1: a scan is decided once. A scan-conflict carries the id of the scan that it is not.
    create unique index scan_outcomes_once on scan_outcomes (activity_id, scan_id)
      where reason is distinct from 'scan-conflict';

    create table conflicts (
      conflict_id uuid primary key,
      activity_id uuid not null references activities,
      participant_id uuid not null,
      first_at timestamptz not null,
      first_kiosk_id uuid not null,
      second_at timestamptz not null,
      second_kiosk_id uuid not null,
      found_at timestamptz not null default now(),
      resolved_at timestamptz
    );
    create index conflicts_of on conflicts (activity_id);

    -- How far the books have read an activity's outbox. Its row is also the lock under which the
    -- batches of one activity follow each other.
    create table outbox_positions (
      activity_id uuid primary key references activities,
      seq bigint not null,
      posted_at timestamptz not null default now()
    );
  `.execute(db);
}
