/** A beacon that a phone brings: when it is asked for, and what is taken for one. */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { START_MS, instant, sampleHall, snapshotOf } from '../../tests/stage-samples.ts';
import { PATIENCE_MS, dueRounds } from './due-rounds.ts';
import { readBeacon } from './pasted-beacon.ts';

const hall = sampleHall();

describe('a round that is late', () => {
  const [first, second] = readRounds();
  const beaconsAt = (afterMs: number) =>
    [first, second].map(({ round }, index) => ({
      prizeId: `prize-${index}`,
      round,
      at: instant(afterMs + index * 3_000),
      signature: null,
    }));
  const late = (afterMs: number, lottery: Partial<typeof hall.lottery> = {}) =>
    dueRounds(
      snapshotOf(hall, {
        beacons: beaconsAt(afterMs),
        lottery: { state: 'final', mode: 'drand', ...lottery },
      }),
      START_MS,
    );

  test('is asked for once relays had time, in drand mode, while it is waited for', () => {
    expect(late(0)).toEqual([]);
    expect(late(-PATIENCE_MS)).toEqual([first.round]);
    expect(late(-PATIENCE_MS - 3_000)).toEqual([first.round, second.round]);
    expect(late(-60_000, { state: 'drawn' })).toEqual([]);
    expect(late(-60_000, { mode: 'sealed' })).toEqual([]);
  });

  test('is read from a relay’s answer or a signature alone, and verified', () => {
    const due = [first.round, second.round];
    const answer = JSON.stringify({ ...second, randomness: 'ab' });
    expect(readBeacon(` ${answer}\n`, due)).toEqual({ name: 'found', beacon: second });
    expect(readBeacon(second.signature, due)).toEqual({ name: 'found', beacon: second });
    expect(readBeacon(answer, [first.round])).toEqual({
      name: 'other-round',
      round: second.round,
    });
    expect(readBeacon(second.signature, [first.round])).toEqual({ name: 'false' });
    const forged = JSON.stringify({ ...second, signature: first.signature });
    expect(readBeacon(forged, due)).toEqual({ name: 'false' });
    for (const none of ['', '{', 'ab', '{"round":1}', JSON.stringify({ ...second, round: '7' })]) {
      expect(readBeacon(none, due)).toEqual({ name: 'unreadable' });
    }
  });
});

/** Two rounds of quicknet, one after the other. */
function readRounds() {
  const { beacons } = v.parse(
    v.object({ beacons: v.array(v.object({ round: v.number(), signature: v.string() })) }),
    JSON.parse(readFileSync('domain/draw/vectors/drand-quicknet.json', 'utf8')),
  );
  const [one, other] = beacons.toSorted((a, b) => a.round - b.round);
  if (one === undefined || other === undefined) throw new Error('no rounds');
  return [one, other] as const;
}
