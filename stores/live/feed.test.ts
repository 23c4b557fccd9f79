/** The feed: what one node says, every other hears; and who missed something is told so. */
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { FeedMessage } from '#domain/contract/feed.ts';
import { openLiveStore } from '../../tests/live-samples.ts';
import type { RedisServer } from '../../tests/redis-server.ts';
import { startRedisServer } from '../../tests/redis-server.ts';
import { untilReady } from './create-live-store.ts';
import { FEED_KEY } from './keys.ts';
import { LIVE_LIMITS } from './live-limits.ts';
import type { LiveStore } from './live-store.ts';

const patience = { timeout: 10_000, interval: 10 };

let redis: RedisServer;
let store: LiveStore;
let admin: Redis;

beforeAll(async () => {
  redis = await startRedisServer({ appendOnly: true });
  store = await openLiveStore(redis.url);
  admin = new Redis(redis.url);
  admin.on('error', () => {});
});

afterAll(async () => {
  await store.close();
  admin.disconnect();
  await redis.stop();
});

function message(): FeedMessage {
  return { kind: 'activity-changed', activityId: randomUUID() };
}

/** A follower that is at its place: it has heard a message that was published for it. */
async function follow() {
  const heard: FeedMessage[] = [];
  const onGap = vi.fn<() => void>();
  const follower = store.followFeed({ onMessage: (one) => heard.push(one), onGap });
  await vi.waitFor(async () => {
    await store.publish(message());
    expect(heard.length).toBeGreaterThan(0);
  }, patience);
  return { heard, onGap, follower };
}

/** Resolves when the last message that was heard is this one. */
async function untilHeard(heard: readonly FeedMessage[], last: FeedMessage): Promise<void> {
  await vi.waitFor(() => expect(heard.at(-1)).toEqual(last), patience);
}

test('every follower hears every message, in order', async () => {
  const [one, two] = [await follow(), await follow()];
  const sent = Array.from({ length: 250 }, message);
  for (const each of sent) await store.publish(each);
  for (const { heard, onGap } of [one, two]) {
    await untilHeard(heard, sent.at(-1)!);
    expect(heard.slice(-sent.length)).toEqual(sent);
    expect(onGap).not.toHaveBeenCalled();
  }
  await Promise.all([one.follower.close(), two.follower.close()]);
});

test('what is published once a follower stands at its place is heard', async () => {
  const heard: FeedMessage[] = [];
  const follower = store.followFeed({ onMessage: (one) => heard.push(one), onGap: () => {} });
  // It opens a connection of its own: what is said meanwhile it cannot hear.
  const early = message();
  await store.publish(early);
  await follower.placed;
  const after = message();
  await store.publish(after);
  await untilHeard(heard, after);
  expect(heard).not.toContainEqual(early);
  await follower.close();
});

test('the past is not told', async () => {
  const before = message();
  await store.publish(before);
  const { heard, follower } = await follow();
  expect(heard).not.toContainEqual(before);
  await follower.close();
});

test('a follower whose connection was away says so, and misses nothing that is still there', async () => {
  const { heard, onGap, follower } = await follow();
  await redis.restart();
  await untilReady(store, patience.timeout);
  const after = message();
  await store.publish(after);
  await untilHeard(heard, after);
  expect(onGap).toHaveBeenCalled();
  await follower.close();
});

test('a Redis that came back empty is followed from its new beginning', async () => {
  const { heard, onGap, follower } = await follow();
  await admin.flushall();
  await redis.restart();
  await untilReady(store, patience.timeout);
  await vi.waitFor(() => expect(onGap).toHaveBeenCalled(), patience);
  // On a machine whose clock stands far behind, at that.
  const after = message();
  await admin.xadd(FEED_KEY, '5-1', 'm', JSON.stringify(after));
  await untilHeard(heard, after);
  await follower.close();
});

test('a follower that was overtaken by the trimming says so', async () => {
  const { heard, onGap, follower } = await follow();
  // All at once, as it is when the follower was held up: more than the feed keeps.
  const flood = admin.multi();
  for (let index = 0; index < 3 * LIVE_LIMITS.feedLengthMax; index += 1) {
    flood.xadd(FEED_KEY, 'MAXLEN', LIVE_LIMITS.feedLengthMax, '*', 'm', JSON.stringify(message()));
  }
  await flood.exec();
  const after = message();
  await store.publish(after);
  await untilHeard(heard, after);
  expect(onGap).toHaveBeenCalled();
  await follower.close();
});

test('a message that cannot be parsed is a gap, not an end', async () => {
  const { heard, onGap, follower } = await follow();
  await admin.xadd(FEED_KEY, '*', 'm', 'not JSON');
  await admin.xadd(FEED_KEY, '*', 'm', JSON.stringify({ kind: 'of a newer node' }));
  const after = message();
  await store.publish(after);
  await untilHeard(heard, after);
  expect(onGap).toHaveBeenCalledTimes(2);
  await follower.close();
});

test('the feed stays short', async () => {
  const flood = Array.from({ length: 2 * LIVE_LIMITS.feedLengthMax }, () =>
    store.publish(message()),
  );
  await Promise.all(flood);
  expect(await admin.xlen(FEED_KEY)).toBeLessThan(1.5 * LIVE_LIMITS.feedLengthMax);
});
