/** Every job and what does it. A job of the contract without a handler does not compile. */
import type { JobHandlers } from '#stores/job-worker.ts';
import type { CloseBooksParts } from './close-books.ts';
import { createCloseBooks } from './close-books.ts';
import type { DrawLotteryParts } from './draw-lottery.ts';
import { createDrawLottery } from './draw-lottery.ts';
import { createDrawPrize } from './draw-prize.ts';
import type { ExpirePointsParts } from './expire-points.ts';
import { createExpirePoints } from './expire-points.ts';
import type { LeadLotteryParts } from './lead-lottery.ts';
import { createLeadLottery } from './lead-lottery.ts';
import type { PostPointsParts } from './post-points.ts';
import { createPostPoints } from './post-points.ts';
import { createRankSerials } from './rank-serials.ts';
import type { SweepLotteriesParts } from './sweep-lotteries.ts';
import { createSweepLotteries } from './sweep-lotteries.ts';
import type { SweepOutboxesParts } from './sweep-outboxes.ts';
import { createSweepOutboxes } from './sweep-outboxes.ts';

export type JobParts = PostPointsParts &
  SweepOutboxesParts &
  LeadLotteryParts &
  SweepLotteriesParts &
  DrawLotteryParts &
  CloseBooksParts &
  ExpirePointsParts;

export function createJobs(parts: JobParts): JobHandlers {
  return {
    'post-points': createPostPoints(parts),
    'sweep-outboxes': createSweepOutboxes(parts),
    'lead-lottery': createLeadLottery(parts),
    'sweep-lotteries': createSweepLotteries(parts),
    'draw-lottery': createDrawLottery(parts),
    'draw-prize': createDrawPrize(parts),
    'rank-serials': createRankSerials(parts),
    'close-books': createCloseBooks(parts),
    'expire-points': createExpirePoints(parts),
  };
}
