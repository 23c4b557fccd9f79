/** Which prize a phone begins with, where it goes with the hall, and the ways back. */
import { expect, test } from 'vitest';
import {
  START_MS,
  FIREWORKS,
  instant,
  revealedOf,
  sampleHall,
  snapshotOf,
} from '../../tests/stage-samples.ts';
import { hallPrize, momentOf, ownPrize, shownPrize, waysFrom } from './shown-prize.ts';

const prizes = ['tea', 'fan', 'seat', 'keep'].map((prizeId) => ({ prizeId }));
const hallAt = (prizeIndex: number | null) => ({ prizeIndex, lottery: { prizes } });
const seats = [{ prizeId: 'keep' }, { prizeId: 'seat' }];

test('a phone begins with what its person holds, and goes with the hall once that looks', () => {
  expect(ownPrize(hallAt(null), seats)).toBe(2);
  expect(shownPrize(hallAt(null), seats, null)).toBe(2);
  expect(shownPrize(hallAt(0), seats, null)).toBe(0);
  expect(shownPrize(hallAt(0), seats, 2)).toBe(2);
  expect(shownPrize(hallAt(null), [], null)).toBe(0);
});

test('at the board of all prizes it is one’s own again, or the grand prize', () => {
  expect(hallPrize(hallAt(4))).toBe(null);
  expect(shownPrize(hallAt(4), seats, null)).toBe(2);
  expect(shownPrize(hallAt(4), [], null)).toBe(3);
});

test('there is a way to one’s own and one to the hall’s, unless it is shown already', () => {
  expect(waysFrom(hallAt(1), seats, 1)).toEqual({ own: 2, hall: null });
  expect(waysFrom(hallAt(1), seats, 2)).toEqual({ own: null, hall: 1 });
  expect(waysFrom(hallAt(1), seats, 0)).toEqual({ own: 2, hall: 1 });
  expect(waysFrom(hallAt(null), [], 0)).toEqual({ own: null, hall: null });
});

test('no number of the hall stands under the name of another prize', () => {
  const hall = sampleHall();
  const revealed = revealedOf(hall, FIREWORKS, 1);
  const snapshot = snapshotOf(hall, {
    prizeIndex: FIREWORKS,
    revealed,
    lottery: { drawnAt: instant(0) },
  });
  const at = (shown: number) => momentOf(snapshot, shown, START_MS + 1_000);
  expect(at(FIREWORKS)).toMatchObject({ name: 'reveal', digitsOut: 1 });
  expect(at(FIREWORKS + 1)).toEqual({ name: 'elsewhere', prizeIndex: FIREWORKS });
  expect(at(0)).toEqual({ name: 'prize-done', prizeIndex: 0 });
});
