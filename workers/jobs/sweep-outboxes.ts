/**
 * Every second: wakes the posting of each activity with a backlog, in case a wake-up was lost or a
 * job failed. Every minute it also trims what the books have had for hours.
 */
import type { LiveStore } from '#stores/live/live-store.ts';

/** Booked lines stay this long: the dashboard's latest, and something to look at after trouble. */
const BOOKED_KEPT_MS = 6 * 60 * 60_000;
const TRIM_INTERVAL_MS = 60_000;
/** Activities whose trimming is remembered. */
const REMEMBERED_MAX = 1_000;

export interface SweepOutboxesParts {
  readonly live: LiveStore;
  readonly wakePosting: (activityId: string) => Promise<void>;
  readonly nowMs: () => number;
}

export function createSweepOutboxes({
  live,
  wakePosting,
  nowMs,
}: SweepOutboxesParts): () => Promise<void> {
  /** Activities that had something to book since they were trimmed last. */
  const grown = new Set<string>();
  let trimmedAtMs = nowMs();

  return async () => {
    for (const activityId of await live.activitiesWithBacklog()) {
      grown.add(activityId);
      await wakePosting(activityId);
    }
    if (nowMs() - trimmedAtMs < TRIM_INTERVAL_MS) return;
    trimmedAtMs = nowMs();
    for (const activityId of grown) await live.trimOutbox(activityId, BOOKED_KEPT_MS, nowMs());
    for (const activityId of grown) {
      if (grown.size <= REMEMBERED_MAX) break;
      grown.delete(activityId);
    }
  };
}
