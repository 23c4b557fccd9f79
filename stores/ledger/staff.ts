/** Staff accounts and their sessions. */
import type { Selectable } from 'kysely';
import type { Books } from './connection.ts';
import type { StaffRow } from './ledger.ts';
import type { StaffTable } from './tables.ts';

export async function staffByEmail(books: Books, email: string): Promise<StaffRow | null> {
  const row = await books
    .selectFrom('staff')
    .selectAll()
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst();
  return row === undefined ? null : staffFrom(row);
}

export async function createStaff(books: Books, staff: StaffRow): Promise<boolean> {
  const result = await books
    .insertInto('staff')
    .values({
      staff_id: staff.staffId,
      email: staff.email.toLowerCase(),
      display_name: staff.displayName,
      password_hash: staff.passwordHash,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function staffCount(books: Books): Promise<number> {
  const row = await books
    .selectFrom('staff')
    .select((expression) => expression.fn.countAll<number>().as('count'))
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
  };
}
