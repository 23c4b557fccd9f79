/** Every job and what does it. A job of the contract without a handler does not compile. */
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import type { JobHandlers } from '#stores/queues.ts';
import { createPostPoints } from './post-points.ts';
import { createSweepOutboxes } from './sweep-outboxes.ts';

export interface JobParts {
  readonly live: LiveStore;
  readonly ledger: Ledger;
  readonly wakePosting: (activityId: string) => Promise<void>;
  readonly nowMs: () => number;
}

export function createJobs(parts: JobParts): JobHandlers {
  return {
    'post-points': createPostPoints(parts),
    'sweep-outboxes': createSweepOutboxes(parts),
  };
}
