import { setTimeout as delay } from 'node:timers/promises';
import type { LiveStore } from './live-store.ts';
import { createActivities } from './activities.ts';
import { createAttendance } from './attendance.ts';
import { closeConnection, openConnection, reach } from './connection.ts';
import { createDeciding } from './deciding.ts';
import { createFeed, startFeedFollower } from './feed.ts';
import { createKiosks } from './kiosks.ts';
import { LIVE_LIMITS } from './live-limits.ts';
import { createOutbox } from './outbox.ts';
import { startOutboxWatch } from './outbox-watch.ts';
import { createPeople } from './people.ts';
import { createRestoring } from './restoring.ts';
import { defineScripts } from './scripts.ts';
import { createStage } from './stage.ts';

/**
 * The live store on Redis. It connects by itself and keeps trying; until Redis answers, and
 * whenever it does not, every method rejects with `LiveStoreUnavailable`.
 * @param settings.url `redis://…`, `rediss://…`, or the path of a unix socket
 */
export function createLiveStore({ url }: { readonly url: string }): LiveStore {
  const redis = defineScripts(openConnection(url));
  const followers = new Set<{ close(): Promise<void> }>();
  const follow = <T extends { close(): Promise<void> }>(follower: T): T => {
    followers.add(follower);
    return follower;
  };
  return {
    ...createDeciding(redis),
    ...createActivities(redis),
    ...createRestoring(redis),
    ...createPeople(redis),
    ...createAttendance(redis),
    ...createOutbox(redis),
    ...createKiosks(redis),
    ...createStage(redis),
    ...createFeed(redis),
    watchOutboxes: (onLines) => follow(startOutboxWatch({ redis, url }, onLines)),
    followFeed: (handlers) => follow(startFeedFollower(url, handlers)),
    async ping() {
      await reach(redis.ping());
    },
    async close() {
      await Promise.all([...followers].map((follower) => follower.close()));
      await closeConnection(redis);
    },
  };
}

/** Resolves when the store answers; rejects with its last failure after `deadlineMs`. */
export async function untilReady(store: LiveStore, deadlineMs: number): Promise<void> {
  const deadline = performance.now() + deadlineMs;
  for (;;) {
    try {
      return await store.ping();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await delay(LIVE_LIMITS.watchPauseMs);
    }
  }
}
