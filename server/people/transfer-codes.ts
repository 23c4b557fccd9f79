/** The one-time code by which somebody comes to another phone; only its hash is kept. */
import { LIMITS } from '#domain/contract/limits.ts';
import type { TransferCode } from '#domain/contract/people.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { hashSecret, newEnrollmentCode, writeEnrollmentCode } from '../requests/secrets.ts';

/** In place of the one before it. */
export async function makeTransferCode(
  { ledger, nowMs }: { readonly ledger: Ledger; readonly nowMs: () => number },
  participantId: string,
): Promise<TransferCode> {
  const code = newEnrollmentCode();
  const expiresAt = new Date(nowMs() + LIMITS.transferCodeTtlMs).toISOString();
  await ledger.putTransferCode(participantId, hashSecret(code), expiresAt);
  return { code: writeEnrollmentCode(code), expiresAt };
}
