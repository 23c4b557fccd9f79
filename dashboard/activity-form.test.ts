import { describe, expect, test } from 'vitest';
import { LIMITS } from '#domain/contract/limits.ts';
import {
  changeOf,
  defaultOpensTime,
  emptyForm,
  formOf,
  parseForm,
  practiceActivity,
  serverErrors,
  type ActivityForm,
  type FieldErrors,
} from './activity-form.ts';

const NOW_MS = Date.parse('2026-11-22T13:52:00+09:00');
const filled: ActivityForm = {
  ...emptyForm(NOW_MS),
  name: 'スマホお悩み相談室',
  venue: '大江交流室',
  startTime: '13:30',
  endTime: '15:30',
};
const parsed = (over: Partial<ActivityForm> = {}) => {
  const result = parseForm({ ...filled, ...over });
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.errors)}`);
  return result.value;
};

test('what is filled in becomes instants of Tokyo, the door opens half an hour before', () => {
  expect(parsed({ expected: '４０', capacity: ' 1,200 ' })).toMatchObject({
    name: 'スマホお悩み相談室',
    nameEn: null,
    startsAt: '2026-11-22T04:30:00.000Z',
    endsAt: '2026-11-22T06:30:00.000Z',
    opensAt: '2026-11-22T04:00:00.000Z',
    closesAt: '2026-11-22T06:30:00.000Z',
    expected: 40,
    capacity: 1200,
    practice: false,
  });
});

test('an empty form begins on today in Tokyo, also late in the evening of UTC', () => {
  expect(emptyForm(Date.parse('2026-11-22T15:30:00Z')).date).toBe('2026-11-23');
});

test('a start just after midnight opens its door on the evening before', () => {
  expect(parsed({ startTime: '00:10', endTime: '02:00' }).opensAt).toBe('2026-11-21T14:40:00.000Z');
  expect(defaultOpensTime('00:10')).toBe('23:40');
  expect(defaultOpensTime('')).toBe('');
});

describe('what is wrong is named at its field', () => {
  const cases: [name: string, over: Partial<ActivityForm>, errors: FieldErrors][] = [
    ['no name', { name: '  ' }, { name: 'missing' }],
    ['no venue', { venue: '' }, { venue: 'missing' }],
    ['a long name', { name: 'あ'.repeat(LIMITS.activityNameLengthMax + 1) }, { name: 'too-long' }],
    ['a disguised name', { name: 'ab\u202Ecd' }, { name: 'not-plain' }],
    ['a long English name', { nameEn: 'a'.repeat(61) }, { nameEn: 'too-long' }],
    ['no date', { date: '' }, { date: 'missing' }],
    ['a date that is none', { date: '2026-13-40' }, { date: 'not-a-date' }],
    ['no times', { startTime: '', endTime: '' }, { startTime: 'missing', endTime: 'missing' }],
    ['a time that is none', { startTime: '25:00' }, { startTime: 'not-a-time' }],
    ['the end before the start', { endTime: '13:30' }, { endTime: 'end-before-start' }],
    [
      'the door closes before it opens',
      { opensTime: '14:00', closesTime: '13:45' },
      { closesTime: 'close-before-open' },
    ],
    ['the door opens after the end', { opensTime: '16:00' }, { opensTime: 'close-before-open' }],
    ['words for a number', { expected: 'たくさん' }, { expected: 'not-a-number' }],
    ['nobody expected', { expected: '0' }, { expected: 'not-a-number' }],
    ['too many', { capacity: '100001' }, { capacity: 'not-a-number' }],
    ['a broken number', { capacity: '1.5' }, { capacity: 'not-a-number' }],
  ];
  test.each(cases)('%s', (_name, over, errors) => {
    expect(parseForm({ ...filled, ...over })).toEqual({ ok: false, errors });
  });

  test('sixty characters are enough, however they are composed', () => {
    const family = '👨‍👩‍👧';
    expect(parsed({ name: family.repeat(LIMITS.activityNameLengthMax) }).name).toContain(family);
  });
});

test('editing begins with what is there and ends with the same', () => {
  const value = parsed({ expected: '40', nameEn: 'Smartphone help', opensTime: '12:45' });
  const activity = {
    ...value,
    activityId: '00000000-0000-4000-8000-00000000000a',
    opensAt: value.opensAt ?? '',
    closesAt: value.closesAt ?? '',
    cancelledAt: null,
    points: 100,
  };
  const form = formOf(activity);
  expect(formOf({ ...activity, takesCards: false }).takesCards).toBe(false);
  expect(form).toMatchObject({ date: '2026-11-22', startTime: '13:30', opensTime: '12:45' });
  expect(form.closesTime).toBe('');
  const again = parseForm(form);
  expect(again.ok && changeOf(again.value)).toEqual(changeOf(value));
});

test('a door takes cards unless somebody says otherwise, and a change says which', () => {
  expect(parsed({}).takesCards).toBe(true);
  expect(changeOf(parsed({ takesCards: false })).takesCards).toBe(false);
});

test('what the server found is shown at its field', () => {
  const issues = [{ path: 'startsAt' }, { path: 'body.name' }, { path: 'something' }];
  expect(serverErrors(issues)).toEqual({ startTime: 'refused', name: 'refused' });
});

test('a practice activity is open at once, for three hours, and earns nothing', () => {
  const names = { name: '受付の練習', nameEn: 'Practice', nameEasy: 'れんしゅう', venue: '練習' };
  const value = practiceActivity(NOW_MS, names);
  expect(value).toMatchObject({ practice: true, opensAt: value.startsAt, closesAt: value.endsAt });
  expect(Date.parse(value.endsAt) - Date.parse(value.startsAt)).toBe(3 * 60 * 60_000);
});
