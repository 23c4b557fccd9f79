import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { NewActivitySchema } from './activities.ts';
import { EnrollmentSchema } from './kiosks.ts';
import { LoginSchema, NewParticipantSchema } from './people.ts';
import { ScanAnswerSchema, ScanSchema } from './scan.ts';
import { InstantSchema } from './values.ts';

const accepts = (schema: v.GenericSchema, value: unknown) => v.safeParse(schema, value).success;

const scan = {
  scanId: '017f22e2-79b0-7cc3-98c4-dc0c0c07398f',
  pass: 'TS1:ANYTHING',
  direction: 'in',
  scannedAt: '2026-11-22T04:31:00.000Z',
};

describe('a scan', () => {
  test('is taken, and fields of a later version are left out', () => {
    expect(v.parse(ScanSchema, { ...scan, later: 1 })).toEqual(scan);
  });
  test.each([
    ['no id', { scanId: undefined }],
    ['an id that is no UUID', { scanId: 'a:b' }],
    ['an upper-case id', { scanId: scan.scanId.toUpperCase() }],
    ['an empty pass', { pass: '' }],
    ['an oversized pass', { pass: 'A'.repeat(401) }],
    ['a number for a pass', { pass: 7 }],
    ['an unknown direction', { direction: 'up' }],
    ['a time without a zone', { scannedAt: '2026-11-22T04:31:00' }],
    ['a time that is none', { scannedAt: '2026-99-99T99:99:99Z' }],
    ['epoch milliseconds', { scannedAt: 1_795_000_000_000 }],
  ])('%s is refused', (_name, change) => {
    expect(accepts(ScanSchema, { ...scan, ...change })).toBe(false);
  });
});

test('an answer is a verdict or a failure, told apart by its fields', () => {
  const verdict = { scanId: scan.scanId, replayed: false, at: scan.scannedAt, outcome: 'departed' };
  expect(accepts(ScanAnswerSchema, verdict)).toBe(true);
  expect(accepts(ScanAnswerSchema, { failure: 'unavailable', retryAfterMs: 500 })).toBe(true);
  expect(accepts(ScanAnswerSchema, { ...verdict, outcome: 'admitted' })).toBe(false);
  expect(accepts(ScanAnswerSchema, { failure: 'something-else' })).toBe(false);
});

describe('an instant', () => {
  test.each(['2026-11-22T04:31:00Z', '2026-11-22T13:31:00.123+09:00'])('%s', (text) => {
    expect(accepts(InstantSchema, text)).toBe(true);
  });
});

describe('a nickname', () => {
  test.each([
    ['みずたま', 'みずたま'],
    ['  花　子  ', '花　子'],
    ['👨‍👩‍👧‍👦', '👨‍👩‍👧‍👦'],
    ['か\u3099', 'が'],
  ])('%j is kept as %j', (given, kept) => {
    expect(v.parse(NewParticipantSchema, { nickname: given })).toEqual({ nickname: kept });
  });
  test.each([
    ['nothing', ''],
    ['spaces only', '   '],
    ['21 characters', 'あ'.repeat(21)],
    ['a line break', 'a\nb'],
    ['a character that turns the direction of text', 'a\u202Eb'],
    ['an invisible character', 'a\u200Bb'],
    ['not a text', 7],
  ])('%s is refused', (_name, nickname) => {
    expect(accepts(NewParticipantSchema, { nickname })).toBe(false);
  });
  test('unknown fields are refused in HTTP bodies', () => {
    expect(accepts(NewParticipantSchema, { nickname: 'a', admin: true })).toBe(false);
  });
});

describe('an enrollment code', () => {
  test.each(['7K4M29QX', '7k4m-29qx', ' 7K4M 29QX ', '７Ｋ４Ｍ２９ＱＸ'])(
    '%j is read',
    (enrollmentCode) => {
      expect(v.parse(EnrollmentSchema, { enrollmentCode }).enrollmentCode).toBe('7K4M29QX');
    },
  );
  test.each(['7K4M29Q', '7K4M29QXX', 'あいうえおかきく', ''])('%j is refused', (enrollmentCode) => {
    expect(accepts(EnrollmentSchema, { enrollmentCode })).toBe(false);
  });
});

describe('an activity', () => {
  const activity = {
    name: 'スマホお悩み相談室',
    venue: '大江交流室',
    startsAt: '2026-11-22T04:30:00Z',
    endsAt: '2026-11-22T06:30:00Z',
  };
  test('with the least that is needed', () => {
    expect(v.parse(NewActivitySchema, activity)).toMatchObject({ capacity: null, practice: false });
  });
  test.each([
    ['an end before the start', { endsAt: '2026-11-22T04:00:00Z' }, 'endsAt'],
    ['a door that closes before it opens', { closesAt: '2026-11-22T04:00:00Z' }, 'closesAt'],
    ['no name', { name: '' }, 'name'],
    ['a capacity of 0', { capacity: 0 }, 'capacity'],
    ['a capacity of a half', { capacity: 0.5 }, 'capacity'],
    ['a capacity as text', { capacity: '40' }, 'capacity'],
  ])('%s is refused at its place', (_name, change, path) => {
    const result = v.safeParse(NewActivitySchema, { ...activity, ...change });
    expect(result.issues?.map((issue) => v.getDotPath(issue))).toContain(path);
  });
});

test('an e-mail address is compared without case and spaces', () => {
  const given = { email: ' Uketsuke@City.Example.JP ', password: 'x' };
  expect(v.parse(LoginSchema, given).email).toBe('uketsuke@city.example.jp');
});
