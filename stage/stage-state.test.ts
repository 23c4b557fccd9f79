/** What the hall sees, as tables: the same for every screen, whatever came in whatever order (LT2). */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StageSnapshot } from '#domain/contract/stage-channel.ts';
import {
  FIREWORKS,
  START_MS,
  filesUntil,
  instant,
  revealedOf,
  sampleHall,
  snapshotOf,
} from '../tests/stage-samples.ts';
import { PAGE_MS, boardRows, pageAt, pageWith } from './board.ts';
import { locksAt, sealOf, spectatorAddress } from './lock-states.ts';
import { soundBetween } from './stage-sound.ts';
import {
  REVEAL_HOLD_MAX_MS,
  digitsOf,
  isRevealed,
  newerSnapshot,
  oddsOf,
  placesOf,
  serialText,
  stageAt,
} from './stage-state.ts';

const hall = sampleHall();
const prizes = hall.lottery.prizes;
const at = (snapshot: StageSnapshot, afterMs = 0) => stageAt(snapshot, START_MS + afterMs);
const open = (closesAfterMs: number) =>
  snapshotOf(hall, { lottery: { state: 'open', closesAt: instant(closesAfterMs), drawnAt: null } });
/** Four digits of 900 ms, and a pause of 1,400. */
const PLACE_MS = 5_000;
const showing = (count: number, startMs = 0, told: Partial<StageSnapshot> = {}) =>
  snapshotOf(hall, {
    prizeIndex: FIREWORKS,
    places: { wins: 10, alternates: 3 },
    revealed: revealedOf(hall, FIREWORKS, count, startMs),
    ...told,
    lottery: hall.lottery,
  });

const beacon = (afterMs: number, signature: string | null = null) =>
  snapshotOf(hall, {
    prizeIndex: FIREWORKS,
    beacons: [
      { prizeId: 'tram', round: 1_234_560, at: instant(afterMs - 21_000), signature: 'ab' },
      { prizeId: 'fireworks', round: 1_234_567, at: instant(afterMs), signature },
    ],
    lottery: { state: 'final', mode: 'drand' },
  });

const sounds = (snapshot: StageSnapshot, fromMs: number, times: readonly number[]) => {
  let before = at(snapshot, fromMs).moment;
  return times.map((afterMs) => {
    const now = at(snapshot, afterMs).moment;
    const sound = soundBetween(before, now);
    before = now;
    return sound;
  });
};

