/** Who is inside, and since when: by the order of the scans, not of their arrival (CI5). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  bringIn,
  countersOf,
  decide,
  MINUTE_MS,
  openLiveStore,
  sampleFacts,
  TEN_MS,
} from '../../tests/live-samples.ts';
import type { RedisServer } from '../../tests/redis-server.ts';
import { startRedisServer } from '../../tests/redis-server.ts';
import type { LiveStore } from './live-store.ts';

let redis: RedisServer;
let store: LiveStore;

beforeAll(async () => {
  redis = await startRedisServer();
  store = await openLiveStore(redis.url);
});

afterAll(async () => {
  await store.close();
  await redis.stop();
});

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}

function at(minutes: number): number {
  return TEN_MS + minutes * MINUTE_MS;
}

describe('CI5 order is by scannedAt, not by arrival', () => {
  type Step = ['in' | 'out', minutes: number, expected: string, inside: number];
  const table: [string, Step[]][] = [
    [
      'in, out',
      [
        ['in', 0, 'admitted', 1],
        ['out', 5, 'departed', 0],
      ],
    ],
    [
      'a departure before any arrival consumes nothing',
      [
        ['out', 0, 'not-checked-in', 0],
        ['in', 5, 'admitted', 1],
      ],
    ],
    [
      'a departure that was scanned before the arrival',
      [
        ['in', 5, 'admitted', 1],
        ['out', 0, 'not-checked-in', 1],
      ],
    ],
    [
      'an arrival that comes late has no effect of a departure that was refused',
      [
        ['out', 5, 'not-checked-in', 0],
        ['in', 0, 'admitted', 1],
      ],
    ],
    [
      'somebody who had left comes back',
      [
        ['in', 0, 'admitted', 1],
        ['out', 5, 'departed', 0],
        ['in', 9, 'already-admitted', 1],
      ],
    ],
    [
      'an older arrival that comes after the departure',
      [
        ['in', 0, 'admitted', 1],
        ['out', 5, 'departed', 0],
        ['in', 3, 'already-admitted', 0],
      ],
    ],
    [
      'an older departure that comes after the return',
      [
        ['in', 0, 'admitted', 1],
        ['in', 9, 'already-admitted', 1],
        ['out', 5, 'departed', 1],
      ],
    ],
    [
      'leaving twice',
      [
        ['in', 0, 'admitted', 1],
        ['out', 5, 'departed', 0],
        ['out', 6, 'departed', 0],
      ],
    ],
    [
      'leaving after closing',
      [
        ['in', 0, 'admitted', 1],
        ['out', 600, 'departed', 0],
        ['in', 601, 'activity-over', 0],
      ],
    ],
    [
      'a departure at the very instant of the arrival',
      [
        ['in', 0, 'admitted', 1],
        ['out', 0, 'departed', 0],
      ],
    ],
  ];
  test.each(table)('%s', async (_name, steps) => {
    const { activityId } = await bringIn(store);
    const participantId = randomUUID();
    for (const [direction, minutes, expected, inside] of steps) {
      const facts = sampleFacts({ participantId, direction, atMs: at(minutes) });
      const decision = await decide(store, activityId, facts);
      expect(decision.outcome === 'refused' ? decision.reason : decision.outcome).toBe(expected);
      expect((await countersOf(store, activityId)).inside).toBe(inside);
    }
  });

  test('an earlier arrival that comes later moves the first time, not the award', async () => {
    const { activityId } = await bringIn(store);
    const late = sampleFacts({ atMs: at(10) });
    const { participantId } = late;
    const early = sampleFacts({ participantId, atMs: at(0) });
    await decide(store, activityId, late);
    // Told of the arrival that has the award …
    expect(await decide(store, activityId, early)).toMatchObject({ firstAt: late.scannedAt });
    // … and from then on the earlier one is the first,
    const third = await decide(store, activityId, sampleFacts({ participantId, atMs: at(20) }));
    expect(third).toMatchObject({ firstAt: early.scannedAt, firstKioskId: early.kioskId });
    // so that a departure between the two is one after an arrival.
    const out = sampleFacts({ participantId, direction: 'out', atMs: at(5) });
    expect(await decide(store, activityId, out)).toMatchObject({ outcome: 'departed' });
    expect(await countersOf(store, activityId)).toMatchObject({
      admitted: 1,
      already: 2,
      departures: 1,
    });
  });

  test('arrivals are counted in the minute of scannedAt', async () => {
    const { activityId } = await bringIn(store);
    for (const atMs of [at(3), at(3) + 59_999, at(1)]) {
      await decide(store, activityId, sampleFacts({ atMs }));
    }
    const reading = await store.readAttendance(activityId, { afterSeq: 1, latestMax: 20 });
    expect(reading?.arrivals).toEqual([
      { minute: iso(at(1)), count: 1 },
      { minute: iso(at(3)), count: 2 },
    ]);
    expect(reading?.latest.map(({ seq }) => seq)).toEqual([3, 2]);
  });
});
