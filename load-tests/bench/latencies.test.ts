import { expect, test } from 'vitest';
import { latenciesOf } from './latencies.ts';

test('of a hundred and one times the middle, the hundredth and the longest count, in any order', () => {
  const times = Array.from({ length: 101 }, (_, index) => ((index * 37) % 101) + 0.5);
  expect(latenciesOf(times)).toEqual({ count: 101, p50Ms: 50.5, p99Ms: 99.5, longestMs: 100.5 });
});

test('one time is all of them; of none nothing is known', () => {
  expect(latenciesOf([7])).toEqual({ count: 1, p50Ms: 7, p99Ms: 7, longestMs: 7 });
  const nothing = { count: 0, p50Ms: Number.NaN, p99Ms: Number.NaN, longestMs: Number.NaN };
  expect(latenciesOf([])).toEqual(nothing);
});
