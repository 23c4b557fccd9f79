/**
 * Fairness, with fixed seeds so that it cannot flake: the ranking passes each test, and a draw with
 * a planted bias of a kind that has happened does not.
 */
import { describe, expect, test } from 'vitest';
import { digestOfText } from './digest.ts';
import { rankSerials } from './ranking.ts';

/** Bounds of χ² for p = 10⁻⁷ or so. */
const WINNER_BOUND = 121;
const PERMUTATION_BOUND = 220.1;
const WEIGHT_BOUND = 36.8;

const seedOfDraw = (index: number) => digestOfText(`fairness,${index}`);
const anybody = () => '';

/** The serials of `1..count` in the order in which they win. */
type Draw = (index: number, count: number, places: number) => number[];

const vd1: Draw = (index, count, places) =>
  rankSerials(seedOfDraw(index), { from: 1, to: count }, anybody, {
    places,
    onePerOwner: false,
    excluded: new Set(),
  }).map(({ serial }) => serial);

function chiSquare(observed: readonly number[], expected: readonly number[]): number {
  return observed.reduce(
    (sum, count, index) => sum + (count - expected[index]!) ** 2 / expected[index]!,
    0,
  );
}

function winnersOf(draw: Draw, draws: number): number {
  const counts = Array.from({ length: 50 }, () => 0);
  for (let index = 0; index < draws; index += 1) counts[draw(index, 50, 1)[0]! - 1]! += 1;
  return chiSquare(
    counts,
    counts.map(() => draws / 50),
  );
}

function permutationsOf(draw: Draw, draws: number): number {
  const counts = new Map<string, number>();
  for (const order of permutations(['1', '2', '3', '4', '5'])) counts.set(order.join(''), 0);
  for (let index = 0; index < draws; index += 1) {
    const order = draw(index, 5, 5).join('');
    counts.set(order, counts.get(order)! + 1);
  }
  expect(counts.size).toBe(120);
  return chiSquare(
    [...counts.values()],
    [...counts.values()].map(() => draws / 120),
  );
}

const WEIGHTS = [1, 2, 5, 10];
const TICKETS = WEIGHTS.reduce((sum, weight) => sum + weight, 0);

function weightsOf(draw: Draw, draws: number): number {
  const ownerOf = WEIGHTS.flatMap((weight, owner) => Array.from({ length: weight }, () => owner));
  const counts = WEIGHTS.map(() => 0);
  for (let index = 0; index < draws; index += 1) {
    counts[ownerOf[draw(index, TICKETS, 1)[0]! - 1]!]! += 1;
  }
  return chiSquare(
    counts,
    WEIGHTS.map((weight) => (draws * weight) / TICKETS),
  );
}

describe('the ranking is fair', () => {
  test('every serial of fifty wins alike', () => {
    expect(winnersOf(vd1, 200_000)).toBeLessThan(WINNER_BOUND);
  }, 120_000);

  test('every order of five comes alike', () => {
    expect(permutationsOf(vd1, 120_000)).toBeLessThan(PERMUTATION_BOUND);
  }, 120_000);

  test('tickets 1:2:5:10 win 1:2:5:10', () => {
    expect(weightsOf(vd1, 180_000)).toBeLessThan(WEIGHT_BOUND);
  }, 120_000);
});

/** Chance with a seed, 32 bits at a time (mulberry32): quick, and good enough to plant a bias on. */
function randomFrom(index: number): () => number {
  let state = (Math.imul(index, 0x9e3779b1) + 0x6d2b79f5) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const serialsTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

const unplanted: Draw = (index, count) => {
  const random = randomFrom(index);
  const serials = serialsTo(count);
  for (let at = count - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [serials[at], serials[other]] = [serials[other]!, serials[at]!];
  }
  return serials;
};

const sortByChance: Draw = (index, count) => {
  const random = randomFrom(index);
  return serialsTo(count).sort(() => random() - 0.5);
};

const naiveSwap: Draw = (index, count) => {
  const random = randomFrom(index);
  const serials = serialsTo(count);
  for (let at = 0; at < count; at += 1) {
    const other = Math.floor(random() * count);
    [serials[at], serials[other]] = [serials[other]!, serials[at]!];
  }
  return serials;
};

const byteModulo: Draw = (index, count) => {
  const byte = Math.floor(randomFrom(index)() * 256);
  return [(byte % count) + 1];
};

const lastNeverFirst: Draw = (index, count, places) => {
  const serials = unplanted(index, count, places);
  if (serials[0] !== count) return serials;
  return [serials[1]!, count, ...serials.slice(2)];
};

describe('the tests catch what they are for', () => {
  test('a fair shuffle passes them, so that the bias alone is what fails', () => {
    expect(winnersOf(unplanted, 200_000)).toBeLessThan(WINNER_BOUND);
    expect(permutationsOf(unplanted, 120_000)).toBeLessThan(PERMUTATION_BOUND);
    expect(weightsOf(unplanted, 180_000)).toBeLessThan(WEIGHT_BOUND);
  }, 60_000);

  test('sort(random)', () => {
    expect(permutationsOf(sortByChance, 120_000)).toBeGreaterThan(PERMUTATION_BOUND);
  }, 60_000);

  test('the naive swap', () => {
    expect(permutationsOf(naiveSwap, 120_000)).toBeGreaterThan(PERMUTATION_BOUND);
  }, 60_000);

  test('a byte modulo n', () => {
    expect(winnersOf(byteModulo, 200_000)).toBeGreaterThan(WINNER_BOUND);
    expect(weightsOf(byteModulo, 180_000)).toBeGreaterThan(WEIGHT_BOUND);
  }, 60_000);

  test('a last ticket that is never first', () => {
    expect(winnersOf(lastNeverFirst, 200_000)).toBeGreaterThan(WINNER_BOUND);
    expect(permutationsOf(lastNeverFirst, 120_000)).toBeGreaterThan(PERMUTATION_BOUND);
  }, 60_000);
});

function permutations(items: readonly string[]): string[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) =>
    permutations(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
  );
}
