import { describe, expect, test } from 'vitest';
import { RepeatFilter } from './repeat-filter.ts';

describe('a code before the camera', () => {
  test('held still is taken once, and again only after ten seconds', () => {
    const filter = new RepeatFilter(7);
    const taken: number[] = [];
    for (let atMs = 0; atMs <= 21_000; atMs += 100) if (filter.isNew('A', atMs)) taken.push(atMs);
    expect(taken).toEqual([0, 10_000, 20_000]);
  });

  test('of the next person is taken at once', () => {
    const filter = new RepeatFilter(7);
    expect([filter.isNew('A', 0), filter.isNew('B', 80), filter.isNew('B', 160)]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('that left the view and comes again is meant', () => {
    const filter = new RepeatFilter(7);
    expect([filter.isNew('A', 0), filter.isNew('A', 1100), filter.isNew('A', 2400)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  test('KS1 is not kept: not its text, and nothing once it has left', () => {
    const filter = new RepeatFilter(7);
    filter.isNew('TS1:SECRET', 0);
    filter.tick(1200);
    expect(filter.isNew('TS1:SECRET', 1201)).toBe(true);
  });
});