describe('moments before the draw', () => {
  test.each([
    ['an hour before', 3_600_000, { name: 'waiting' }, 3_540_000],
    ['61 s before', 61_000, { name: 'waiting' }, 1_000],
    ['60 s before', 60_000, { name: 'closing', secondsLeft: 60 }, 1_000],
    ['41.2 s before', 41_200, { name: 'closing', secondsLeft: 42 }, 200],
    ['at the time itself', 0, { name: 'closing', secondsLeft: 0 }, null],
    ['a second late', -1_000, { name: 'closing', secondsLeft: 0 }, null],
  ])('closing: %s', (_name, leftMs, moment, untilMs) => {
    const shown = at(open(leftMs));
    expect(shown.moment).toEqual(moment);
    expect(shown.untilMs === null ? null : shown.untilMs - START_MS).toBe(untilMs);
  });

  test.each([
    ['draft', { name: 'waiting' }],
    ['closed', { name: 'closed' }],
    ['gathering', { name: 'gathering', secondsLeft: null }],
    ['frozen', { name: 'dice', thrown: '271' }],
    ['void', { name: 'void', reason: '停電' }],
  ] as const)('%s', (state, moment) => {
    const lottery = { state, voidReason: state === 'void' ? '停電' : null };
    expect(at(snapshotOf(hall, { dice: '271', lottery })).moment).toEqual(moment);
  });

  test.each([
    [27_000, null, { name: 'countdown', round: 1_234_567, secondsLeft: 27 }],
    [26_999, null, { name: 'countdown', round: 1_234_567, secondsLeft: 27 }],
    [1, null, { name: 'countdown', round: 1_234_567, secondsLeft: 1 }],
    [0, null, { name: 'beacon-late', round: 1_234_567 }],
    [-60_000, null, { name: 'beacon-late', round: 1_234_567 }],
    [27_000, 'abcd', { name: 'ready' }],
  ] as const)('a round in %i ms (%s)', (afterMs, signature, moment) => {
    expect(at(beacon(afterMs, signature)).moment).toEqual(moment);
  });

  test.each([
    ['staff say when', null, { name: 'gathering', secondsLeft: null }, null],
    ['a minute before the freeze', 60_000, { name: 'gathering', secondsLeft: 60 }, 1_000],
    ['its last second', 1, { name: 'gathering', secondsLeft: 1 }, 1],
    ['its time has come', 0, { name: 'freezing' }, null],
    ['it was ordered before', -9_000, { name: 'freezing' }, null],
  ] as const)('freezing: %s', (_name, afterMs, moment, more) => {
    const ordered = afterMs === null ? null : ({ to: 'frozen', at: instant(afterMs) } as const);
    const shown = at(snapshotOf(hall, { lottery: { state: 'gathering', ordered } }));
    expect(shown.moment).toEqual(moment);
    expect(shown.untilMs === null ? null : shown.untilMs - START_MS).toBe(more);
  });

  test('sealed: the number is still sealed, it is opened, then the result exists', () => {
    const files = filesUntil(hall, 'final.txt');
    const final = snapshotOf(hall, { lottery: { state: 'final', files } });
    expect(at(final).moment).toEqual({ name: 'sealed' });
    const opened = { state: 'final', files: filesUntil(hall, 'reveal.txt') } as const;
    expect(at(snapshotOf(hall, { lottery: opened })).moment).toEqual({ name: 'ready' });
    expect(at(snapshotOf(hall)).moment).toEqual({ name: 'ready' });
  });
});

describe('LT2 the reveal follows the clock alone', () => {
  test.each([
    [-1, 'ready', 0, 1],
    [0, 'reveal', 0, 900],
    [899, 'reveal', 0, 1],
    [900, 'reveal', 1, 900],
    [2_700, 'reveal', 3, 900],
    [3_600, 'reveal', 4, 1_400],
    [4_999, 'reveal', 4, 1],
    [5_000, 'reveal', 4, null],
  ])('after %i ms', (afterMs, name, digitsOut, more) => {
    const { moment, untilMs } = at(showing(1), afterMs);
    expect(moment.name).toBe(name);
    if (moment.name === 'reveal') {
      expect(moment.digitsOut).toBe(digitsOut);
      expect(moment.settled).toBe(more === null);
    }
    expect(untilMs === null ? null : untilMs - START_MS - afterMs).toBe(more);
  });

  test('places come one after another, and the prize is done after the last alternate', () => {
    const all = showing(13);
    const seen = Array.from({ length: 14 }, (_, index) => at(all, index * PLACE_MS + 10).moment);
    expect(seen.slice(0, 13).map((each) => each.name === 'reveal' && each.place.place)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3,
    ]);
    expect(seen.at(-1)).toEqual({ name: 'prize-done', prizeIndex: FIREWORKS });
    // Ten of thirteen: it waits for more.
    expect(at(showing(10), 10 * PLACE_MS).moment.name).toBe('reveal');
  });

  test('a reload, another screen and a clock that is read later show the same digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 13 * PLACE_MS }), (afterMs) => {
        const first = at(showing(13), afterMs);
        expect(at(structuredClone(showing(13)), afterMs)).toEqual(first);
        // Nothing changes before it says so.
        if (first.untilMs === null) return;
        expect(stageAt(showing(13), first.untilMs - 1).moment).toEqual(first.moment);
        expect(stageAt(showing(13), first.untilMs).moment).not.toEqual(first.moment);
      }),
    );
  });

  test('snapshots in any order end the same', () => {
    const snapshots = Array.from({ length: 8 }, (_, index) =>
      showing(index, 0, { seq: 10 + index, at: instant(index) }),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(snapshots, { minLength: 8 }), (order) => {
        const end = order.reduce<StageSnapshot | null>(newerSnapshot, null);
        expect(end?.seq).toBe(17);
      }),
    );
  });

  test('another draw begins anew, whatever its number', () => {
    const other = snapshotOf(hall, { seq: 1, lottery: { lotteryId: crypto.randomUUID() } });
    expect(newerSnapshot(showing(3, 0, { seq: 99 }), other)).toBe(other);
  });

  test('a prize that nobody entered is done at once; after the last prize comes the board', () => {
    const none = snapshotOf(hall, { prizeIndex: 0, places: { wins: 0, alternates: 0 } });
    expect(at(none).moment).toEqual({ name: 'prize-done', prizeIndex: 0 });
    const end = snapshotOf(hall, { prizeIndex: prizes.length });
    expect(at(end).moment).toEqual({ name: 'all-drawn' });
  });
});

