/**
 * Tells a code that is still held before the camera from one that is shown anew: the same card, the
 * same person's phone whatever step it has come to, the same coupon. It keeps numbers made of the
 * code, never the code itself (KS1).
 */
import { KIOSK_LIMITS } from './kiosk-limits.ts';
import { constantPartOf } from './shown-code.ts';

interface TakenCode {
  readonly fingerprint: number;
  /** Of the whole text, with its step. */
  readonly textFingerprint: number;
  readonly takenAtMs: number;
  seenAtMs: number;
  /** It was refused as a picture of another moment: the live screen is expected, and new. */
  isStale: boolean;
}

export class RepeatFilter {
  readonly #salt: number;
  readonly #heldAgainMs: number;
  #last: TakenCode | null = null;

  /**
   * @param salt        any number, another one each start: fingerprints mean nothing elsewhere
   * @param heldAgainMs a code that does not leave the view is taken again after this
   */
  constructor(salt: number, heldAgainMs: number = KIOSK_LIMITS.sameCodeAgainMs) {
    this.#salt = salt;
    this.#heldAgainMs = heldAgainMs;
  }

  /**
   * @param atMs of a clock that only goes forward
   * @returns whether this is to be taken as a new showing
   */
  isNew(text: string, atMs: number): boolean {
    const fingerprint = fingerprintOf(constantPartOf(text), this.#salt);
    const textFingerprint = fingerprintOf(text, this.#salt);
    const last = this.#last;
    if (last !== null && last.fingerprint === fingerprint) {
      const hasLeft = atMs - last.seenAtMs >= KIOSK_LIMITS.leftViewMs;
      const isHeldLong = atMs - last.takenAtMs >= this.#heldAgainMs;
      const isLiveAtLast = last.isStale && last.textFingerprint !== textFingerprint;
      last.seenAtMs = atMs;
      if (!hasLeft && !isHeldLong && !isLiveAtLast) return false;
    }
    this.#last = { fingerprint, textFingerprint, takenAtMs: atMs, seenAtMs: atMs, isStale: false };
    return true;
  }

  /** Is this the code that was taken last, still in view? While it is answered, nothing else asks. */
  noteHeld(text: string, atMs: number): void {
    const last = this.#last;
    if (last?.fingerprint === fingerprintOf(constantPartOf(text), this.#salt)) last.seenAtMs = atMs;
  }

  /** The code that was taken last was no live one; as soon as it is, it is to be taken. */
  noteStale(): void {
    if (this.#last !== null) this.#last.isStale = true;
  }

  /** Forgets the last code once it has left the view. */
  tick(atMs: number): void {
    if (this.#last !== null && atMs - this.#last.seenAtMs >= KIOSK_LIMITS.leftViewMs) {
      this.#last = null;
    }
  }
}

/** 53 bits are plenty to tell one code from the next. */
function fingerprintOf(text: string, salt: number): number {
  let high = 0xdeadbeef ^ salt;
  let low = 0x41c6ce57 ^ salt;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
