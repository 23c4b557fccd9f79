/** Ranges that were scored by somebody who knows no entries give exactly what one run gives. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { placesFromRanges, rankSerials, type RangeBest, type RankingOptions } from './ranking.ts';
import { digestOfText } from './digest.ts';

const nobody: ReadonlySet<string> = new Set();

function rangesOf(seed: string, serials: number, size: number, keep: number): RangeBest[] {
  const plain = { places: keep, onePerOwner: false, excluded: nobody };
  return Array.from({ length: Math.ceil(serials / size) }, (_, index) => {
    const from = index * size + 1;
    const to = Math.min(serials, from + size - 1);
    return { from, to, best: rankSerials(seed, { from, to }, () => '', plain) };
  });
}

const draws = fc.record({
  seed: fc.nat(1_000).map((n) => digestOfText(String(n))),
  serials: fc.integer({ min: 1, max: 300 }),
  size: fc.integer({ min: 1, max: 120 }),
  keep: fc.integer({ min: 1, max: 40 }),
  places: fc.integer({ min: 0, max: 40 }),
  owners: fc.integer({ min: 1, max: 60 }),
  onePerOwner: fc.boolean(),
  excluded: fc.array(fc.nat(60).map(String), { maxLength: 20 }),
});

test('LT1 places from ranges are those of one run, or are not claimed', () => {
  let claimed = 0;
  fc.assert(
    fc.property(draws, ({ seed, serials, size, keep, places, owners, onePerOwner, excluded }) => {
      const options: RankingOptions = { places, onePerOwner, excluded: new Set(excluded) };
      const ownerOf = (serial: number) => String((serial * 7) % owners);
      const ranges = rangesOf(seed, serials, size, keep);
      const found = placesFromRanges(ranges, serials, ownerOf, options);
      if (found === null) return;
      claimed += 1;
      expect(found).toEqual(rankSerials(seed, { from: 1, to: serials }, ownerOf, options));
    }),
    { numRuns: 500 },
  );
  expect(claimed).toBeGreaterThan(100);
});

test('ranges that leave a serial out, or have one twice, are no answer', () => {
  const seed = digestOfText('tiles');
  const options = { places: 3, onePerOwner: false, excluded: nobody };
  const [first, second, third] = rangesOf(seed, 30, 10, 10);
  if (first === undefined || second === undefined || third === undefined) throw new Error('three');
  const answer = (...ranges: RangeBest[]) => placesFromRanges(ranges, 30, String, options);
  expect(answer(third, first, second)).toHaveLength(3);
  for (const wrong of [[], [first, second], [first, third], [first, first, second, third]]) {
    expect(answer(...wrong)).toBeNull();
  }
});
