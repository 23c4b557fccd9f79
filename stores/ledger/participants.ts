/** People and their passes. Names live apart from the books (PP1). */
import assert from 'node:assert/strict';
import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { PassKind } from '#domain/pass.ts';
import type { Books } from './connection.ts';
import type { PassRow } from './ledger.ts';
import { ledgerLimits } from './limits.ts';
import type { PassesTable } from './tables.ts';

export interface NewParticipantRow {
  readonly participantId: string;
  readonly nickname: string;
  readonly tokenHash: string | null;
  readonly pass: { readonly kind: PassKind; readonly keyId: number; readonly validUntilS: number };
}

/** Person, name, token, account and pass in one statement. */
export async function createParticipant(
  books: Books,
  participant: NewParticipantRow,
): Promise<PassRow> {
  const { participantId, nickname, tokenHash, pass } = participant;
  const { rows } = await sql<Selectable<PassesTable>>`
    with person as (
      insert into participants (participant_id) values (${participantId})
    ), name as (
      insert into participant_names (participant_id, nickname)
      values (${participantId}, ${nickname})
    ), token as (
      insert into participant_tokens (token_hash, participant_id)
      select ${tokenHash}::text, ${participantId}::uuid where ${tokenHash}::text is not null
    ), account as (
      insert into accounts (owner, kind) values (${participantId}, 'participant')
    )
    insert into passes (participant_id, kind, key_id, valid_until_s)
    values (${participantId}, ${pass.kind}, ${pass.keyId}, ${pass.validUntilS})
    returning *
  `.execute(books);
  const row = rows[0];
  assert(row !== undefined, 'the pass was not made');
  return passFrom(row);
}

export async function participantByToken(books: Books, tokenHash: string): Promise<string | null> {
  const row = await books
    .selectFrom('participant_tokens')
    .select('participant_id')
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
  return row?.participant_id ?? null;
}

/** Those who have a name (any more). */
export async function nicknames(
  books: Books,
  participantIds: readonly string[],
): Promise<Map<string, string>> {
  if (participantIds.length === 0) return new Map();
  const { rows } = await sql<{ participant_id: string; nickname: string }>`
    select participant_id, nickname from participant_names
    where participant_id = any(${participantIds}::uuid[])
  `.execute(books);
  return new Map(rows.map((row) => [row.participant_id, row.nickname]));
}

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
    .where('kind', '=', 'card')
    .where('revoked_at', 'is', null)
    .where('serial', '>', options.afterSerial)
    .orderBy('serial')
    .limit(options.limit)
    .execute();
  return rows.map((row) => ({ ...passFrom(row), nickname: row.nickname }));
}

/**
 * PP1: the name and the tokens go, the passes stop working; ids, check-ins and sums stay.
 * Idempotent. False: nobody of that id.
 */
export async function eraseParticipant(
  books: Books,
  participantId: string,
  at: string,
): Promise<boolean> {
  return books.transaction().execute(async (trx) => {
    const erased = await trx
      .updateTable('participants')
      .set((expression) => ({
        erased_at: expression.fn.coalesce('erased_at', expression.val(at)),
      }))
      .where('participant_id', '=', participantId)
      .executeTakeFirst();
    if (erased.numUpdatedRows === 0n) return false;
    await trx.deleteFrom('participant_names').where('participant_id', '=', participantId).execute();
    await trx
      .deleteFrom('participant_tokens')
      .where('participant_id', '=', participantId)
      .execute();
    await trx
      .updateTable('passes')
      .set({ revoked_at: at })
      .where('participant_id', '=', participantId)
      .where('revoked_at', 'is', null)
      .execute();
    return true;
  });
}

export function passFrom(row: Selectable<PassesTable>): PassRow {
  return {
    serial: row.serial,
    participantId: row.participant_id,
    kind: row.kind,
    keyId: row.key_id,
    validUntilS: row.valid_until_s,
    revoked: row.revoked_at !== null,
  };
}
