/** People: joining, being told by a token, being named, and being forgotten (PP1). */
import assert from 'node:assert/strict';
import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Books } from './connection.ts';
import type { PassRow } from './ledger.ts';
import { ledgerLimits } from './limits.ts';
import { createLookup } from './looking-up.ts';
import { passFrom } from './passes.ts';
import type { NewPass, TokenHolder } from './records.ts';
import type { ParticipantTokensTable, PassesTable } from './tables.ts';

export interface NewParticipantRow {
  readonly participantId: string;
  readonly nickname: string;
  readonly tokenHash: string | null;
  readonly pass: NewPass;
}

/** Person, name, token, accounts and pass in one statement. */
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
    insert into passes (
      participant_id, kind, key_id, valid_until_s, device_public_key_hex, on_phone
    )
    values (
      ${participantId}, ${pass.kind}, ${pass.keyId}, ${pass.validUntilS},
      ${pass.devicePublicKeyHex}, ${tokenHash !== null || pass.kind === 'phone'}
    )
    returning *
  `.execute(books);
  const row = rows[0];
  assert(row !== undefined, 'the pass was not made');
  return passFrom(row);
}

/** @returns a function that answers `null` for nobody's, and for those of somebody erased */
export function createTokenLookup(
  books: Books,
): (tokenHash: string) => Promise<TokenHolder | null> {
  return createLookup(ledgerLimits.lookupKeysMax, async (tokenHashes) => {
    const { rows } = await sql<Selectable<ParticipantTokensTable>>`
      select token_hash, participant_id, ended_at from participant_tokens
      where token_hash = any(${tokenHashes})
    `.execute(books);
    return new Map(rows.map((row) => [row.token_hash, holderFrom(row)]));
  });
}

function holderFrom(row: Selectable<ParticipantTokensTable>): TokenHolder {
  if (row.ended_at !== null) return { state: 'moved' };
  return { state: 'good', participantId: row.participant_id };
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

/**
 * PP1: everything goes that names the person or opens something for them: the name, the names on
 * certificates and these with them, tokens, the code for another phone, the phones' keys, and what
 * tells which tags in draws are theirs. The passes stop working; ids, check-ins, sums and the rows
 * of draws stay. Idempotent. False: nobody of that id.
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
    await trx.deleteFrom('transfer_codes').where('participant_id', '=', participantId).execute();
    await trx.deleteFrom('lottery_owners').where('participant_id', '=', participantId).execute();
    // Answers under their keys tell the tags too.
    await trx.deleteFrom('idempotency_keys').where('actor_id', '=', participantId).execute();
    // Their names go with them.
    await trx.deleteFrom('certificates').where('participant_id', '=', participantId).execute();
    await trx
      .updateTable('passes')
      .set((expression) => ({
        revoked_at: expression.fn.coalesce('revoked_at', expression.val(at)),
        device_public_key_hex: null,
      }))
      .where('participant_id', '=', participantId)
      .execute();
    return true;
  });
}
