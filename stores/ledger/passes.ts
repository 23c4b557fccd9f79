/** Passes: cards to print, cards that are lost, and the one that a phone shows. */
import assert from 'node:assert/strict';
import type { Selectable } from 'kysely';
import type { Books } from './connection.ts';
import type { PassRow } from './ledger.ts';
import { ledgerLimits } from './limits.ts';
import type { NewPass } from './records.ts';
import type { PassesTable } from './tables.ts';

/** The person is locked, so that of two who make the only card, the second ends the first's. */
export async function addPass(
  books: Books,
  participantId: string,
  pass: NewPass,
  options: {
    readonly revoke: 'none' | 'cards' | 'all';
    readonly at: string;
    readonly onPhone?: boolean;
  },
): Promise<PassRow | null> {
  return books.transaction().execute(async (trx) => {
    if (!(await lockPerson(trx, participantId))) return null;
    if (options.revoke !== 'none') {
      const which = options.revoke === 'cards' ? 'printed' : 'all';
      await revokePasses(trx, participantId, which, options.at);
    }
    const onPhone = pass.kind === 'phone' || options.onPhone === true;
    return insertPass(trx, participantId, pass, { onPhone });
  });
}

/**
 * Whoever changes what a person holds takes this lock first, and each after the other.
 * @returns false for nobody of that id, and for somebody erased
 */
export async function lockPerson(trx: Books, participantId: string): Promise<boolean> {
  const person = await trx
    .selectFrom('participants')
    .select('participant_id')
    .where('participant_id', '=', participantId)
    .where('erased_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return person !== undefined;
}

/** @param which a phone's may be of either kind */
export async function revokePasses(
  trx: Books,
  participantId: string,
  which: 'printed' | 'on-phone' | 'all',
  at: string,
): Promise<void> {
  await trx
    .updateTable('passes')
    .set({ revoked_at: at })
    .where('participant_id', '=', participantId)
    .where('revoked_at', 'is', null)
    .$if(which !== 'all', (query) => query.where('on_phone', '=', which === 'on-phone'))
    .execute();
}

export async function insertPass(
  trx: Books,
  participantId: string,
  pass: NewPass,
  options: { readonly onPhone: boolean },
): Promise<PassRow> {
  const row = await trx
    .insertInto('passes')
    .values({
      participant_id: participantId,
      kind: pass.kind,
      key_id: pass.keyId,
      valid_until_s: pass.validUntilS,
      revoked_at: null,
      device_public_key_hex: pass.devicePublicKeyHex,
      on_phone: options.onPhone,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return passFrom(row);
}

/**
 * The first time of revoking stays. With the pass that a phone carries the phone ends: its token
 * would open everything else to whoever found it.
 */
export async function revokePass(
  books: Books,
  serial: number,
  at: string,
): Promise<PassRow | null> {
  return books.transaction().execute(async (trx) => {
    const found = await passBySerial(trx, serial);
    if (found === null) return null;
    const { participantId } = found;
    await lockPerson(trx, participantId);
    const row = await trx
      .updateTable('passes')
      .set({ revoked_at: at })
      .where('serial', '=', serial)
      .where('revoked_at', 'is', null)
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) return { ...found, revoked: true };
    if (row.on_phone) await endPhone(trx, participantId, at);
    return passFrom(row);
  });
}

/** No trace of its token is kept: it did not move, it is unknown from now on. */
async function endPhone(trx: Books, participantId: string, at: string): Promise<void> {
  // One that was renewed carries two for a while.
  await revokePasses(trx, participantId, 'on-phone', at);
  await trx
    .deleteFrom('participant_tokens')
    .where('participant_id', '=', participantId)
    .where('ended_at', 'is', null)
    .execute();
  await trx.deleteFrom('transfer_codes').where('participant_id', '=', participantId).execute();
}

export async function passBySerial(books: Books, serial: number): Promise<PassRow | null> {
  if (serial > SERIAL_MAX) return null;
  const row = await books
    .selectFrom('passes')
    .selectAll()
    .where('serial', '=', serial)
    .executeTakeFirst();
  return row === undefined ? null : passFrom(row);
}

/** What the books can hold; a typed number, or four bytes of a code, may be more. */
const SERIAL_MAX = 2_147_483_647;

/** Those that are printed and good. */
export async function cardPasses(
  books: Books,
  options: { readonly afterSerial: number; readonly limit: number },
): Promise<(PassRow & { nickname: string })[]> {
  assert(options.limit <= ledgerLimits.pageRowsMax, `a page of ${options.limit} rows`);
  const rows = await books
    .selectFrom('passes')
    .innerJoin('participant_names as names', 'names.participant_id', 'passes.participant_id')
    .selectAll('passes')
    .select('nickname')
    .where('on_phone', '=', false)
    .where('revoked_at', 'is', null)
    .where('serial', '>', options.afterSerial)
    .orderBy('serial')
    .limit(options.limit)
    .execute();
  return rows.map((row) => ({ ...passFrom(row), nickname: row.nickname }));
}

export function passFrom(row: Selectable<PassesTable>): PassRow {
  return {
    serial: row.serial,
    participantId: row.participant_id,
    kind: row.kind,
    keyId: row.key_id,
    validUntilS: row.valid_until_s,
    revoked: row.revoked_at !== null,
    devicePublicKeyHex: row.device_public_key_hex,
    onPhone: row.on_phone,
  };
}
