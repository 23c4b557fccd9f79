import { expect, onTestFinished, test } from 'vitest';
import type { FeedMessage } from '#domain/contract/feed.ts';
import type { KioskStatus } from '#domain/contract/kiosks.ts';
import { createLiveStore, untilReady } from '#stores/live/create-live-store.ts';
import { startRedisServer } from '../../tests/redis-server.ts';
import { createKioskPresence } from './kiosk-presence.ts';

const KIOSK_ID = '01900000-0000-7000-8000-00000000000a';
const ACTIVITY_ID = '01900000-0000-7000-8000-00000000000b';
const STATUS: KioskStatus = { waiting: 0, booking: 0, camera: 'running', clockOffsetMs: 0 };

test('a kiosk that moved to another node is told to be online after the first node said it is not', async () => {
  const redis = await startRedisServer();
  const live = createLiveStore({ url: redis.url });
  await untilReady(live, 10_000);
  let aheadMs = 0;
  const nowMs = () => Date.now() + aheadMs;
  const presences: ReturnType<typeof createKioskPresence>[] = [];
  onTestFinished(async () => {
    for (const presence of presences) presence.stop();
    await live.close();
    await redis.stop();
  });
  /** What a dashboard reads when it is told, by node. */
  function openNode() {
    const shown: boolean[] = [];
    const tell = async (_message: FeedMessage) => {
      const [health] = await live.kioskStatuses([KIOSK_ID]);
      shown.push(health?.online ?? false);
    };
    const presence = createKioskPresence({ live, tell, report: fail, nowMs });
    presences.push(presence);
    return { presence, shown };
  }
  const [first, second] = [openNode(), openNode()];

  first.presence.came(KIOSK_ID, ACTIVITY_ID);
  await expect.poll(() => first.shown).toEqual([true]);
  second.presence.reported(KIOSK_ID, ACTIVITY_ID, STATUS);
  await expect.poll(() => second.shown).toEqual([true]);
  // The node that it left notices by a ping that is not answered, long after.
  aheadMs += 18_000;
  first.presence.left(KIOSK_ID, ACTIVITY_ID);
  await expect.poll(() => first.shown).toEqual([true, false]);
  aheadMs += 10_000;
  second.presence.reported(KIOSK_ID, ACTIVITY_ID, STATUS);
  await expect.poll(() => second.shown).toEqual([true, true]);
});

test('a kiosk that is gone is told to be offline and then forgotten; one that is back is not', async () => {
  const redis = await startRedisServer();
  const live = createLiveStore({ url: redis.url });
  await untilReady(live, 10_000);
  const shown: string[] = [];
  const failed: string[] = [];
  const presence = createKioskPresence({
    live,
    tell: async ({ kind }) => void shown.push(kind),
    report: (what) => failed.push(what),
    nowMs: Date.now,
  });
  onTestFinished(async () => {
    presence.stop();
    await live.close();
    await redis.stop();
  });
  const kiosks = Array.from({ length: 20 }, (_, index) => `${KIOSK_ID.slice(0, -2)}${10 + index}`);
  for (const kioskId of kiosks) presence.came(kioskId, ACTIVITY_ID);
  await expect.poll(() => shown.length).toBe(20);
  for (const kioskId of kiosks) presence.left(kioskId, ACTIVITY_ID);
  await expect.poll(() => shown.length, { timeout: 5_000 }).toBe(40);
  presence.reported(kiosks[0]!, ACTIVITY_ID, STATUS);
  await expect.poll(() => presence.size, { timeout: 10_000 }).toBe(1);
  await expect.poll(() => shown.length, { timeout: 5_000 }).toBe(41);

  // Nor is one kept of which nobody could be told.
  await redis.kill();
  presence.left(kiosks[0]!, ACTIVITY_ID);
  await expect.poll(() => failed.length, { timeout: 10_000 }).toBe(1);
  expect(presence.size).toBe(0);
});

function fail(what: string, error: unknown): never {
  throw new Error(what, { cause: error });
}
