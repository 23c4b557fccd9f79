/** How a kiosk is doing, for the eyes of staff. */
import type { Kiosk } from '#domain/contract/kiosks.ts';
import type { Messages } from './languages/index.ts';

/** Beyond this a kiosk's own clock is worth a word: offline scans take their time from it. */
export const CLOCK_OFFSET_WARN_MS = 30_000;

/** What is worth saying of a kiosk, the gravest first. `fine`: nothing is. */
export type KioskHealth =
  | 'revoked'
  | 'not-enrolled'
  | 'offline'
  | 'camera-lost'
  | 'camera-off'
  | 'clock-wrong'
  | 'sending'
  | 'fine';

export function kioskHealth(kiosk: Kiosk): KioskHealth {
  if (kiosk.state === 'revoked') return 'revoked';
  if (kiosk.state === 'waiting') return 'not-enrolled';
  if (!kiosk.online) return 'offline';
  const { status } = kiosk;
  if (status === null) return 'fine';
  if (['blocked', 'missing', 'stalled'].includes(status.camera)) return 'camera-lost';
  if (Math.abs(status.clockOffsetMs ?? 0) > CLOCK_OFFSET_WARN_MS) return 'clock-wrong';
  if (status.waiting > 0) return 'sending';
  return status.camera === 'off' ? 'camera-off' : 'fine';
}

/** The kiosks whose scans may be missing from the picture. */
export interface SilentKiosks {
  /** Since when the first of them is silent, ms since the epoch. */
  sinceMs: number;
  names: string[];
  /** Scans that they held at their last report. */
  waiting: number;
}

/**
 * A kiosk that was at work and is out of reach. One that is switched off after the door closed, with
 * nothing left to send, is no gap in the data.
 */
export function silentKiosks(kiosks: readonly Kiosk[], doorOpen: boolean): SilentKiosks | null {
  const silent = kiosks.filter(
    (kiosk) =>
      kioskHealth(kiosk) === 'offline' &&
      kiosk.lastSeenAt !== null &&
      (doorOpen || (kiosk.status?.waiting ?? 0) > 0),
  );
  if (silent.length === 0) return null;
  return {
    sinceMs: Math.min(...silent.map((kiosk) => Date.parse(kiosk.lastSeenAt ?? ''))),
    names: silent.map((kiosk) => kiosk.name),
    waiting: silent.reduce((sum, kiosk) => sum + (kiosk.status?.waiting ?? 0), 0),
  };
}

/** 「受付1（入口）」 is 「受付1」 where there is little room. */
export function shortKioskName(name: string): string {
  const [short = ''] = name.split(/[（(]/, 1);
  return short.trim() === '' ? name : short.trim();
}

/** The word for it. */
export function healthWord(health: KioskHealth, text: Messages['kiosks']): string {
  const words: Record<KioskHealth, string> = {
    fine: text.fine,
    sending: text.sending,
    'camera-off': text.cameraOff,
    'camera-lost': text.cameraLost,
    'clock-wrong': text.clockWrong,
    offline: text.offline,
    'not-enrolled': text.notEnrolled,
    revoked: text.revoked,
  };
  return words[health];
}
