/** Staff accounts and their sessions. Whoever was removed stays for their name, and does nothing. */
import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { StaffMember } from '#domain/contract/staff.ts';
import type { Books } from './connection.ts';
import type { StaffRow } from './ledger.ts';
import type { StaffTable } from './tables.ts';

export async function staffByEmail(books: Books, email: string): Promise<StaffRow | null> {
  const row = await books
    .selectFrom('staff')
    .selectAll()
    .where('email', '=', email.toLowerCase())
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : staffFrom(row);
}

/** The first account is an administrator's, whatever was asked: somebody must make the others. */
export async function createStaff(books: Books, staff: StaffRow): Promise<boolean> {
  const result = await books
    .insertInto('staff')
    .values({
      staff_id: staff.staffId,
      email: staff.email.toLowerCase(),
      display_name: staff.displayName,
      password_hash: staff.passwordHash,
      role: sql<StaffRow['role']>`case
        when exists (select from staff where role = 'administrator' and removed_at is null)
        then ${staff.role} else 'administrator' end`,
      removed_at: null,
    })
    .onConflict((conflict) => conflict.column('email').where('removed_at', 'is', null).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** By the time of their making. */
export async function staff(books: Books): Promise<StaffMember[]> {
  const rows = await books
    .selectFrom('staff')
    .selectAll()
    .where('removed_at', 'is', null)
    .orderBy('created_at')
    .orderBy('staff_id')
    .execute();
  return rows.map((row) => ({
    staffId: row.staff_id,
    email: row.email,
    displayName: row.display_name,
    role: row.role,
    createdAt: row.created_at,
  }));
}

/**
 * Ends the account and its sessions, and forgets what is only for logging in. The administrators are locked while it decides: of two who
 * remove each other, one stays.
 * @returns false for nobody of that id, and for the last administrator
 */
export async function removeStaff(books: Books, staffId: string): Promise<boolean> {
  return books.transaction().execute(async (trx) => {
    const administrators = await trx
      .selectFrom('staff')
      .select('staff_id')
      .where('role', '=', 'administrator')
      .where('removed_at', 'is', null)
      .orderBy('staff_id')
      .forUpdate()
      .execute();
    if (administrators.length === 1 && administrators[0]?.staff_id === staffId) return false;
    const removed = await trx
      .updateTable('staff')
      .set({ removed_at: sql<string>`now()`, email: '', password_hash: '' })
      .where('staff_id', '=', staffId)
      .where('removed_at', 'is', null)
      .executeTakeFirst();
    await trx.deleteFrom('staff_sessions').where('staff_id', '=', staffId).execute();
    return removed.numUpdatedRows === 1n;
  });
}

export async function staffCount(books: Books): Promise<number> {
  const row = await books
    .selectFrom('staff')
    .select((expression) => expression.fn.countAll<number>().as('count'))
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Sweeps out the person's expired sessions on the way. */
export async function createStaffSession(
  books: Books,
  session: { readonly tokenHash: string; readonly staffId: string; readonly expiresAt: string },
): Promise<void> {
  await books
    .with('swept', (query) =>
      query
        .deleteFrom('staff_sessions')
        .where('staff_id', '=', session.staffId)
        .where((expression) => expression('expires_at', '<=', expression.fn<string>('now', []))),
    )
    .insertInto('staff_sessions')
    .values({
      token_hash: session.tokenHash,
      staff_id: session.staffId,
      expires_at: session.expiresAt,
    })
    .execute();
}

export async function staffBySession(
  books: Books,
  tokenHash: string,
  at: string,
): Promise<StaffRow | null> {
  const row = await books
    .selectFrom('staff_sessions')
    .innerJoin('staff', 'staff.staff_id', 'staff_sessions.staff_id')
    .selectAll('staff')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', at)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : staffFrom(row);
}

export async function endStaffSession(books: Books, tokenHash: string): Promise<void> {
  await books.deleteFrom('staff_sessions').where('token_hash', '=', tokenHash).execute();
}

function staffFrom(row: Selectable<StaffTable>): StaffRow {
  return {
    staffId: row.staff_id,
    email: row.email,
    displayName: row.display_name,
    passwordHash: row.password_hash,
    role: row.role,
  };
}
