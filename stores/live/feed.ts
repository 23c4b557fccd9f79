import type { Redis } from 'ioredis';
import * as v from 'valibot';
import type { FeedMessage } from '#domain/contract/feed.ts';
import { FeedMessageSchema } from '#domain/contract/feed.ts';
import type { FeedFollower, LiveStore } from './live-store.ts';
import { openBlockingConnection, reach } from './connection.ts';
import type { StreamEntry } from './decision.ts';
import { FEED_KEY } from './keys.ts';
import { LIVE_LIMITS } from './live-limits.ts';
import type { LiveConnection } from './scripts.ts';
import { startReading, Wake } from './reading.ts';

const MESSAGE_FIELD = 'm';

export function createFeed(redis: LiveConnection) {
  return {
    async publish(message: FeedMessage): Promise<void> {
      const text = JSON.stringify(message);
      await reach(
        redis.xadd(FEED_KEY, 'MAXLEN', '~', LIVE_LIMITS.feedLengthMax, '*', MESSAGE_FIELD, text),
      );
    },
  };
}

/**
 * Follows the feed from now on. After the connection was away it goes on where it stood, and says
 * `onGap` first: who knows what was trimmed, or whether Redis came back empty. A message that
 * cannot be parsed (a newer node wrote it) is a gap too.
 */
export function startFeedFollower(
  url: string,
  handlers: Parameters<LiveStore['followFeed']>[0],
): FeedFollower {
  const connection = openBlockingConnection(url);
  const placed = Promise.withResolvers<void>();
  let place: string | null = null;
  let away = false;

  const leave = () => {
    away = true;
  };
  connection.on('close', leave);

  async function round(): Promise<void> {
    if (place === null || away) {
      const returned = place !== null;
      place = await placeAfterAbsence(connection, place);
      away = false;
      placed.resolve();
      if (returned) tell(handlers.onGap);
    }
    const before = place;
    const { blockMs, feedReadMax } = LIVE_LIMITS;
    const streams = await connection.xread(
      ...(['COUNT', feedReadMax, 'BLOCK', blockMs, 'STREAMS', FEED_KEY, before] as const),
    );
    const entries = streams?.[0]?.[1] ?? [];
    if (entries.length === feedReadMax && (await wasTrimmedPast(connection, before))) {
      tell(handlers.onGap);
    }
    for (const entry of entries) {
      place = entry[0];
      const message = readMessage(entry);
      if (message === null) tell(handlers.onGap);
      else tell(() => handlers.onMessage(message));
    }
  }

  const close = startReading(connection, { wake: new Wake(), round, onFailure: leave });
  return { placed: placed.promise, close };
}

/** Apart from the reading, where a fault of the caller's would pass for an outage. */
function tell(callback: () => void): void {
  queueMicrotask(callback);
}

/** Where to go on: at the old place, or at the end when there was none or Redis counts anew. */
async function placeAfterAbsence(connection: Redis, place: string | null): Promise<string> {
  const [last] = await connection.xrevrange(FEED_KEY, '+', '-', 'COUNT', 1);
  const end = last?.[0] ?? '0-0';
  return place !== null && !isAfter(place, end) ? place : end;
}

/** A reader that lags by a full read may have been overtaken by the trimming. */
async function wasTrimmedPast(connection: Redis, place: string): Promise<boolean> {
  const [first] = await connection.xrange(FEED_KEY, '-', '+', 'COUNT', 1);
  return first !== undefined && isAfter(first[0], place);
}

function isAfter(one: string, other: string): boolean {
  const [ms = 0, step = 0] = one.split('-').map(Number);
  const [otherMs = 0, otherStep = 0] = other.split('-').map(Number);
  return ms > otherMs || (ms === otherMs && step > otherStep);
}

function readMessage([, fields]: StreamEntry): FeedMessage | null {
  try {
    const parsed = v.safeParse(FeedMessageSchema, JSON.parse(fields[1] ?? 'null'));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
