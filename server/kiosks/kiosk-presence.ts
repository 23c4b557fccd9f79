/**
 * How the kiosks of this node are doing, told to staff: kept in the live store at each report, and
 * published when something changed that staff see, at most once a second a kiosk. Now and then also
 * when nothing changed: of a kiosk that came here from another node, that node says "offline" later.
 */
import type { FeedMessage } from '#domain/contract/feed.ts';
import type { KioskStatus } from '#domain/contract/kiosks.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import type { Report } from '../errors.ts';

const TELL_INTERVAL_MS = 1_000;
/** Less than the time after which a silent kiosk counts as offline. */
const TELL_AGAIN_MS = 20_000;
/** A kiosk that is gone is remembered until it could be told again anyway. */
const FORGET_AFTER_MS = 2 * TELL_INTERVAL_MS;
const OFFLINE = 'offline';
/** A clock's error is told in steps; it trembles. */
const CLOCK_STEP_MS = 5_000;

export interface KioskPresence {
  came(kioskId: string, activityId: string): void;
  reported(kioskId: string, activityId: string, status: KioskStatus): void;
  left(kioskId: string, activityId: string): void;
  /** Kiosks of which something is remembered. */
  readonly size: number;
  stop(): void;
}

interface Told {
  /** What staff were told last. */
  seen: string;
  atMs: number;
  timer: NodeJS.Timeout | null;
  /** Runs when it is gone and nothing more is to be told. */
  forgetting: NodeJS.Timeout | null;
}

export function createKioskPresence({
  live,
  tell,
  report,
  nowMs,
}: {
  readonly live: LiveStore;
  readonly tell: (message: FeedMessage) => Promise<void>;
  readonly report: Report;
  readonly nowMs: () => number;
}): KioskPresence {
  const told = new Map<string, Told>();

  function show(kioskId: string, activityId: string, seen: string): void {
    const last = told.get(kioskId) ?? { seen: '', atMs: 0, timer: null, forgetting: null };
    told.set(kioskId, last);
    if (last.forgetting !== null) clearTimeout(last.forgetting);
    // The process may end meanwhile: sockets are cut last of all.
    last.forgetting =
      seen === OFFLINE ? setTimeout(forget, FORGET_AFTER_MS, kioskId).unref() : null;
    if (last.seen === seen && nowMs() - last.atMs < TELL_AGAIN_MS) return;
    last.seen = seen;
    if (last.timer !== null) return;
    const publish = () => {
      last.timer = null;
      last.atMs = nowMs();
      tell({ kind: 'kiosk-changed', kioskId, activityId }).catch((error: unknown) => {
        report('kiosk presence', error);
      });
    };
    const waitMs = last.atMs + TELL_INTERVAL_MS - nowMs();
    if (waitMs <= 0) publish();
    else last.timer = setTimeout(publish, waitMs);
  }

  function forget(kioskId: string): void {
    const last = told.get(kioskId);
    if (last === undefined) return;
    for (const timer of [last.timer, last.forgetting]) if (timer !== null) clearTimeout(timer);
    told.delete(kioskId);
  }

  /** Stored first, then told: who is told asks the store. */
  function keep(storing: Promise<void>, then: () => void, failed = (): void => undefined): void {
    storing.then(then, (error: unknown) => {
      failed();
      report('kiosk presence', error);
    });
  }

  return {
    came(kioskId, activityId) {
      keep(live.putKioskStatus(kioskId, null, nowMs()), () => show(kioskId, activityId, 'online'));
    },
    reported(kioskId, activityId, status) {
      keep(live.putKioskStatus(kioskId, status, nowMs()), () => {
        show(kioskId, activityId, seenOf(status));
      });
    },
    left(kioskId, activityId) {
      keep(
        live.putKioskOffline(kioskId, nowMs()),
        () => show(kioskId, activityId, OFFLINE),
        () => forget(kioskId),
      );
    },
    get size() {
      return told.size;
    },
    stop() {
      for (const kioskId of told.keys()) forget(kioskId);
    },
  };
}

function seenOf({ waiting, booking, camera, clockOffsetMs }: KioskStatus): string {
  const clock = clockOffsetMs === null ? '' : Math.round(clockOffsetMs / CLOCK_STEP_MS);
  return `${waiting} ${booking} ${camera} ${clock}`;
}
