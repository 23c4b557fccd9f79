/** The pure rules of the lottery's pages, as tables. */
import { describe, expect, test } from 'vitest';
import type { Lottery } from '#domain/contract/lotteries.ts';
import { LOTTERY_STATE_REASONS } from '#domain/contract/problem.ts';
import {
  REVEAL_DIGIT_MS,
  REVEAL_PAUSE_MS,
  type RevealedPlace,
  type StageSnapshot,
} from '#domain/contract/stage-channel.ts';
import { formatsFor } from '#ui/language/formats.ts';
import { messages } from '../languages/index.ts';
import { problemSentence } from '../languages/problem-sentence.ts';
import {
  draftOf,
  emptyDraft,
  emptyPrize,
  parseDraft,
  prizeIds,
  proposedDraw,
  rehearsalOf,
  withNewPrize,
  withoutPrize,
  withPrizeMoved,
  type DraftFaults,
  type DraftForm,
} from './draft-form.ts';
import { freezesByItselfMs, furtherOn, mayEnd, nextStep, stepStates } from './next-step.ts';
import { phonesAddress } from './lead-figures.ts';
import { newerSnapshot, serialText, showingAt, standsMs } from './showing.ts';

const NOW = Date.parse('2026-11-23T05:00:00.000Z');
const at = (ms: number) => new Date(NOW + ms).toISOString();

const LOTTERY: Lottery = {
  lotteryId: '0197e1c4-0000-4000-8000-000000000001',
  draw: 'spring-2027',
  rehearsal: false,
  name: '春の大抽選会',
  nameEn: null,
  nameEasy: null,
  fiscalYear: 2026,
  state: 'open',
  mode: 'sealed',
  limit: 'owner-prize',
  closesAt: at(3_600_000),
  ordered: null,
  prizes: [
    prize('tea', { quantity: 2, alternates: 1, tickets: 120 }),
    prize('seat', { quantity: 1, alternates: 0, tickets: 8 }),
  ],
  files: [],
  voidReason: null,
  drawnAt: null,
};
function prize(
  prizeId: string,
  figures: { readonly quantity: number; readonly alternates: number; readonly tickets: number },
) {
  return { prizeId, name: prizeId, nameEn: null, nameEasy: null, people: 9, ...figures };
}
const file = (name: Lottery['files'][number]['name']) => ({
  name,
  sha256: 'ab'.repeat(32),
  bytes: 10,
  at: at(0),
});
const snapshotOf = (lottery: Lottery, more: Partial<StageSnapshot> = {}): StageSnapshot => ({
  seq: 5,
  lottery,
  prizeIndex: null,
  places: null,
  voices: { count: 0, people: 0, latest: [] },
  dice: '',
  finalHash: null,
  beacons: [],
  revealed: [],
  watching: 0,
  agreeing: 0,
  at: at(0),
  ...more,
});
const place = (
  prizeId: string,
  number: number,
  startsAt: string,
  kind: RevealedPlace['kind'] = 'win',
): RevealedPlace => ({
  prizeId,
  kind,
  place: number,
  serial: 7,
  ownerTag: 'ab'.repeat(16),
  nickname: 'さくら',
  startsAt,
});

const sealed = (changes: Partial<Lottery>): Lottery => ({ ...LOTTERY, ...changes });

const drand = (changes: Partial<Lottery>): Lottery => sealed({ mode: 'drand', ...changes });

const diceOf = (lottery: Lottery, dice: string) =>
  stepStates(lottery, nextStep(lottery, snapshotOf(lottery), NOW), dice)[4];

const statesOf = (of: Lottery) =>
  stepStates(of, nextStep(of, snapshotOf(of), NOW)).map(({ state }) => state);

const ends = (lottery: Lottery, more: Partial<StageSnapshot> = {}) =>
  mayEnd(lottery, snapshotOf(lottery, more), NOW);

