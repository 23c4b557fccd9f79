/** Moving to another phone by a code that works once. */
import type { Books } from './connection.ts';
import type { PassRow } from './ledger.ts';
import { insertPass, lockPerson, revokePasses } from './passes.ts';
import type { NewPass } from './records.ts';

/** Of somebody whose data was erased, nothing is kept. */
export async function putTransferCode(
  books: Books,
  participantId: string,
  codeHash: string,
  expiresAt: string,
): Promise<void> {
  const code = { code_hash: codeHash, expires_at: expiresAt };
  await books.transaction().execute(async (trx) => {
    if (!(await lockPerson(trx, participantId))) return;
    await trx
      .insertInto('transfer_codes')
      .values({ participant_id: participantId, ...code })
      .onConflict((conflict) => conflict.column('participant_id').doUpdateSet(code))
      .execute();
  });
}

export type TransferResult =
  | { readonly ok: true; readonly participantId: string; readonly pass: PassRow }
  | { readonly ok: false; readonly code: 'transfer-code-unknown' | 'transfer-code-expired' };

/**
 * The old phones' tokens and passes end; printed cards stay good. The ended tokens are kept, so
 * that the old phone can be told what happened.
 */
export async function takeTransferCode(
  books: Books,
  transfer: {
    readonly codeHash: string;
    readonly tokenHash: string;
    readonly pass: NewPass;
    readonly at: string;
  },
): Promise<TransferResult> {
  const { codeHash, tokenHash, pass, at } = transfer;
  return books.transaction().execute(async (trx) => {
    const codes = trx.selectFrom('transfer_codes').selectAll().where('code_hash', '=', codeHash);
    const found = await codes.executeTakeFirst();
    if (found === undefined) return { ok: false, code: 'transfer-code-unknown' };
    const participantId = found.participant_id;
    await lockPerson(trx, participantId);
    // Of two phones with one code, the second finds here that it is gone.
    const code = await codes.executeTakeFirst();
    if (code === undefined) return { ok: false, code: 'transfer-code-unknown' };
    if (Date.parse(code.expires_at) <= Date.parse(at)) {
      return { ok: false, code: 'transfer-code-expired' };
    }
    await trx.deleteFrom('transfer_codes').where('participant_id', '=', participantId).execute();
    await trx
      .updateTable('participant_tokens')
      .set({ ended_at: at })
      .where('participant_id', '=', participantId)
      .where('ended_at', 'is', null)
      .execute();
    await trx
      .insertInto('participant_tokens')
      .values({ token_hash: tokenHash, participant_id: participantId, ended_at: null })
      .execute();
    await revokePasses(trx, participantId, 'on-phone', at);
    const made = await insertPass(trx, participantId, pass, { onPhone: true });
    return { ok: true, participantId, pass: made };
  });
}
