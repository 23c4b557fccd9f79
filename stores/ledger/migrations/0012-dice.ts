/**
 * Whoever knows the sealed secret could compute the result while the last throws are typed in, and end
 * the draw if they did not like it: with the first throw a sealed draw can no longer be ended without
 * a result.
 */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table lotteries add column dice_begun_at timestamptz`.execute(db);
}