const beacons = (ms: number) => [{ prizeId: 'tea', round: 9, at: at(ms), signature: null }];

const shown = (...places: RevealedPlace[]) => ({ revealed: places });

const row = (key: number, nameEn: string, prizeId = '') => ({
  ...emptyPrize(key),
  nameEn,
  prizeId,
});

test('a beacon without dice leaves the dice unused', () => {
  const final = drand({ state: 'final', files: [file('final.txt')] });
  expect(diceOf(final, '')).toEqual({ name: 'dice', state: 'unused' });
  expect(diceOf(final, '31415926535897932384')?.state).toBe('done');
  expect(diceOf(drand({ state: 'frozen' }), '')?.state).toBe('now');
  expect(diceOf(sealed({ state: 'final' }), '')?.state).toBe('done');
});

test('the phones’ code carries the last hash as soon as it exists, as the big screen’s does', () => {
  const finalHash = 'ab'.repeat(32);
  expect(phonesAddress('https://x', 'one', null)).toBe('https://x/stage/one');
  expect(phonesAddress('https://x', 'one', { finalHash: null })).toBe('https://x/stage/one');
  expect(phonesAddress('https://x', 'one', { finalHash })).toBe(
    `https://x/stage/one#final=${finalHash}`,
  );
});

test('a refusal is told with its reason, in every language', () => {
  const problem = { ok: false, status: 409, code: 'lottery-state' } as const;
  for (const text of Object.values(messages)) {
    const told = (reason?: (typeof LOTTERY_STATE_REASONS)[number]) =>
      problemSentence(
        text,
        formatsFor('ja'),
        reason === undefined ? problem : { ...problem, reason },
      );
    const all = [told(), ...LOTTERY_STATE_REASONS.map(told)];
    expect(new Set(all).size).toBe(all.length);
  }
});

