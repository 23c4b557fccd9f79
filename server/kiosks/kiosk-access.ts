/** Which kiosk a token belongs to. */
import type { KioskRow, Ledger } from '#stores/ledger/ledger.ts';
import { isOutage } from '../errors.ts';

const REMEMBERED_MAX = 2_000;

export interface KioskAccess {
  /**
   * Asks the books; while they are away, what they said last counts, so that a kiosk whose network
   * hiccups in that time comes back. Nobody can be revoked while the books are away.
   * Rejects with LedgerUnavailable for a token that was not seen before.
   */
  find(tokenHash: string): Promise<KioskRow | null>;
  /** Of one kiosk, or of all (`null`) when messages about them may have been missed. */
  forget(kioskId: string | null): void;
}

export function createKioskAccess({ ledger }: { readonly ledger: Ledger }): KioskAccess {
  const remembered = new Map<string, KioskRow>();
  return {
    async find(tokenHash) {
      try {
        const row = await ledger.kioskByToken(tokenHash);
        remembered.delete(tokenHash);
        if (row !== null && row.revokedAt === null) remembered.set(tokenHash, row);
        if (remembered.size > REMEMBERED_MAX) remembered.delete(remembered.keys().next().value!);
        return row;
      } catch (error) {
        const row = remembered.get(tokenHash);
        if (row === undefined || !isOutage(error)) throw error;
        return row;
      }
    },
    forget(kioskId) {
      for (const [tokenHash, row] of remembered) {
        if (kioskId === null || row.kioskId === kioskId) remembered.delete(tokenHash);
      }
    },
  };
}
