import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { revealedOf, sampleHall, snapshotOf } from '../tests/stage-samples.ts';
import type { RevealedPlace, StageSnapshot } from './contract/stage-channel.ts';
import { LATEST_PLACES_MAX, newsOf, snapshotFrom } from './stage-news.ts';

const hall = sampleHall();
/** The museum's thirty winners, one after the other. */
const PLACES = revealedOf(hall, 2, 30);
const EMPTY = snapshotOf(hall, {});
const shown = (places: readonly RevealedPlace[], seq: number): StageSnapshot => ({
  ...EMPTY,
  seq,
  revealed: [...places],
});
const [few, most] = [shown(PLACES.slice(0, LATEST_PLACES_MAX), 5), shown(PLACES.slice(0, 29), 6)];
const all = shown(PLACES, 7);

test('LT2 whoever hears every change has every place, and none is sent hundreds of times', () => {
  let held: StageSnapshot | null = null;
  for (let count = 0; count <= PLACES.length; count += 1) {
    const snapshot = shown(PLACES.slice(0, count), count);
    const news = newsOf(snapshot);
    expect(news.revealed.length).toBeLessThanOrEqual(LATEST_PLACES_MAX);
    held = snapshotFrom(held, news);
    expect(held).toEqual(snapshot);
  }
});

test('LT2 whoever heard nothing, or of another draw, or missed places, must ask', () => {
  expect(snapshotFrom(null, newsOf(few))).toEqual(few);
  expect(snapshotFrom(null, newsOf(all))).toBeNull();
  const other = { ...most, lottery: { ...most.lottery, lotteryId: 'another' } };
  expect(snapshotFrom(other, newsOf(all))).toBeNull();
  expect(snapshotFrom(shown(PLACES.slice(0, 5), 1), newsOf(all))).toBeNull();
  expect(snapshotFrom(most, newsOf(all))).toEqual(all);
  expect(snapshotFrom(all, newsOf(most))).toBe(all);
});

test('LT2 a show that begins anew is not mixed with the one before', () => {
  const later = PLACES.map((place) => ({ ...place, startsAt: '2027-03-20T09:00:00.000Z' }));
  expect(snapshotFrom(all, newsOf(shown(later.slice(0, 25), 8)))).toBeNull();
  expect(snapshotFrom(all, newsOf(shown([], 9)))).toEqual(shown([], 9));
});

test('LT2 whatever is missed, what comes out is the snapshot or nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(PLACES.length)), (counts) => {
      let held: StageSnapshot | null = null;
      for (const [seq, count] of counts.toSorted((one, other) => one - other).entries()) {
        const snapshot = shown(PLACES.slice(0, count), seq);
        const made = snapshotFrom(held, newsOf(snapshot));
        if (made !== null) expect(made).toEqual(snapshot);
        held = made ?? snapshot;
      }
    }),
  );
});
