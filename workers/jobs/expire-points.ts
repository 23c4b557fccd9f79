/**
 * Lets points run out where the programme says so; it says nothing of the kind unless its criteria
 * hold an expiry. Batch by batch; a batch that was booked before a crash is not booked again.
 */
import type { FeedMessage } from '#domain/contract/feed.ts';
import { lastExpiredYear } from '#domain/expiry.ts';
import { fiscalYearOf, tokyoDateOf } from '#domain/fiscal-year.ts';
import { uuidv7 } from '#domain/ids.ts';
import { programOn } from '#domain/program.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { pointsPostedMessages } from './points-posted.ts';

/** People of one database transaction. */
const BATCH_PEOPLE_MAX = 500;

export interface ExpirePointsParts {
  readonly ledger: Ledger;
  readonly live: { publish(message: FeedMessage): Promise<void> };
  readonly nowMs: () => number;
}

export function createExpirePoints({
  ledger,
  live,
  nowMs,
}: ExpirePointsParts): () => Promise<void> {
  return async () => {
    const now = nowMs();
    const program = programOn(await ledger.programVersions(), tokyoDateOf(now));
    if (program === null || program.expiry === null) return;
    const lastYear = lastExpiredYear(fiscalYearOf(now), program.expiry.yearsKept);
    for (;;) {
      const posted = await ledger.expirePoints({
        lastYear,
        limit: BATCH_PEOPLE_MAX,
        newTransactionId: () => uuidv7(nowMs(), crypto.getRandomValues(new Uint8Array(10))),
      });
      if (posted.length === 0) return;
      for (const message of pointsPostedMessages(posted)) await live.publish(message);
    }
  };
}
