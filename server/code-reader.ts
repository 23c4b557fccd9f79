/**
 * Codes that are shown where points are spent: the books are asked about each, not the cache, since a
 * card that was revoked a moment ago must buy nothing.
 */
import { readCouponCode } from '#domain/coupon-code.ts';
import type { ProblemCode } from '#domain/contract/problem.ts';
import { checkPass, isExpired, isStale } from '#domain/pass.ts';
import type { PassCheck, PassVerifiers } from '#domain/pass.ts';
import { bytesFromHex } from '#domain/signing.ts';
import type { Ledger, PassRow } from '#stores/ledger/ledger.ts';
import type { CouponHolder } from '#stores/ledger/spending.ts';
import { ProblemError } from './errors.ts';

type PassFault = Extract<PassCheck, { ok: false }>['reason'];
const PASS_FAULTS: Record<PassFault, ProblemCode> = {
  'pass-unreadable': 'code-unreadable',
  'pass-forged': 'code-forged',
  'pass-expired': 'pass-expired',
  'pass-stale': 'code-stale',
};

export interface CodeReader {
  /**
   * A card, or what a phone shows now. Rejects with ProblemError code-unreadable, code-forged,
   * code-stale, pass-expired, pass-unknown or pass-revoked.
   */
  pass(text: string): Promise<PassRow>;
  /**
   * The live code of a coupon; `null`: it is not one. Rejects with ProblemError coupon-unknown,
   * code-forged or code-stale; whether the coupon can be used the books decide with its use.
   */
  coupon(text: string): Promise<CouponHolder | null>;
}

export function createCodeReader({
  ledger,
  verifiers,
  nowMs,
}: {
  readonly ledger: Ledger;
  readonly verifiers: PassVerifiers;
  readonly nowMs: () => number;
}): CodeReader {
  const refuse = (code: ProblemCode): never => {
    const serverTime = new Date(nowMs()).toISOString();
    throw new ProblemError(code, code === 'code-stale' ? { serverTime } : {});
  };
  return {
    async pass(text) {
      const check = await checkPass(text, nowMs(), verifiers);
      if (!check.ok) return refuse(PASS_FAULTS[check.reason]);
      const row = await ledger.passBySerial(check.pass.serial);
      if (row === null || row.participantId !== check.pass.participantId) {
        return refuse('pass-unknown');
      }
      if (row.revoked) return refuse('pass-revoked');
      return isExpired(check.pass, nowMs()) ? refuse('pass-expired') : row;
    },

    async coupon(text) {
      const code = readCouponCode(text);
      if (code === null) return null;
      const holder = await ledger.couponHolder(code.couponId);
      if (holder === null) return refuse('coupon-unknown');
      const { devicePublicKeyHex } = holder;
      const isGenuine =
        devicePublicKeyHex !== null &&
        (await verifiers.verifyDevice(
          bytesFromHex(devicePublicKeyHex),
          code.signature,
          code.signedBytes,
        ));
      if (!isGenuine) return refuse('code-forged');
      return isStale(code.step, nowMs()) ? refuse('code-stale') : holder;
    },
  };
}
