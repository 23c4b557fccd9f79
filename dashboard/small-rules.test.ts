import { describe, expect, test } from 'vitest';
import { dotsLayout } from '#ui/dots-layout.ts';
import { arrivalsRows } from './arrivals-table.ts';
import { dotSize } from './dot-size.ts';
import { kioskAddress, timeLeft } from './enrollment.ts';
import { loginErrors, type LoginErrors } from './login-errors.ts';
import { refusalRows } from './refusal-rows.ts';

describe('an enrollment code', () => {
  const expiresAt = '2026-11-22T04:45:00.000Z';
  test.each([
    ['2026-11-22T04:30:00.000Z', '15:00'],
    ['2026-11-22T04:30:55.100Z', '14:05'],
    ['2026-11-22T04:44:59.999Z', '0:01'],
    ['2026-11-22T04:45:00.000Z', null],
    ['2026-11-22T05:45:00.000Z', null],
  ])('at %s has %s left', (at, left) => {
    expect(timeLeft(expiresAt, Date.parse(at))).toBe(left);
  });

  test('travels in the fragment, which no server sees', () => {
    const address = new URL(kioskAddress('https://192.0.2.7:8443', 'CQVC-C3Q5'));
    expect(address.hash).toBe('#code=CQVC-C3Q5');
    expect(address.pathname + address.search).toBe('/kiosk/');
  });
});

describe('a log-in before it is asked', () => {
  const cases: [email: string, password: string, errors: LoginErrors][] = [
    ['', '', { email: 'missing', password: 'missing' }],
    ['staff', 'x', { email: 'wrong' }],
    [' Staff@City.example.jp ', 'x', {}],
    ['staff@city.example.jp', '', { password: 'missing' }],
  ];
  test.each(cases)('%s / %s', (email, password, errors) => {
    expect(loginErrors(email, password)).toEqual(errors);
  });
});

test('refusals come the most frequent first, and only those that occurred', () => {
  const refused = { 'pass-expired': 4, 'activity-full': 0, 'pass-forged': 1, 'activity-over': 2 };
  const all = refused as Parameters<typeof refusalRows>[0];
  expect(refusalRows(all).map(({ reason }) => reason)).toEqual([
    'pass-expired',
    'activity-over',
    'pass-forged',
  ]);
});

test('the table adds up from the first arrival and shows the newest first', () => {
  const arrivals = [
    { minute: '2026-11-22T04:20:00.000Z', count: 2 },
    { minute: '2026-11-22T04:22:00.000Z', count: 3 },
  ];
  expect(arrivalsRows(arrivals).map(({ count, total }) => [count, total])).toEqual([
    [3, 5],
    [2, 2],
  ]);
});

test.each([1, 40, 60, 61, 100, 101, 200, 201, 1000, 1001, 100_000])(
  '%i people fit beside the figures',
  (places) => {
    const { widthPx, heightPx } = dotsLayout(places, dotSize(places));
    expect(widthPx).toBeLessThanOrEqual(680);
    expect(heightPx).toBeLessThanOrEqual(150);
  },
);
