/** What phones are to be told of points that moved. */
import type { FeedMessage } from '#domain/contract/feed.ts';
import type { PostedForPerson } from '#stores/ledger/spending.ts';

/** People in one message of the feed. */
const PEOPLE_MAX = 500;

/** Messages for the feed; none when nobody's points moved. */
export function pointsPostedMessages(posted: readonly PostedForPerson[]): FeedMessage[] {
  const messages: FeedMessage[] = [];
  for (let at = 0; at < posted.length; at += PEOPLE_MAX) {
    messages.push({ kind: 'points-posted', posted: posted.slice(at, at + PEOPLE_MAX) });
  }
  return messages;
}
