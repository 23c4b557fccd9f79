/**
 * The secret that somebody's numbers are thrown in with: their own in this draw, handed over by the
 * phone's app, or one that this browser made. Kept here, and sent to nobody but the server.
 */
import type { Keeper } from './held-tickets.ts';

export const NONCE_BYTES = 32;
const NONCE = /^[0-9a-f]{64}$/;

const keyOf = (lotteryId: string) => `tsudoi-stage-secret-${lotteryId}`;

/** @returns hex; `null`: none is kept */
export function readNonce(keeper: Keeper | null, lotteryId: string): string | null {
  try {
    const kept = keeper?.getItem(keyOf(lotteryId)) ?? '';
    return NONCE.test(kept) ? kept : null;
  } catch {
    return null;
  }
}

export function keepNonce(keeper: Keeper | null, lotteryId: string, nonceHex: string): void {
  try {
    keeper?.setItem(keyOf(lotteryId), nonceHex);
  } catch {
    // Kept as long as the page is open.
  }
}

export function dropNonce(keeper: Keeper | null, lotteryId: string): void {
  try {
    keeper?.removeItem(keyOf(lotteryId));
  } catch {
    // Nothing could be kept, either.
  }
}

/** For whoever entered nothing and wants to throw in a number. @param random `NONCE_BYTES` of it */
export function nonceFrom(random: Uint8Array): string {
  return Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
