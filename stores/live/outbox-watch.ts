import { setTimeout as delay } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { OutboxWatch } from './live-store.ts';
import { openBlockingConnection } from './connection.ts';
import { activityKeys } from './keys.ts';
import { LIVE_LIMITS } from './live-limits.ts';
import { startReading, Wake } from './reading.ts';

/**
 * Watches the outbox streams of any number of activities with one blocking connection.
 *
 * It only asks *whether* there is something new: after a wake-up it takes the stream's last id as
 * its new place, calls back, and pauses. Whoever reads after the call sees at least what the place
 * covers, so nothing is missed, and a rush costs one look per pause instead of reading every line.
 * @param redis for interrupting a block when the list of activities changes
 */
export function startOutboxWatch(
  { redis, url }: { readonly redis: Redis; readonly url: string },
  onLines: (activityId: string) => void,
): OutboxWatch {
  const connection = openBlockingConnection(url);
  /** Last seen stream id; `null`: not known, to be looked up and told as new. */
  const places = new Map<string, string | null>();
  const wake = new Wake();
  let clientId: number | null = null;

  connection.on('close', () => {
    // Lines may come while the connection is away, and Redis may come back empty.
    clientId = null;
    for (const activityId of places.keys()) places.set(activityId, null);
  });

  async function look(activityId: string): Promise<void> {
    const { outbox } = activityKeys(activityId);
    const [last] = await connection.xrevrange(outbox, '+', '-', 'COUNT', 1);
    if (!places.has(activityId)) return;
    places.set(activityId, last?.[0] ?? '0-0');
    // Apart from this loop, where a fault of the caller's would pass for an outage.
    queueMicrotask(() => onLines(activityId));
  }

  async function round(): Promise<void> {
    if (places.size === 0) return wake.wait(LIVE_LIMITS.blockMs);
    clientId ??= await connection.client('ID');
    for (const [activityId, place] of places) if (place === null) await look(activityId);
    const watched = [...places].filter((entry): entry is [string, string] => entry[1] !== null);
    if (watched.length < places.size) return;
    const byKey = new Map(watched.map(([id]) => [activityKeys(id).outbox, id]));
    const ids = watched.map(([, place]) => place);
    const blockMs = LIVE_LIMITS.blockMs;
    const streams = await connection.xread(
      ...(['COUNT', 1, 'BLOCK', blockMs, 'STREAMS', ...byKey.keys(), ...ids] as const),
    );
    for (const [key] of streams ?? []) await look(byKey.get(key)!);
    if (streams !== null) await delay(LIVE_LIMITS.watchPauseMs);
  }

  /** A block that has not begun yet is not interrupted; then the change waits for its end. */
  function interrupt(): void {
    wake.now();
    if (clientId !== null) redis.client('UNBLOCK', clientId).catch(() => {});
  }

  return {
    watch(activityId) {
      if (places.has(activityId)) return;
      places.set(activityId, null);
      interrupt();
    },
    unwatch(activityId) {
      places.delete(activityId);
    },
    close: startReading(connection, { wake, round }),
  };
}
