import { describe, expect, test } from 'vitest';
import {
  doorState,
  FIRST_STATE,
  nextState,
  takesScans,
  type KioskAnswer,
  type KioskEvent,
  type KioskState,
  type Workplace,
} from './kiosk-state.ts';

const attract: KioskState = { screen: 'attract' };
const shop: KioskState = { screen: 'shop' };
const reading: KioskState = { screen: 'reading' };
const stored: KioskAnswer = { kind: 'stored' };
const refused: KioskAnswer = { kind: 'refused', reason: 'pass-expired' };
const verdict: KioskState = { screen: 'verdict', answer: stored, number: 1, returnsAfterMs: 3000 };
const read: KioskEvent = { type: 'read' };
const answered = (answer: KioskAnswer): KioskEvent => ({ type: 'answered', answer, number: 2 });

describe('the screen after an event', () => {
  test.each<[string, KioskState, KioskEvent, KioskState]>([
    ['enrolled at start', FIRST_STATE, started(true, 'door'), attract],
    ['not enrolled', FIRST_STATE, started(true, null), { screen: 'enrolling', notice: null }],
    ['no secure context', FIRST_STATE, started(false, 'door'), { screen: 'insecure' }],
    ['at a shop at start', FIRST_STATE, started(true, 'shop'), shop],
    [
      'enrolled for a shop',
      { screen: 'enrolling', notice: null },
      { type: 'enrolled', workplace: 'shop' },
      shop,
    ],
    [
      'enrolled for a door',
      { screen: 'enrolling', notice: 'left' },
      { type: 'enrolled', workplace: 'door' },
      attract,
    ],
    ['a code at a shop is the shop desk’s matter', shop, read, shop],
    ['no PIN at a shop', shop, { type: 'staff-asked' }, shop],
    [
      'KS3 a shop’s tablet is revoked',
      shop,
      { type: 'unenrolled', notice: 'revoked' },
      { screen: 'enrolling', notice: 'revoked' },
    ],
    ['a code is read', attract, read, reading],
    ['its answer', reading, answered(stored), { ...verdict, number: 2 }],
    [
      'a refusal stays longer',
      reading,
      answered(refused),
      { screen: 'verdict', answer: refused, number: 2, returnsAfterMs: 8000 },
    ],
    ['KS1 the next code at once drops the verdict whole', verdict, read, reading],
    ['KS1 a verdict goes by itself', verdict, { type: 'returned' }, attract],
    ['an answer that comes too late', attract, answered(stored), attract],
    ['a code on the staff menu', { screen: 'staff-menu' }, read, { screen: 'staff-menu' }],
    ['the staff exit', attract, { type: 'staff-asked' }, { screen: 'staff-pin' }],
    ['no staff exit during a verdict', verdict, { type: 'staff-asked' }, verdict],
    ['the PIN', { screen: 'staff-pin' }, { type: 'pin-accepted' }, { screen: 'staff-menu' }],
    ['no menu without the PIN', attract, { type: 'pin-accepted' }, attract],
    [
      'KS3 revoked in the middle of a person',
      reading,
      { type: 'unenrolled', notice: 'revoked' },
      { screen: 'enrolling', notice: 'revoked' },
    ],
    [
      'a card that cannot be read stays as long',
      reading,
      answered({ kind: 'unread' }),
      { screen: 'verdict', answer: { kind: 'unread' }, number: 2, returnsAfterMs: 8000 },
    ],
    ['KS1 another tab works', verdict, { type: 'gone-elsewhere' }, { screen: 'elsewhere' }],
    [
      'an answer for the other tab',
      { screen: 'elsewhere' },
      answered(stored),
      { screen: 'elsewhere' },
    ],
    ['this tab’s turn again', { screen: 'elsewhere' }, { type: 'come-back' }, FIRST_STATE],
    ['the first turn', FIRST_STATE, { type: 'come-back' }, FIRST_STATE],
    ['outdated', verdict, { type: 'outdated' }, { screen: 'outdated' }],
    ['outdated stays', { screen: 'outdated' }, read, { screen: 'outdated' }],
  ])('%s', (_name, before, event, after) => {
    expect(nextState(before, event)).toEqual(after);
  });

  test('codes are taken on the attract screen and during a verdict, nowhere else', () => {
    const all: KioskState[] = [
      FIRST_STATE,
      { screen: 'insecure' },
      { screen: 'elsewhere' },
      { screen: 'outdated' },
      { screen: 'enrolling', notice: null },
      reading,
      { screen: 'staff-pin' },
      { screen: 'staff-menu' },
      shop,
    ];
    expect(all.filter(takesScans)).toEqual([]);
    expect([attract, verdict].every(takesScans)).toBe(true);
  });
});

describe('the door', () => {
  test.each([
    ['open', 'in', null, 12, 'open'],
    ['open', 'in', 12, 11, 'open'],
    ['open', 'in', 12, 12, 'full'],
    ['open', 'in', 12, null, 'open'],
    ['before', 'in', 12, 12, 'before'],
    ['over', 'in', null, 0, 'over'],
    ['over', 'out', null, 0, 'open'],
    ['open', 'out', 12, 12, 'open'],
    ['cancelled', 'out', null, 0, 'cancelled'],
  ] as const)('%s, %s, %s places, %s in: %s', (phase, direction, capacity, admitted, expected) => {
    expect(doorState(phase, direction, capacity, admitted)).toBe(expected);
  });
});

function started(secure: boolean, workplace: Workplace | null): KioskEvent {
  return { type: 'started', secure, workplace };
}