describe('what phones keep to themselves', () => {
  test.each([
    ['before the show', snapshotOf(hall), 0, false],
    ['an earlier prize', showing(1), 5, true],
    ['the one that is shown', showing(1), FIREWORKS, false],
    ['its last place still running', showing(13, -12 * PLACE_MS), FIREWORKS, false],
    ['it is done', showing(13, -13 * PLACE_MS), FIREWORKS, true],
    ['a later prize', showing(13, -13 * PLACE_MS), 8, false],
  ])('%s', (_name, snapshot, prizeIndex, isKnown) => {
    expect(isRevealed(snapshot, prizeIndex, START_MS)).toBe(isKnown);
  });

  test('a show that nobody led to its end holds nothing back the next day', () => {
    const drawnMs = Date.parse(hall.lottery.drawnAt ?? '');
    expect(isRevealed(snapshotOf(hall), 8, drawnMs + REVEAL_HOLD_MAX_MS)).toBe(false);
    expect(isRevealed(snapshotOf(hall), 8, drawnMs + REVEAL_HOLD_MAX_MS + 1)).toBe(true);
  });
});

describe('figures', () => {
  const prize = { ...prizes[0]!, quantity: 10, alternates: 3 };
  test.each([
    [1_842, 623, 'owner-prize', 184, 10, 3],
    [1_842, 8, 'owner-prize', 1, 8, 0],
    [1_842, 12, 'owner-prize', 184, 10, 2],
    [8, 3, 'none', 1, 8, 0],
    [0, 0, 'none', null, 0, 0],
  ] as const)('%i tickets of %i people, %s', (tickets, people, limit, odds, wins, alternates) => {
    const entered = { ...prize, tickets, people };
    expect(oddsOf(entered, { limit })).toBe(odds);
    const snapshot = snapshotOf(hall, { lottery: { prizes: [entered], limit } });
    expect(placesOf(snapshot, 0)).toEqual({ wins, alternates });
  });

  test('serials have as many digits as the last', () => {
    expect([1, 9, 10, 1_842, 1_000_000].map((tickets) => digitsOf({ tickets }))).toEqual([
      1, 1, 2, 4, 7,
    ]);
    expect(serialText(93, 4)).toBe('0093');
  });
});