describe('the next step', () => {
  const due = { to: 'frozen', at: at(-1) } as const;
  const later = { to: 'frozen', at: at(60_000) } as const;
  const cases: [what: string, lottery: Lottery, dice: string, next: object][] = [
    ['open', sealed({}), '', { name: 'close' }],
    ['closed, its list is made', sealed({ state: 'closed' }), '', { name: 'wait', for: 'entries' }],
    [
      'closed, with its list',
      sealed({ state: 'closed', files: [file('entries.tsv')] }),
      '',
      { name: 'gather' },
    ],
    ['gathering', sealed({ state: 'gathering' }), '', { name: 'freeze' }],
    [
      'a freeze that was set for later can be had before',
      sealed({ state: 'gathering', ordered: later }),
      '',
      { name: 'freeze' },
    ],
    [
      'a freeze that was ordered',
      sealed({ state: 'gathering', ordered: due }),
      '',
      { name: 'wait', for: 'frozen' },
    ],
    ['sealed, no throw', sealed({ state: 'frozen' }), '', { name: 'throw', thrown: 0 }],
    ['sealed, three throws', sealed({ state: 'frozen' }), '314', { name: 'throw', thrown: 3 }],
    [
      'sealed, all throws',
      sealed({ state: 'frozen' }),
      '1'.repeat(20),
      { name: 'finish', withDice: true },
    ],
    ['drand needs no dice', drand({ state: 'frozen' }), '', { name: 'finish', withDice: false }],
    [
      'drand, once a throw was made all count',
      drand({ state: 'frozen' }),
      '3',
      { name: 'throw', thrown: 1 },
    ],
    ['sealed, final', sealed({ state: 'final' }), '', { name: 'draw' }],
    [
      'sealed, the order was lost after the seal was opened',
      sealed({ state: 'final', files: [file('reveal.txt')] }),
      '',
      { name: 'draw' },
    ],
    [
      'sealed, ordered',
      sealed({ state: 'final', ordered: { to: 'drawn', at: at(-1) } }),
      '',
      { name: 'wait', for: 'drawn' },
    ],
    ['drand, final', drand({ state: 'final' }), '', { name: 'wait', for: 'beacons' }],
    [
      'drand, all rounds known',
      drand({ state: 'final', files: [file('beacons.tsv')] }),
      '',
      { name: 'wait', for: 'drawn' },
    ],
    ['void', sealed({ state: 'void' }), '', { name: 'ended' }],
  ];
  test.each(cases)('%s', (_what, lottery, dice, next) => {
    expect(nextStep(lottery, snapshotOf(lottery), NOW, dice)).toEqual(next);
  });

  test('no throw counts any more when the beacon may be known', () => {
    const lottery = drand({ state: 'frozen' });
    const next = (ms: number) =>
      nextStep(lottery, snapshotOf(lottery, { dice: '314', beacons: beacons(ms) }), NOW);
    expect(next(1)).toEqual({ name: 'throw', thrown: 3 });
    expect(next(0)).toEqual({ name: 'finish', withDice: false });
  });

  test('LT2 nothing is shown before the stage has the result', () => {
    const drawn = { ...LOTTERY, state: 'drawn' } as const;
    const wait = { name: 'wait', for: 'stage' };
    expect(nextStep(drawn, null, NOW)).toEqual(wait);
    expect(nextStep(drawn, snapshotOf({ ...LOTTERY, state: 'final' }), NOW)).toEqual(wait);
  });

  test('a set freeze is told until its time', () => {
    expect(freezesByItselfMs(sealed({ ordered: later }), NOW)).toBe(NOW + 60_000);
    expect(freezesByItselfMs(sealed({ ordered: due }), NOW)).toBeNull();
    expect(freezesByItselfMs(sealed({ state: 'frozen', ordered: later }), NOW)).toBeNull();
  });

  test('one step is now, those before are done', () => {
    const lottery = sealed({ state: 'gathering' });
    expect(statesOf(lottery)).toEqual(['done', 'done', 'now', 'later', 'later', 'later', 'later']);
    expect(statesOf({ ...lottery, ordered: due }).indexOf('now')).toBe(3);
    expect(statesOf({ ...lottery, state: 'frozen' }).indexOf('now')).toBe(4);
    const ended = sealed({ state: 'void', files: [file('entries.tsv')] });
    expect(statesOf(ended)).toEqual(['done', 'done', 'later', 'later', 'later', 'later', 'later']);
  });

  test('of an answer and a snapshot the one that is further on holds', () => {
    const frozen = sealed({ state: 'frozen' });
    expect(furtherOn(LOTTERY, frozen)).toBe(frozen);
    expect(furtherOn(frozen, LOTTERY)).toBe(frozen);
    expect(furtherOn(null, frozen)).toBe(frozen);
    const listed = sealed({ files: [file('rules.txt')] });
    expect(furtherOn(LOTTERY, listed)).toBe(listed);
  });

  test('a draw ends without a result only before its numbers can be known', () => {
    expect(ends(sealed({}))).toBe(true);
    expect(ends(sealed({ state: 'gathering' }))).toBe(true);
    expect(ends(sealed({ state: 'frozen' }))).toBe(true);
    expect(ends(sealed({ state: 'frozen' }), { dice: '3' })).toBe(false);
    expect(ends(drand({ state: 'frozen' }), { beacons: beacons(1) })).toBe(true);
    expect(ends(drand({ state: 'frozen' }), { beacons: beacons(0) })).toBe(false);
    expect(ends(sealed({ state: 'final' }))).toBe(false);
    expect(ends(sealed({ state: 'drawn' }))).toBe(false);
    expect(ends(sealed({ state: 'void' }))).toBe(false);
    expect(ends(sealed({ state: 'draft' }))).toBe(false);
  });
});

