/** The hall's count over all nodes, when one of them is killed: it cannot say that it counts no more. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { countHalls } from './hall-count.ts';
import type { Hall } from './hall-count.ts';

const EXPIRES_MS = 20_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const moment = (agreeing: number) => ({
  seq: 1,
  prizeIndex: null,
  dice: '',
  beacons: new Map<number, string>(),
  reveals: [],
  watching: agreeing,
  agreeing,
});

test('of a killed node is taken back on the screens too, without anybody coming or going', async () => {
  const halls = new Map<string, Hall & { readonly atMs: number }>();
  const shown: number[] = [];
  const sum = () =>
    [...halls.values()]
      .filter(({ atMs }) => Date.now() - atMs < EXPIRES_MS)
      .reduce((agreeing, hall) => agreeing + hall.agreeing, 0);
  halls.set('killed', { watching: 1, agreeing: 1, atMs: Date.now() });
  const count = countHalls({
    live: {
      putHall: (_lotteryId, { nodeId, ...hall }) => {
        halls.set(nodeId, hall);
        return Promise.resolve();
      },
      stageMoment: () => Promise.resolve(moment(sum())),
    },
    hallOf: () => ({ watching: 1, agreeing: 1 }),
    watched: () => ['a'],
    told: () => shown.push(sum()),
    report: (what, error) => {
      throw new Error(what, { cause: error });
    },
    nowMs: Date.now,
  });
  count.changed('a');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(shown).toEqual([2]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(shown).toEqual([2, 1]);
  await count.stop();
  expect(sum()).toBe(0);
});

test('of one draw is renewed whatever becomes of another one', async () => {
  const put: string[] = [];
  const reported: string[] = [];
  const count = countHalls({
    live: {
      putHall(lotteryId) {
        put.push(lotteryId);
        return lotteryId === 'a' ? Promise.reject(new Error('unreadable')) : Promise.resolve();
      },
      stageMoment: () => Promise.resolve(moment(1)),
    },
    hallOf: () => ({ watching: 1, agreeing: 1 }),
    watched: () => ['a', 'b'],
    told: () => undefined,
    report: (what) => reported.push(what),
    nowMs: Date.now,
  });
  await vi.advanceTimersByTimeAsync(EXPIRES_MS);
  await count.stop();
  expect(put.filter((lotteryId) => lotteryId === 'b')).toHaveLength(3);
  expect(reported).toEqual(['count the hall', 'count the hall']);
});
