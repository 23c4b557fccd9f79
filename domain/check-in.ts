/**
 * What can come of a scan. The decision itself is taken atomically over the activity's own state
 * (stores/live); here are its words, and the part that a kiosk may decide without the network.
 */
import type { PassCheck } from './pass.ts';

/** The way a person goes past the kiosk. */
export const DIRECTIONS = ['in', 'out'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/**
 * Why a scan was refused. Stable codes: they stand in the books, on the dashboard and in the
 * language files of the kiosk.
 */
export const REFUSAL_REASONS = [
  /** Not a code of ours. */
  'pass-unreadable',
  /** Of our form, but not signed by the program. */
  'pass-forged',
  'pass-expired',
  /** A live code of another moment: a picture of it, or a phone whose clock is wrong. */
  'pass-stale',
  /** This activity takes live passes alone. */
  'card-not-taken',
  /** Revoked or replaced by a newer one. */
  'pass-revoked',
  /** Signed by us, but nobody of that id is in the books (any more). */
  'pass-unknown',
  'activity-not-open',
  'activity-over',
  'activity-cancelled',
  'activity-full',
  /** A departure before any arrival; it consumes nothing (CI5). */
  'not-checked-in',
  /** The same `scanId` came with other content (CI1). */
  'scan-conflict',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** How an activity stands; it is cancelled by staff, the rest follows from its times. */
export type ActivityPhase = 'before' | 'open' | 'over' | 'cancelled';

/** When the door is open: `[opensAt, closesAt)`, milliseconds since the epoch. */
export interface CheckInWindow {
  readonly opensAtMs: number;
  readonly closesAtMs: number;
  readonly cancelled: boolean;
}

/** The phase of an activity at an instant. The admit script decides by the same borders. */
export function phaseAt(window: CheckInWindow, atMs: number): ActivityPhase {
  if (window.cancelled) return 'cancelled';
  if (atMs < window.opensAtMs) return 'before';
  return atMs < window.closesAtMs ? 'open' : 'over';
}

/** What a kiosk answers by itself while the server is out of reach. */
export type OfflineAnswer =
  | { readonly outcome: 'stored' }
  | { readonly outcome: 'stored-departure' }
  | { readonly outcome: 'already-here'; readonly firstAt: string }
  | { readonly outcome: 'refused'; readonly reason: RefusalReason };

/**
 * The offline rule: signature and expiry, the door's times, and whether this kiosk has seen the
 * person at this activity. Capacity and revocation are left to the server, which decides again
 * when the scan arrives; a person is never sent away for what the kiosk cannot know.
 * @param seenAt when this kiosk first saw the person arrive at this activity, ISO 8601, or null
 */
export function answerOffline(facts: {
  readonly check: PassCheck;
  readonly direction: Direction;
  readonly window: CheckInWindow;
  readonly takesCards: boolean;
  readonly atMs: number;
  readonly seenAt: string | null;
}): OfflineAnswer {
  const { check, direction, window, takesCards, atMs, seenAt } = facts;
  if (!check.ok) return { outcome: 'refused', reason: check.reason };
  if (!takesCards && check.pass.kind === 'card') {
    return { outcome: 'refused', reason: 'card-not-taken' };
  }
  if (direction === 'out') return { outcome: 'stored-departure' };
  switch (phaseAt(window, atMs)) {
    case 'cancelled':
      return { outcome: 'refused', reason: 'activity-cancelled' };
    case 'before':
      return { outcome: 'refused', reason: 'activity-not-open' };
    case 'over':
      return { outcome: 'refused', reason: 'activity-over' };
    case 'open':
      return seenAt === null ? { outcome: 'stored' } : { outcome: 'already-here', firstAt: seenAt };
  }
}