describe('what is shown next', () => {
  const drawn: Lottery = { ...LOTTERY, state: 'drawn' };
  const tea = { prizeIndex: 0, places: { wins: 2, alternates: 1 } };
  const long = at(-60_000);
  const cases: [what: string, more: Partial<StageSnapshot>, showing: object][] = [
    ['nothing yet', {}, { name: 'present', prizeIndex: 0 }],
    ['a prize', tea, { name: 'reveal', order: { prizeIndex: 0, kind: 'win', place: 1 } }],
    [
      'its second place',
      { ...tea, ...shown(place('tea', 1, long)) },
      { name: 'reveal', order: { prizeIndex: 0, kind: 'win', place: 2 } },
    ],
    [
      'then who stands by',
      { ...tea, ...shown(place('tea', 1, long), place('tea', 2, long)) },
      { name: 'reveal', order: { prizeIndex: 0, kind: 'alt', place: 1 } },
    ],
    [
      'then the next prize',
      {
        ...tea,
        ...shown(place('tea', 1, long), place('tea', 2, long), place('tea', 1, long, 'alt')),
      },
      { name: 'present', prizeIndex: 1 },
    ],
    [
      'nobody entered: on to the next',
      { prizeIndex: 0, places: { wins: 0, alternates: 0 } },
      { name: 'present', prizeIndex: 1 },
    ],
    [
      'after the last prize the board of all',
      { prizeIndex: 1, places: { wins: 1, alternates: 0 }, ...shown(place('seat', 1, long)) },
      { name: 'end-board' },
    ],
    ['the board of all', { prizeIndex: 2 }, { name: 'finished' }],
  ];
  test.each(cases)('%s', (_what, more, showing) => {
    expect(showingAt(snapshotOf(drawn, more), NOW)).toEqual(showing);
  });

  test('while a number runs, and for the pause after it, nothing can begin', () => {
    // 120 tickets: three digits.
    const running = place('tea', 1, at(0));
    const snapshot = snapshotOf(drawn, { ...tea, ...shown(running) });
    const endMs = NOW + 3 * REVEAL_DIGIT_MS + REVEAL_PAUSE_MS;
    expect(standsMs(running, drawn)).toBe(NOW + 3 * REVEAL_DIGIT_MS);
    expect(showingAt(snapshot, endMs - 1)).toEqual({
      name: 'running',
      place: running,
      untilMs: endMs,
    });
    expect(showingAt(snapshot, endMs).name).toBe('reveal');
    expect(serialText(running, drawn)).toBe('007');
  });

  test('an older snapshot changes nothing', () => {
    const held = snapshotOf(drawn);
    const older = { ...held, seq: 4 };
    expect(newerSnapshot(held, older)).toBe(held);
    expect(newerSnapshot(null, older)).toBe(older);
    const newer = { ...held, seq: 6 };
    expect(newerSnapshot(held, newer)).toBe(newer);
  });
});

