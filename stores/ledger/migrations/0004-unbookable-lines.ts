/**
 * Lines that the books cannot take as they are: kept as they came, so that nothing is lost and the
 * lines behind them are booked. Staff of the house look at them; no code reads them.
 *
 * The line is text, not jsonb, which refuses some characters that may be what was wrong with it.
 */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table unbookable_lines (
      activity_id uuid not null references activities,
      seq bigint not null,
      outcome_id uuid not null,
      -- An OutboxLine as JSON; the text of the pass is not part of it.
      line text not null,
      -- What the books said to it.
      reason text not null,
      set_aside_at timestamptz not null default now(),
      primary key (activity_id, seq, outcome_id)
    );
  `.execute(db);
}
