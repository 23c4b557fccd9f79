import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fiscalYearBounds, fiscalYearOf, tokyoDateOf, tokyoDayBounds } from './fiscal-year.ts';

describe('RK1 the border of the fiscal year is 31 March 15:00:00Z', () => {
  test.each([
    ['2027-03-31T14:59:59.999Z', 2026],
    ['2027-03-31T15:00:00.000Z', 2027],
    ['2026-04-01T00:00:00.000+09:00', 2026],
    ['2026-03-31T23:59:59.999+09:00', 2025],
    ['2026-12-31T15:00:00.000Z', 2026],
    ['2027-01-01T00:00:00.000Z', 2026],
    ['2028-02-29T03:00:00.000Z', 2027],
  ])('%s belongs to %i', (instant, year) => {
    expect(fiscalYearOf(Date.parse(instant))).toBe(year);
  });
});

test('RK1 the bounds hold exactly the instants of the year, and the years tile time', () => {
  const someInstant = fc.date({
    min: new Date('2000-01-01T00:00:00Z'),
    max: new Date('2100-01-01T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(someInstant, (date) => {
      const atMs = date.getTime();
      const year = fiscalYearOf(atMs);
      const { startMs, endMs } = fiscalYearBounds(year);
      expect(startMs).toBeLessThanOrEqual(atMs);
      expect(atMs).toBeLessThan(endMs);
      expect(fiscalYearBounds(year + 1).startMs).toBe(endMs);
      // An independent reckoning of the same rule, from the platform's time-zone data.
      const parts = new Intl.DateTimeFormat('en-CA', {
        timeZone: 'Asia/Tokyo',
        year: 'numeric',
        month: 'numeric',
      }).formatToParts(date);
      const value = (type: string) => Number(parts.find((part) => part.type === type)?.value);
      expect(year).toBe(value('month') >= 4 ? value('year') : value('year') - 1);
    }),
  );
});

test('the day in Tokyo turns at 15:00Z', () => {
  expect(tokyoDateOf(Date.parse('2026-11-22T14:59:59.999Z'))).toBe('2026-11-22');
  expect(tokyoDateOf(Date.parse('2026-11-22T15:00:00.000Z'))).toBe('2026-11-23');
  const { startMs, endMs } = tokyoDayBounds(Date.parse('2026-11-22T20:00:00Z'));
  expect(new Date(startMs).toISOString()).toBe('2026-11-22T15:00:00.000Z');
  expect(new Date(endMs).toISOString()).toBe('2026-11-23T15:00:00.000Z');
});