describe('a draft', () => {
  const FORM: DraftForm = {
    ...emptyDraft(NOW),
    name: '春の大抽選会',
    closes: '2027-03-20T14:00',
    prizes: [{ ...emptyPrize(0), name: 'お茶', quantity: '１２', alternates: '' }],
  };

  test('becomes what the contract takes, with times of the city and proposed ids', () => {
    expect(parseDraft({ ...FORM, freezes: '2027-03-20T14:05' }, NOW)).toEqual({
      ok: true,
      value: {
        draw: 'draw-20270320',
        name: '春の大抽選会',
        nameEn: null,
        nameEasy: null,
        mode: 'sealed',
        limit: 'owner-prize',
        closesAt: '2027-03-20T05:00:00.000Z',
        freezesAt: '2027-03-20T05:05:00.000Z',
        prizes: [
          {
            prizeId: 'prize-1',
            name: 'お茶',
            nameEn: null,
            nameEasy: null,
            quantity: 12,
            alternates: 0,
          },
        ],
      },
    });
  });

  const first = FORM.prizes[0]!;
  const cases: [what: string, form: Partial<DraftForm>, faults: DraftFaults][] = [
    ['no name', { name: ' ' }, { name: 'missing' }],
    ['a long name', { name: 'あ'.repeat(41) }, { name: 'too-long' }],
    ['capitals in its id', { draw: 'Spring' }, { draw: 'not-an-id' }],
    ['no closing', { closes: '' }, { closes: 'missing' }],
    ['half a closing', { closes: '2027-03-20T' }, { closes: 'not-a-time' }],
    ['a closing that was', { closes: '2026-11-23T13:59' }, { closes: 'in-the-past' }],
    ['frozen with its closing', { freezes: '2027-03-20T14:00' }, { freezes: 'freeze-too-soon' }],
    ['no prizes', { prizes: [] }, { prizes: 'no-prizes' }],
    [
      'a prize without a name and number',
      { prizes: [{ ...first, name: '', quantity: '' }] },
      { 'prizes.0.name': 'missing', 'prizes.0.quantity': 'missing' },
    ],
    [
      'none of a prize',
      { prizes: [{ ...first, quantity: '0', alternates: '−1' }] },
      { 'prizes.0.quantity': 'not-a-number', 'prizes.0.alternates': 'not-a-number' },
    ],
    [
      'one id twice',
      {
        prizes: [
          { ...first, prizeId: 'tea' },
          { ...first, key: 1, prizeId: 'tea' },
        ],
      },
      { 'prizes.1.prizeId': 'twice' },
    ],
  ];
  test.each(cases)('is not taken with %s', (_what, form, faults) => {
    expect(parseDraft({ ...FORM, ...form }, NOW)).toEqual({ ok: false, faults });
  });

  test('proposes ids that are plain and free', () => {
    expect(proposedDraw({ nameEn: 'Café: Grand Lottery!', closes: '2027-03-20T14:00' })).toBe(
      'cafe-grand-lottery-20270320',
    );
    expect(prizeIds([row(0, 'Tea'), row(1, 'tea'), row(2, ''), row(3, '', 'tea-2')])).toEqual([
      'tea',
      'tea-3',
      'prize-3',
      'tea-2',
    ]);
  });

  test('has its prizes added, moved and removed', () => {
    const two = withNewPrize(FORM);
    expect(two.prizes.map(({ key }) => key)).toEqual([0, 1]);
    const moved = withPrizeMoved(two, 1, -1);
    expect(moved.prizes.map(({ key }) => key)).toEqual([1, 0]);
    expect(withPrizeMoved(moved, 1, -1)).toBe(moved);
    expect(withoutPrize(moved, 1).prizes.map(({ key }) => key)).toEqual([0]);
  });

  test('is shown again as it was typed', () => {
    const ordered = { to: 'frozen', at: '2027-03-20T05:05:00.000Z' } as const;
    const form = draftOf({ ...LOTTERY, closesAt: '2027-03-20T05:00:00.000Z', ordered });
    expect([form.closes, form.freezes]).toEqual(['2027-03-20T14:00', '2027-03-20T14:05']);
    expect(form.prizes.map(({ prizeId, quantity }) => [prizeId, quantity])).toEqual([
      ['tea', '2'],
      ['seat', '1'],
    ]);
  });

  test('LT4 its rehearsal has the same prizes under a draw of its own', () => {
    const rehearsal = rehearsalOf(LOTTERY, NOW);
    expect(rehearsal.draw).toMatch(/^rehearsal-spring-2027-\d+$/);
    expect(rehearsal.prizes.map(({ prizeId }) => prizeId)).toEqual(['tea', 'seat']);
    expect(Date.parse(rehearsal.closesAt)).toBeGreaterThan(NOW);
    const again = rehearsalOf({ ...LOTTERY, draw: rehearsal.draw.padEnd(60, 'x') }, NOW + 1_000);
    expect(again.draw).not.toBe(rehearsal.draw);
    expect(again.draw).toMatch(/^rehearsal-(?!rehearsal)/);
    expect(again.draw.length).toBeLessThanOrEqual(60);
  });
});
