/**
 * What was done here, told to all nodes by the feed. The answer to the one who asked does not wait
 * for it, and does not fail with it: phones that miss it see how things are when they come back.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { FeedMessage } from '#domain/contract/feed.ts';
import type { PostedForPerson } from '#stores/ledger/spending.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import type { Report } from './errors.ts';

/** What has changed of a person besides points. */
export type PersonChange = Extract<FeedMessage, { kind: 'person-changed' }>['because'];

export interface Announcements {
  tell(message: FeedMessage): void;
  posted(posted: readonly PostedForPerson[]): void;
  couponChanged(participantId: string, couponId: string): void;
  /**
   * Passes or tokens of somebody ended or changed: the doors forget what they remember, at once or
   * as soon as Redis is back. Never rejects.
   */
  personChanged(participantId: string, because: PersonChange): Promise<void>;
}

/** Redis is asked again this often, with a pause that doubles up to a minute: for about an hour. */
const FORGET_TRIES_MAX = 60;
const FORGET_PAUSE_MS = 500;
const FORGET_PAUSE_MAX_MS = 60_000;

export function createAnnouncements({
  live,
  report,
}: {
  readonly live: LiveStore;
  readonly report: Report;
}): Announcements & { stop(): void } {
  const ending = new AbortController();

  function tell(message: FeedMessage): void {
    live.publish(message).catch((error: unknown) => report(`tell ${message.kind}`, error));
  }

  async function tryPersonChange(participantId: string, because: PersonChange): Promise<boolean> {
    try {
      await live.forgetPerson(participantId);
      await live.publish({ kind: 'person-changed', participantId, because });
      return true;
    } catch (error) {
      report('tell person-changed', error);
      return false;
    }
  }

  async function keepTrying(participantId: string, because: PersonChange): Promise<void> {
    let pauseMs = FORGET_PAUSE_MS;
    for (let tries = 1; tries < FORGET_TRIES_MAX; tries += 1) {
      await delay(pauseMs, undefined, { signal: ending.signal, ref: false });
      if (await tryPersonChange(participantId, because)) return;
      pauseMs = Math.min(pauseMs * 2, FORGET_PAUSE_MAX_MS);
    }
  }

  return {
    tell,
    posted: (posted) => tell({ kind: 'points-posted', posted: [...posted] }),
    couponChanged: (participantId, couponId) =>
      tell({ kind: 'coupon-changed', participantId, couponId }),
    async personChanged(participantId, because) {
      if (await tryPersonChange(participantId, because)) return;
      // Ends with the server: by then the cache's own age is what is left.
      keepTrying(participantId, because).catch(() => undefined);
    },
    stop: () => ending.abort(),
  };
}
