/**
 * Tells the workers that an outbox has grown, at most once in `WAKE_INTERVAL_MS` an activity: at
 * once for the first outcome, once more for those that followed. A wake-up that is lost costs at
 * most a second, since the workers sweep; so a failure is counted and otherwise ignored.
 */
const WAKE_INTERVAL_MS = 50;

export interface PostingWakes {
  /** An outcome was decided. Cheap: called for every scan. */
  outcomeDecided(activityId: string): void;
  stop(): void;
}

export function createPostingWakes({
  wakePosting,
  onFailure,
}: {
  readonly wakePosting: (activityId: string) => Promise<unknown>;
  readonly onFailure: (error: unknown) => void;
}): PostingWakes {
  /** Activities that were woken within the interval; true: again when it ends. */
  const again = new Map<string, boolean>();
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;

  function wake(activityId: string): void {
    again.set(activityId, false);
    wakePosting(activityId).catch(onFailure);
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (again.get(activityId) === true && !stopped) wake(activityId);
      else again.delete(activityId);
    }, WAKE_INTERVAL_MS);
    timers.add(timer);
  }

  return {
    outcomeDecided(activityId) {
      const state = again.get(activityId);
      if (state === undefined) {
        if (!stopped) wake(activityId);
      } else if (!state) {
        again.set(activityId, true);
      }
    },
    stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
