/** Every job and what does it. A job of the contract without a handler does not compile. */
import type { JobHandlers } from '#stores/queues.ts';
import type { CloseBooksParts } from './close-books.ts';
import { createCloseBooks } from './close-books.ts';
import type { ExpirePointsParts } from './expire-points.ts';
import { createExpirePoints } from './expire-points.ts';
import type { PostPointsParts } from './post-points.ts';
import { createPostPoints } from './post-points.ts';
import type { SweepOutboxesParts } from './sweep-outboxes.ts';
import { createSweepOutboxes } from './sweep-outboxes.ts';

export type JobParts = PostPointsParts & SweepOutboxesParts & CloseBooksParts & ExpirePointsParts;

export function createJobs(parts: JobParts): JobHandlers {
  return {
    'post-points': createPostPoints(parts),
    'sweep-outboxes': createSweepOutboxes(parts),
    'close-books': createCloseBooks(parts),
    'expire-points': createExpirePoints(parts),
  };
}
