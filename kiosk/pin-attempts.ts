/** How long the staff exit is shut after wrong PINs: three are free, then it doubles. */
import { KIOSK_LIMITS } from './kiosk-limits.ts';

export interface PinAttempts {
  readonly wrong: number;
  /** Milliseconds since the epoch. */
  readonly lastWrongAtMs: number;
}

export const NO_PIN_ATTEMPTS: PinAttempts = { wrong: 0, lastWrongAtMs: 0 };

export function afterWrongPin(attempts: PinAttempts, atMs: number): PinAttempts {
  return { wrong: attempts.wrong + 1, lastWrongAtMs: atMs };
}

/** Milliseconds until the next try is taken; 0: now. A clock that was set back does not lock for ever. */
export function pinPauseMs(attempts: PinAttempts, atMs: number): number {
  const beyond = attempts.wrong - KIOSK_LIMITS.pinFreeAttempts;
  if (beyond < 0) return 0;
  const pauseMs = Math.min(KIOSK_LIMITS.pinPauseMinMs * 2 ** beyond, KIOSK_LIMITS.pinPauseMaxMs);
  const passedMs = atMs - attempts.lastWrongAtMs;
  return Math.min(pauseMs, Math.max(0, pauseMs - passedMs));
}