describe('the board', () => {
  test('has a row a place, with the digits that stand', () => {
    const rows = boardRows(showing(4), FIREWORKS, START_MS + 3 * PLACE_MS + 2_700);
    expect(rows.map(({ state }) => state)).toEqual([
      ...Array.from({ length: 3 }, () => 'shown'),
      'now',
      ...Array.from({ length: 6 }, () => 'open'),
    ]);
    expect(rows[3]?.serial).toHaveLength(3);
    expect(rows[3]).toMatchObject({ open: 1, nickname: null });
    expect(rows[2]?.nickname).toBe('はなこ');
  });

  test('shows the alternates once the first of them comes', () => {
    const rows = boardRows(showing(11, -10 * PLACE_MS), FIREWORKS, START_MS);
    expect(rows.slice(10).map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'alt now',
      'alt open',
      'alt open',
    ]);
  });

  test('turns its pages by the clock, and stays at the place that is coming', () => {
    const rows = Array.from({ length: 25 }, (_, index) => index);
    expect(pageWith(rows, 10, 19)).toEqual({ rows: rows.slice(10, 20), index: 1, count: 3 });
    const turned = [0, 1, 2, 3].map(
      (page) => pageAt(rows, 10, page * PAGE_MS + 24 * PAGE_MS).index,
    );
    expect(turned).toEqual([0, 1, 2, 0]);
    expect(pageAt([], 10, 0)).toEqual({ rows: [], index: 0, count: 1 });
  });
});

describe('the locks', () => {
  test.each([
    ['open', 'now open open open'],
    ['closed', 'locked open open open'],
    ['gathering', 'locked now open open'],
    ['frozen', 'locked locked now open'],
    ['final', 'locked locked locked now'],
    ['drawn', 'locked locked locked locked'],
  ] as const)('%s: %s', (state, expected) => {
    const files = state === 'drawn' ? hall.lottery.files : filesUntil(hall, 'final.txt');
    const snapshot = snapshotOf(hall, { lottery: { state, files } });
    const states = locksAt(snapshot, at(snapshot).moment).map((lock) => lock.state);
    expect(states.join(' ')).toBe(expected);
  });

  test('the twelve words are those of the newest lock that is shut', () => {
    const sealAfter = (file: Parameters<typeof filesUntil>[1]) =>
      sealOf(snapshotOf(hall, { lottery: { files: filesUntil(hall, file) } }))?.of;
    expect(sealAfter('open.txt')).toBeUndefined();
    expect(sealAfter('audience.tsv')).toBe('entries');
    expect(sealAfter('freeze.txt')).toBe('freeze');
    const finalHash = 'ab'.repeat(32);
    const final = snapshotOf(hall, { finalHash });
    expect(sealOf(final)).toEqual({ of: 'final', hash: finalHash });
    expect(spectatorAddress('https://x', final)).toContain(`#final=${finalHash}`);
  });
});

describe('sounds', () => {
  test('a digit, a digit, a digit, a winner; nothing twice', () => {
    const heard = sounds(showing(2), 0, [10, 900, 910, 1_800, 2_700, 3_600, 4_000, 5_000, 5_900]);
    expect(heard).toEqual([null, 'digit', null, 'digit', 'digit', 'place', null, null, 'digit']);
  });

  test('the last five seconds, a lock, and a low tone when it is void', () => {
    expect(sounds(open(7_000), 0, [1_000, 2_000, 6_000, 7_000])).toEqual([
      null,
      'second',
      'second',
      null,
    ]);
    const gathering = { name: 'gathering', secondsLeft: null } as const;
    expect(soundBetween(gathering, { name: 'dice', thrown: '' })).toBe('lock');
    // Shut when the freeze is ordered; not once more when it is done.
    expect(soundBetween(gathering, { name: 'freezing' })).toBe('lock');
    expect(soundBetween({ name: 'freezing' }, { name: 'dice', thrown: '' })).toBeNull();
    expect(soundBetween({ ...gathering, secondsLeft: 4 }, { ...gathering, secondsLeft: 3 })).toBe(
      'second',
    );
    expect(soundBetween({ name: 'dice', thrown: '1' }, { name: 'dice', thrown: '12' })).toBeNull();
    expect(soundBetween(gathering, { name: 'void', reason: '' })).toBe('voided');
  });
});
