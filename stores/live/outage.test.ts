/** Redis away, hung, full or read-only: refused at once, nothing half done, nothing forgotten. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScanFacts } from '#domain/contract/outbox.ts';
import {
  bringIn,
  countersOf,
  decide,
  openLiveStore,
  pagesOf,
  sampleFacts,
  sampleLiveActivity,
  waitingLines,
} from '../../tests/live-samples.ts';
import type { RedisServer } from '../../tests/redis-server.ts';
import { startRedisServer } from '../../tests/redis-server.ts';
import { createLiveStore, untilReady } from './create-live-store.ts';
import type { Decision, LiveStore } from './live-store.ts';
import { LiveStoreUnavailable } from './live-store.ts';

const readyDeadlineMs = 10_000;

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

const activity = sampleLiveActivity();
const { activityId } = activity;
const facts = sampleFacts();
const participantId = facts.participantId!;

const everyMethod: Readonly<
  Record<
    Exclude<keyof LiveStore, 'watchOutboxes' | 'followFeed' | 'close'>,
    (s: LiveStore) => Promise<unknown>
  >
> = {
  admit: (s) => s.admit({ activityId, facts, refusal: null, participations: 0 }),
  putActivity: (s) => s.putActivity(activity),
  hasActivity: (s) => s.hasActivity(activityId),
  restoreActivity: (s) => s.restoreActivity({ activity, lines: pagesOf() }),
  person: (s) => s.person(participantId, 1, 2026),
  putPerson: (s) =>
    s.putPerson({ participantId, nickname: 'はる', passes: [], participationsByYear: {} }),
  putParticipations: (s) => s.putParticipations(2026, [{ participantId, participations: 1 }]),
  forgetPerson: (s) => s.forgetPerson(participantId),
  nicknames: (s) => s.nicknames([participantId]),
  readAttendance: (s) => s.readAttendance(activityId, { afterSeq: 0, latestMax: 5 }),
  admittedCounts: (s) => s.admittedCounts([activityId]),
  readOutbox: (s) => s.readOutbox(activityId, 5),
  acknowledgeOutbox: (s) => s.acknowledgeOutbox(activityId, { streamId: '1-1', seq: 1 }),
  heldActivities: (s) => s.heldActivities(),
  activitiesWithBacklog: (s) => s.activitiesWithBacklog(),
  trimOutbox: (s) => s.trimOutbox(activityId, 0, 0),
  putKioskStatus: (s) => s.putKioskStatus(facts.kioskId, null, 0),
  putKioskOffline: (s) => s.putKioskOffline(facts.kioskId, 0),
  kioskStatuses: (s) => s.kioskStatuses([facts.kioskId]),
  stageMoment: (s) => s.stageMoment(activityId, 0),
  touchStage: (s) => s.touchStage(activityId, 0),
  putStageMoment: (s) => s.putStageMoment(activityId, { prizeIndex: 0 }),
  putReveal: (s) =>
    s.putReveal(activityId, { prizeIndex: 0, kind: 'win', place: 1, startsAtMs: 0 }),
  putBeacon: (s) => s.putBeacon(activityId, 1, 'ab'),
  putHall: (s) => s.putHall(activityId, { nodeId: 'a', watching: 0, agreeing: 0, atMs: 0 }),
  lotteryLead: (s) => s.lotteryLead(activityId),
  takeLead: (s) => s.takeLead(activityId, { deskId: activityId, staff: '', since: '' }, false),
  giveLeadBack: (s) => s.giveLeadBack(activityId, activityId),
  publish: (s) => s.publish({ kind: 'activity-changed', activityId }),
  ping: (s) => s.ping(),
};

describe('a Redis that was never there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tsudoi-nowhere-'));
  const nowhere = createLiveStore({ url: join(folder, 'redis.sock') });
  afterAll(async () => {
    await nowhere.close();
    rmSync(folder, { recursive: true });
  });

  test.each(Object.entries(everyMethod))('%s says so', async (_name, call) => {
    await expect(call(nowhere)).rejects.toThrow(LiveStoreUnavailable);
  });

  test('followers can be closed all the same', async () => {
    const watch = nowhere.watchOutboxes(() => {});
    watch.watch(activityId);
    const follower = nowhere.followFeed({ onMessage: () => {}, onGap: () => {} });
    await Promise.all([watch.close(), follower.close()]);
  });
});

describe('a Redis that is there and does not serve', () => {
  const refusals: [string, begin: string[], end: string[]][] = [
    ['is full', ['CONFIG', 'SET', 'maxmemory', '1'], ['CONFIG', 'SET', 'maxmemory', '0']],
    ['is a replica', ['REPLICAOF', '127.0.0.1', '1'], ['REPLICAOF', 'NO', 'ONE']],
    [
      'misses its replicas',
      ['CONFIG', 'SET', 'min-replicas-to-write', '1'],
      ['CONFIG', 'SET', 'min-replicas-to-write', '0'],
    ],
  ];
  test.each(refusals)('it %s: nothing is decided', async (_name, begin, end) => {
    const held = await bringIn(store);
    const scan = sampleFacts();
    await admin.call(begin[0]!, ...begin.slice(1));
    try {
      await expect(decide(store, held.activityId, scan)).rejects.toThrow(LiveStoreUnavailable);
    } finally {
      await admin.call(end[0]!, ...end.slice(1));
    }
    expect(await countersOf(store, held.activityId)).toMatchObject({ seq: 0 });
    expect(await decide(store, held.activityId, scan)).toMatchObject({ replayed: false, seq: 1 });
  });

  test('it hangs: the answer is not waited for, and the same scan tells later', async () => {
    const held = await bringIn(store);
    const scan = sampleFacts();
    // For as long as it takes: who waits for a writer alone can be told to go on.
    await admin.client('PAUSE', 60_000, 'WRITE');
    await expect(decide(store, held.activityId, scan)).rejects.toThrow(LiveStoreUnavailable);
    await admin.client('UNPAUSE');
    await untilReady(store, readyDeadlineMs);
    await decide(store, held.activityId, scan);
    expect(await waitingLines(store, held.activityId)).toHaveLength(1);
  });
});

describe('a Redis that is killed in the middle of check-ins', () => {
  test('CI1, CI3: what was acknowledged is there, what was not is decided once', async () => {
    const held = await bringIn(store);
    const scans = Array.from({ length: 1_500 }, () => sampleFacts());
    const acknowledged = new Map<ScanFacts, Decision>();
    let next = 0;
    const lanes = Array.from({ length: 50 }, async () => {
      for (let scan = scans[next++]; scan !== undefined; scan = scans[next++]) {
        try {
          acknowledged.set(scan, await decide(store, held.activityId, scan));
          if (acknowledged.size === 600) await redis.kill();
        } catch (error) {
          expect(error).toBeInstanceOf(LiveStoreUnavailable);
        }
      }
    });
    await Promise.all(lanes);
    expect(acknowledged.size).toBeGreaterThanOrEqual(600);
    expect(acknowledged.size).toBeLessThan(scans.length);

    await redis.restart();
    await untilReady(store, readyDeadlineMs);
    for (const scan of scans) {
      const decision = await decide(store, held.activityId, scan);
      const before = acknowledged.get(scan);
      if (before !== undefined) expect(decision).toEqual({ ...before, replayed: true });
      expect(decision.outcome).toBe('admitted');
    }
    const lines = await waitingLines(store, held.activityId);
    expect(lines.map(({ seq }) => seq)).toEqual(scans.map((_, index) => index + 1));
    expect(new Set(lines.map((line) => line.facts.scanId)).size).toBe(scans.length);
    expect(await countersOf(store, held.activityId)).toMatchObject({ admitted: scans.length });
  });
});
