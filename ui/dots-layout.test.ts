import { describe, expect, test } from 'vitest';
import { DOTS_FULL_MAX, DOTS_SMALL_MAX, dotsLayout, dotsShares } from './dots-layout.ts';

const kiosk = { dotPx: 18, gapPx: 6, groupGapPx: 6, rowGapPx: 7, perRow: 20 };

describe('shares', () => {
  test('everyone is one place: inside, newest, departed, open', () => {
    expect(dotsShares({ count: 31, departed: 4, newest: 1, capacity: 40 })).toEqual({
      inside: 26,
      newest: 1,
      departed: 4,
      open: 9,
      places: 40,
    });
  });

  test.each([
    [{ count: 50, departed: 0, newest: 0, capacity: 40 }, 50],
    [{ count: 0, departed: 3, newest: 2, capacity: 0 }, 0],
    [{ count: 3, departed: 9, newest: 9, capacity: 0 }, 3],
    [{ count: Number.NaN, departed: 0, newest: 0, capacity: -5 }, 0],
  ])('odd numbers never invent a person: %j', (counts, places) => {
    const shares = dotsShares(counts);
    expect(shares.places).toBe(places);
    expect(shares.inside + shares.newest + shares.departed + shares.open).toBe(places);
    expect(Math.min(...Object.values(shares))).toBeGreaterThanOrEqual(0);
  });
});

describe('layout', () => {
  test('the kiosk draws 40 places in two rows, groups of five, 24 px apart', () => {
    const layout = dotsLayout(40, kiosk);
    if (layout.kind !== 'dots') throw new Error('expected dots');
    expect([layout.rows, layout.widthPx, layout.heightPx]).toEqual([2, 492, 43]);
    expect([0, 4, 5, 19, 20].map((index) => layout.centre(index))).toEqual([
      { x: 9, y: 9 },
      { x: 105, y: 9 },
      { x: 135, y: 9 },
      { x: 483, y: 9 },
      { x: 9, y: 34 },
    ]);
  });

  test('up to 1,000 one dot stays one person, half as large and as wide as before', () => {
    const large = dotsLayout(DOTS_FULL_MAX, kiosk);
    const small = dotsLayout(DOTS_FULL_MAX + 1, kiosk);
    if (large.kind !== 'dots' || small.kind !== 'dots') throw new Error('expected dots');
    expect([large.metrics.dotPx, small.metrics.dotPx]).toEqual([18, 9]);
    expect(small.metrics.perRow).toBe(40);
    expect(Math.abs(small.widthPx - large.widthPx)).toBeLessThan(10);
    expect(dotsLayout(DOTS_SMALL_MAX, kiosk)).toMatchObject({ kind: 'dots', rows: 25 });
  });

  test('beyond 1,000 a bar of the same width says the shares', () => {
    expect(dotsLayout(DOTS_SMALL_MAX + 1, kiosk)).toEqual({
      kind: 'bar',
      widthPx: 492,
      heightPx: 18,
    });
    expect(dotsLayout(10_000, kiosk).kind).toBe('bar');
  });

  test('no place at all is still a drawing', () => {
    expect(dotsLayout(0, kiosk)).toMatchObject({ kind: 'dots', rows: 1, widthPx: 18 });
  });
});
