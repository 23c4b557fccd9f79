/**
 * Every second: wakes the posting of each activity with a backlog, in case a wake-up was lost or a
 * job failed. Every minute it also trims what the books have had for hours.
 */
import type { LiveStore } from '#stores/live/live-store.ts';

/** Booked lines stay this long: the dashboard's latest, and something to look at after trouble. */
const BOOKED_KEPT_MS = 6 * 60 * 60_000;
const TRIM_INTERVAL_MS = 60_000;

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
  let trimmedAtMs = nowMs();

  return async () => {
    for (const activityId of await live.activitiesWithBacklog()) await wakePosting(activityId);
    if (nowMs() - trimmedAtMs < TRIM_INTERVAL_MS) return;
    trimmedAtMs = nowMs();
    // All of them: an activity grows old when nothing happens there any more. Two short commands each.
    for (const activityId of await live.heldActivities()) {
      await live.trimOutbox(activityId, BOOKED_KEPT_MS, nowMs());
    }
  };
}
