/** Kiosks: making, enrolling by a code that works once, revoking. */
import type { Selectable } from 'kysely';
import type { Books } from './connection.ts';
import type { EnrollmentResult, KioskRow } from './ledger.ts';
import type { KiosksTable } from './tables.ts';

export async function createKiosk(
  books: Books,
  kiosk: {
    readonly kioskId: string;
    readonly activityId: string;
    readonly name: string;
    readonly exitPin: string;
  },
): Promise<KioskRow> {
  const row = await books
    .insertInto('kiosks')
    .values({
      kiosk_id: kiosk.kioskId,
      activity_id: kiosk.activityId,
      name: kiosk.name,
      exit_pin: kiosk.exitPin,
      token_hash: null,
      enrolled_at: null,
      revoked_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return kioskFrom(row);
}

export async function putEnrollmentCode(
  books: Books,
  kioskId: string,
  codeHash: string,
  expiresAt: string,
): Promise<void> {
  const code = { code_hash: codeHash, expires_at: expiresAt, used_at: null };
  await books
    .insertInto('kiosk_enrollments')
    .values({ kiosk_id: kioskId, ...code })
    .onConflict((conflict) => conflict.column('kiosk_id').doUpdateSet(code))
    .execute();
}

/** Code and kiosk are locked while it decides: of two tablets with one code, one gets in. */
export async function enrollKiosk(
  books: Books,
  codeHash: string,
  tokenHash: string,
  at: string,
): Promise<EnrollmentResult> {
  return books.transaction().execute(async (trx) => {
    const code = await trx
      .selectFrom('kiosk_enrollments')
      .selectAll()
      .where('code_hash', '=', codeHash)
      .forUpdate()
      .executeTakeFirst();
    if (code === undefined) return { ok: false, code: 'enrollment-code-unknown' };
    const kiosk = await trx
      .selectFrom('kiosks')
      .select('revoked_at')
      .where('kiosk_id', '=', code.kiosk_id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (kiosk.revoked_at !== null) return { ok: false, code: 'kiosk-revoked' };
    if (code.used_at !== null) return { ok: false, code: 'enrollment-code-used' };
    if (Date.parse(code.expires_at) <= Date.parse(at)) {
      return { ok: false, code: 'enrollment-code-expired' };
    }
    await trx
      .updateTable('kiosk_enrollments')
      .set({ used_at: at })
      .where('kiosk_id', '=', code.kiosk_id)
      .execute();
    const enrolled = await trx
      .updateTable('kiosks')
      .set({ token_hash: tokenHash, enrolled_at: at })
      .where('kiosk_id', '=', code.kiosk_id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return { ok: true, kiosk: kioskFrom(enrolled) };
  });
}

export async function kiosk(books: Books, kioskId: string): Promise<KioskRow | null> {
  return kioskWhere(books, 'kiosk_id', kioskId);
}

/** Of a revoked kiosk too, so that it can be told so: look at `revokedAt`. */
export async function kioskByToken(books: Books, tokenHash: string): Promise<KioskRow | null> {
  return kioskWhere(books, 'token_hash', tokenHash);
}

async function kioskWhere(
  books: Books,
  column: 'kiosk_id' | 'token_hash',
  value: string,
): Promise<KioskRow | null> {
  const row = await books
    .selectFrom('kiosks')
    .selectAll()
    .where(column, '=', value)
    .executeTakeFirst();
  return row === undefined ? null : kioskFrom(row);
}

/** In the order of their making. */
export async function kiosksOf(books: Books, activityId: string): Promise<KioskRow[]> {
  const rows = await books
    .selectFrom('kiosks')
    .selectAll()
    .where('activity_id', '=', activityId)
    .orderBy('created_at')
    .orderBy('kiosk_id')
    .execute();
  return rows.map(kioskFrom);
}

/** The first time of revoking stays. */
export async function revokeKiosk(
  books: Books,
  kioskId: string,
  at: string,
): Promise<KioskRow | null> {
  const row = await books
    .updateTable('kiosks')
    .set((expression) => ({
      revoked_at: expression.fn.coalesce('revoked_at', expression.val(at)),
    }))
    .where('kiosk_id', '=', kioskId)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : kioskFrom(row);
}

function kioskFrom(row: Selectable<KiosksTable>): KioskRow {
  return {
    kioskId: row.kiosk_id,
    activityId: row.activity_id,
    name: row.name,
    exitPin: row.exit_pin,
    enrolledAt: row.enrolled_at,
    revokedAt: row.revoked_at,
  };
}
