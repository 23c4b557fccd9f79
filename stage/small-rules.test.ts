/** Addresses, dots, and the order of draws. */
import { describe, expect, test } from 'vitest';
import type { Lottery } from '#domain/contract/lotteries.ts';
import { LOTTERY_ID, sampleHall } from '../tests/stage-samples.ts';
import { RINGS_RADIUS, dotRings } from './dot-rings.ts';
import { currentLottery, parseRoute } from './routes.ts';

describe('addresses', () => {
  test.each([
    ['/stage/', { name: 'current' }],
    ['/stage', { name: 'current' }],
    ['/stage/nonsense', { name: 'current' }],
    ['/stage/draws', { name: 'draws' }],
    ['/stage/draws/', { name: 'draws' }],
    [`/stage/${LOTTERY_ID}`, { name: 'stage', lotteryId: LOTTERY_ID }],
    [`/stage/draws/${LOTTERY_ID}`, { name: 'draw', lotteryId: LOTTERY_ID }],
    ['/phone/', { name: 'current' }],
  ])('%s', (path, route) => {
    expect(parseRoute(path)).toEqual(route);
  });
});

describe('the draw that is on', () => {
  const { lottery } = sampleHall();
  const draw = (name: string, state: Lottery['state'], rehearsal = false): Lottery => ({
    ...lottery,
    draw: name,
    state,
    rehearsal,
  });

  test.each([
    ['none', [], undefined],
    ['one that is under way', [draw('a', 'open'), draw('b', 'gathering')], 'b'],
    ['one that can be entered', [draw('a', 'void'), draw('b', 'drawn'), draw('c', 'open')], 'c'],
    ['the newest that was drawn', [draw('a', 'drawn'), draw('b', 'drawn')], 'a'],
    ['LT4 a rehearsal comes last', [draw('a', 'gathering', true), draw('b', 'drawn')], 'b'],
  ])('%s', (_name, lotteries, expected) => {
    expect(currentLottery(lotteries)?.draw).toBe(expected);
  });
});

describe('a dot a phone', () => {
  test.each([0, 1, 9, 145, 431, 700, 1_200])('%i phones have a dot each', (count) => {
    const rings = dotRings(count);
    expect(rings?.places).toHaveLength(count);
    for (const { x, y } of rings?.places ?? []) {
      const distance = Math.hypot(x, y);
      expect(distance).toBeLessThanOrEqual(RINGS_RADIUS + 0.001);
      expect(distance).toBeGreaterThan(RINGS_RADIUS - 60);
    }
  });

  test('dots do not touch, and too many of them are none', () => {
    const rings = dotRings(431);
    if (rings === null) throw new Error('too many');
    const nearest = Math.min(
      ...rings.places.flatMap((a, index) =>
        rings.places.slice(index + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y)),
      ),
    );
    expect(nearest).toBeGreaterThan(2 * rings.dotRadius);
    expect(dotRings(5_000)).toBeNull();
  });
});
