/**
 * Drains one activity's outbox into the books, batch by batch, oldest first.
 *
 * The order within a batch is what makes a crash harmless: book, renew the figures of the people,
 * tell, and only then acknowledge. Whatever comes before the acknowledgement happens again, and
 * each of it may: the books know every line by its id (PT1), the figures are absolute, and a kiosk
 * that is told twice that a scan is settled has forgotten it already.
 */
import type { FeedMessage } from '#domain/contract/feed.ts';
import type { JobPayload } from '#domain/contract/jobs.ts';
import type { OutboxLine } from '#domain/contract/outbox.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import type { BookLinesParts } from './book-lines.ts';
import { bookLines } from './book-lines.ts';
import { pointsPostedMessages } from './points-posted.ts';

/** Lines of one database transaction. */
export const BATCH_LINES_MAX = 1_000;
/** Scans in one message of the feed. */
const SETTLED_SCANS_MAX = 500;

export interface PostPointsParts extends BookLinesParts {
  readonly live: LiveStore;
}

/**
 * Rejects with LiveStoreUnavailable or LedgerUnavailable when a store is away, and with the books'
 * own error when they do not know the activity: then every line stays where it is.
 */
export function createPostPoints(
  parts: PostPointsParts,
): (payload: JobPayload<'post-points'>) => Promise<void> {
  const { live } = parts;
  return async ({ activityId }) => {
    for (;;) {
      const placed = await live.readOutbox(activityId, BATCH_LINES_MAX);
      const last = placed.at(-1);
      if (last === undefined) return;
      const lines = placed.map(({ line }) => line);
      assertAscending(activityId, lines);
      // A line that is set aside is settled too: the books hold it, and sending it again would
      // change nothing.
      const reports = await bookLines(parts, activityId, lines);
      for (const { fiscalYear, participations } of reports) {
        await live.putParticipations(fiscalYear, participations);
      }
      for (const message of settledMessages(activityId, lines)) await live.publish(message);
      const awards = reports.flatMap((report) => report.awards);
      for (const message of pointsPostedMessages(awards)) await live.publish(message);
      for (const conflict of reports.flatMap(({ conflicts }) => conflicts)) {
        await live.publish({ kind: 'conflict-found', conflict });
      }
      await live.acknowledgeOutbox(activityId, { streamId: last.streamId, seq: last.line.seq });
      if (placed.length < BATCH_LINES_MAX) return;
    }
  };
}

/** `posted` messages, the scans grouped by kiosk; the seq grows only with the last one. */
function settledMessages(activityId: string, lines: readonly OutboxLine[]): FeedMessage[] {
  const messages: FeedMessage[] = [];
  for (let at = 0; at < lines.length; at += SETTLED_SCANS_MAX) {
    const some = lines.slice(at, at + SETTLED_SCANS_MAX);
    const byKiosk = Map.groupBy(some, ({ facts }) => facts.kioskId);
    messages.push({
      kind: 'posted',
      activityId,
      bookedSeq: some.at(-1)!.seq,
      settled: [...byKiosk].map(([kioskId, own]) => ({
        kioskId,
        scanIds: own.map(({ facts }) => facts.scanId),
      })),
    });
  }
  return messages;
}

/** The stream is in the order of the decisions, or something is badly wrong. */
function assertAscending(activityId: string, lines: readonly OutboxLine[]): void {
  for (const [index, line] of lines.entries()) {
    if (index > 0 && line.seq <= lines[index - 1]!.seq) {
      throw new Error(`The outbox of activity ${activityId} is not in order at seq ${line.seq}.`);
    }
  }
}
