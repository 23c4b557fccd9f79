/**
 * When somebody was last entered, by the database's own clock: in a lottery's last second more people
 * come than are entered in it, and it is closed when those who asked in time are in.
 */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table lotteries add column last_entered_at timestamptz`.execute(db);
}
