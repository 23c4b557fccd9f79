/**
 * Looks after the kiosks of the activities that somebody watches here. A kiosk that goes is told by
 * its node; when the node itself died nobody tells it, only the kiosk's mark in the live store runs
 * out. So each node looks by itself now and then, and tells its own dashboards what is otherwise
 * than they were told last.
 */
import type { Kiosk } from '#domain/contract/kiosks.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { Report } from '../errors.ts';
import type { KioskViews } from './kiosk-views.ts';

/** How late a dead node's kiosks are noticed, after their marks ran out. */
export const KIOSK_LOOK_INTERVAL_MS = 15_000;

export interface KioskWatch {
  /** Tells the dashboards, and remembers what they were told. */
  tell(kiosk: Kiosk): void;
  /** Something may have been missed: at the next look all are told. */
  startOver(): void;
  stop(): void;
}

export function watchKiosks({
  ledger,
  views,
  watchedActivities,
  toDashboards,
  intervalMs,
  report,
}: {
  readonly ledger: Ledger;
  readonly views: KioskViews;
  readonly watchedActivities: () => readonly string[];
  readonly toDashboards: (kiosk: Kiosk) => void;
  readonly intervalMs: number;
  readonly report: Report;
}): KioskWatch {
  /** Whether it was said to be online, by activity and kiosk; only of what is watched. */
  const told = new Map<string, Map<string, boolean>>();
  let looking = false;
  let stopped = false;

  function tell(kiosk: Kiosk): void {
    told.get(kiosk.activityId)?.set(kiosk.kioskId, kiosk.online);
    toDashboards(kiosk);
  }

  async function look(): Promise<void> {
    const watched = new Set(watchedActivities());
    for (const activityId of told.keys()) if (!watched.has(activityId)) told.delete(activityId);
    for (const activityId of watched) {
      const toldOf = told.get(activityId) ?? new Map<string, boolean>();
      told.set(activityId, toldOf);
      const kiosks = await views.view(await ledger.kiosksOf(activityId));
      // Also what was never told here: a dashboard may have read something else before.
      for (const kiosk of kiosks) if (toldOf.get(kiosk.kioskId) !== kiosk.online) tell(kiosk);
    }
  }

  async function lookUnlessLooking(): Promise<void> {
    if (looking) return;
    looking = true;
    try {
      await look();
    } catch (error) {
      // The stores close under a look that is under way.
      if (!stopped) report('kiosk watch', error);
    } finally {
      looking = false;
    }
  }

  const timer = setInterval(() => void lookUnlessLooking(), intervalMs);
  return {
    tell,
    startOver: () => told.clear(),
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };
}
