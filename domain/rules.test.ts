import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { OfflineAnswer } from './check-in.ts';
import { answerOffline, phaseAt } from './check-in.ts';
import { uuidFromBytes, uuidToBytes, uuidv7 } from './ids.ts';
import { pointsFor } from './points.ts';
import { FIRST_PROGRAM_VERSION, ProgramVersionSchema, programOn } from './program.ts';
import { rankAt } from './rank.ts';

const door = {
  opensAtMs: Date.parse('2026-11-22T04:00:00Z'),
  closesAtMs: Date.parse('2026-11-22T06:30:00Z'),
  cancelled: false,
};

describe('the phase of an activity', () => {
  test.each([
    ['a moment before the door', '2026-11-22T03:59:59.999Z', false, 'before'],
    ['the first moment', '2026-11-22T04:00:00.000Z', false, 'open'],
    ['the last moment', '2026-11-22T06:29:59.999Z', false, 'open'],
    ['closing time', '2026-11-22T06:30:00.000Z', false, 'over'],
    ['open, but cancelled', '2026-11-22T05:00:00.000Z', true, 'cancelled'],
  ])('%s', (_name, at, cancelled, phase) => {
    expect(phaseAt({ ...door, cancelled }, Date.parse(at))).toBe(phase);
  });
});

describe('CI4 what a kiosk answers by itself', () => {
  const pass = {
    keyId: 1,
    participantId: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
    serial: 1,
    validUntilS: 2_000_000_000,
    kind: 'card' as const,
    signedBytes: new Uint8Array(),
    signature: new Uint8Array(),
    constantBytes: new Uint8Array(),
    device: null,
  };
  const good = { ok: true as const, pass };
  const forged = { ok: false as const, reason: 'pass-forged' as const };
  const open = Date.parse('2026-11-22T05:00:00Z');
  const firstAt = '2026-11-22T04:45:00.000Z';
  test.each<[string, Partial<Parameters<typeof answerOffline>[0]>, OfflineAnswer]>([
    ['a good pass', {}, { outcome: 'stored' }],
    ['seen before', { seenAt: firstAt }, { outcome: 'already-here', firstAt }],
    ['a departure', { direction: 'out' }, { outcome: 'stored-departure' }],
    ['a forgery', { check: forged }, { outcome: 'refused', reason: 'pass-forged' }],
    [
      'too early',
      { atMs: door.opensAtMs - 1 },
      { outcome: 'refused', reason: 'activity-not-open' },
    ],
    ['too late', { atMs: door.closesAtMs }, { outcome: 'refused', reason: 'activity-over' }],
    [
      'cancelled',
      { window: { ...door, cancelled: true } },
      { outcome: 'refused', reason: 'activity-cancelled' },
    ],
    [
      'a departure after closing',
      { direction: 'out', atMs: door.closesAtMs },
      { outcome: 'stored-departure' },
    ],
    [
      'a card where only live passes are taken',
      { takesCards: false },
      { outcome: 'refused', reason: 'card-not-taken' },
    ],
    [
      'a live pass where only live passes are taken',
      { takesCards: false, check: { ok: true, pass: { ...pass, kind: 'phone' } } },
      { outcome: 'stored' },
    ],
    [
      'a photo of a live pass',
      { check: { ok: false, reason: 'pass-stale' } },
      { outcome: 'refused', reason: 'pass-stale' },
    ],
  ])('%s', (_name, facts, answer) => {
    const usual = {
      check: good,
      direction: 'in' as const,
      window: door,
      takesCards: true,
      atMs: open,
      seenAt: null,
    };
    expect(answerOffline({ ...usual, ...facts })).toEqual(answer);
  });
});

describe('RK1 ranks follow from participations', () => {
  const { ranks } = FIRST_PROGRAM_VERSION;
  test.each([
    [0, 'seed', 'sprout', 1],
    [1, 'sprout', 'leaf', 4],
    [4, 'sprout', 'leaf', 1],
    [5, 'leaf', 'camphor', 5],
    [7, 'leaf', 'camphor', 3],
    [10, 'camphor', 'grove', 10],
  ])('%i participations: %s, then %s in %i', (participations, held, next, missing) => {
    expect(rankAt(ranks, participations)).toMatchObject({
      rank: { rankId: held },
      next: { rank: { rankId: next }, missing },
    });
  });

  test('at the top there is no next', () => {
    expect(rankAt(ranks, 500)).toMatchObject({ rank: { rankId: 'grove' }, next: null });
  });
});

const accepts = (ranks: unknown) =>
  v.safeParse(ProgramVersionSchema, { ...FIRST_PROGRAM_VERSION, ranks }).success;

describe('PG1 criteria are versioned by date', () => {
  const later = {
    ...FIRST_PROGRAM_VERSION,
    validFrom: '2027-04-01',
    points: { volunteering: 120, attendance: 60 },
  };
  const versions = [later, FIRST_PROGRAM_VERSION];

  test('the version that holds is the newest begun', () => {
    expect(programOn(versions, '2024-03-31')).toBeNull();
    expect(programOn(versions, '2024-04-01')).toBe(FIRST_PROGRAM_VERSION);
    expect(programOn(versions, '2027-03-31')).toBe(FIRST_PROGRAM_VERSION);
    expect(programOn(versions, '2027-04-01')).toBe(later);
  });

  test('points are those of the activity’s date in Tokyo, not of the day of posting', () => {
    expect(pointsFor(versions, 'volunteering', Date.parse('2027-03-31T14:59:59Z'))).toBe(100);
    expect(pointsFor(versions, 'volunteering', Date.parse('2027-03-31T15:00:00Z'))).toBe(120);
    expect(pointsFor(versions, 'attendance', Date.parse('2027-04-02T00:00:00Z'))).toBe(60);
    expect(pointsFor(versions, 'attendance', Date.parse('2020-01-01T00:00:00Z'))).toBe(0);
  });

  test('ranks that do not begin at 0, or do not ascend, are refused', () => {
    const [seed, sprout] = FIRST_PROGRAM_VERSION.ranks;
    expect(accepts(FIRST_PROGRAM_VERSION.ranks)).toBe(true);
    expect(accepts([sprout])).toBe(false);
    expect(accepts([seed, sprout, sprout])).toBe(false);
    expect(accepts([])).toBe(false);
  });
});

describe('ids', () => {
  test('RFC 9562 appendix A.6: the example of a version 7', () => {
    const random = new Uint8Array([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
    expect(uuidv7(0x017f22e279b0, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  test('bytes and text are the same id', () => {
    const id = '017f22e2-79b0-7cc3-98c4-dc0c0c07398f';
    expect(uuidFromBytes(uuidToBytes(id))).toBe(id);
  });
});
