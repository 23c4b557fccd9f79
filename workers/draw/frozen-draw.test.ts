/** Ranges ranked apart and merged give, to the byte, what one run over all serials gives (LT1). */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMIT_RULES } from '#domain/draw/files.ts';
import type { LimitRule } from '#domain/draw/files.ts';
import { makeSampleBundle } from '#domain/draw/sample-draw.ts';
import type { SampleDraw } from '#domain/draw/sample-draw.ts';
import type { DrawFileName } from '#domain/lottery.ts';
import { rangesOf } from '../jobs/lead-lottery.ts';
import { FrozenDraw } from './frozen-draw.ts';

type Prizes = SampleDraw['prizes'];
const RUNS = 120;

function filesOf(limit: LimitRule, prizes: Prizes): ReadonlyMap<DrawFileName, Uint8Array> {
  const bundle = makeSampleBundle({ seed: JSON.stringify(prizes), limit, prizes });
  // The sample has just the names of a draw.
  return new Map([...bundle].map(([name, bytes]) => [nameOf(name), bytes]));
}

function nameOf(name: string): DrawFileName {
  const found = NAMES.find((each) => each === name);
  if (found === undefined) throw new Error(name);
  return found;
}
const NAMES = [
  'rules.txt',
  'open.txt',
  'entries.tsv',
  'audience.tsv',
  'freeze.txt',
  'final.txt',
  'reveal.txt',
  'result.tsv',
  'signatures.tsv',
] as const;

const serialsOf = ({ entries }: Prizes[number]) =>
  entries.reduce((sum, { count }) => sum + count, 0);

/** Each prize in ranges of that size, the last ones first. */
function drawnInRanges(files: ReturnType<typeof filesOf>, prizes: Prizes, size: number): string {
  const draw = new FrozenDraw(files);
  const rankings = prizes.map((prize, prizeIndex) => {
    const serials = serialsOf(prize);
    const ranges: number[][] = [];
    for (let from = 1; from <= serials; from += size) {
      ranges.unshift(draw.rank(prizeIndex, from, Math.min(serials, from + size - 1)));
    }
    return ranges.length === 0 ? [] : draw.merge(prizeIndex, ranges);
  });
  return Buffer.from(draw.result(rankings)).toString();
}

const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();

/** Few people, so that they meet in several prizes. */
const prizes: fc.Arbitrary<Prizes> = fc
  .array(
    fc.record({
      quantity: fc.integer({ min: 1, max: 6 }),
      alternates: fc.integer({ min: 0, max: 4 }),
      entries: fc.array(
        fc.record({
          owner: fc.integer({ min: 1, max: 8 }),
          count: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constant(60)),
        }),
        { maxLength: 8 },
      ),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((drawn) => drawn.map((prize, index) => ({ prizeId: `prize-${index}`, ...prize })));

describe.each(LIMIT_RULES)('LT1 under the limit %s', (limit) => {
  test('any ranges of any draw merge exactly', () => {
    fc.assert(
      fc.property(prizes, fc.integer({ min: 1, max: 70 }), (drawn, size) => {
        const files = filesOf(limit, drawn);
        expect(drawnInRanges(files, drawn, size)).toBe(text(files.get('result.tsv')));
      }),
      { numRuns: RUNS },
    );
  });

  test('one person with nearly all tickets, and those who won before, take nobody’s place', () => {
    const everybody = Array.from({ length: 12 }, (_, owner) => ({ owner: owner + 2, count: 1 }));
    const drawn = ['tea', 'rice', 'bicycle'].map((prizeId) => ({
      prizeId,
      quantity: 4,
      alternates: 2,
      entries: [{ owner: 1, count: 2_000 }, ...everybody],
    }));
    const files = filesOf(limit, drawn);
    for (const size of [1, 7, 500, 5_000]) {
      expect(drawnInRanges(files, drawn, size)).toBe(text(files.get('result.tsv')));
    }
  });
});

test.each([0, 1, 99_999, 100_000, 100_001, 1_000_000, 30_000_000])(
  'LT2 the ranges of %i serials tile them, are the same each time, and not too many',
  (serials) => {
    const ranges = rangesOf(serials);
    expect(ranges).toEqual(rangesOf(serials));
    expect(ranges.length).toBeLessThanOrEqual(50);
    let next = 1;
    for (const { from, to } of ranges) {
      expect(from).toBe(next);
      expect(to).toBeGreaterThanOrEqual(from);
      next = to + 1;
    }
    expect(next - 1).toBe(serials);
  },
);
