import { describe, expect, test } from 'vitest';
import { ClockOffset } from './clock-offset.ts';
import { enrollmentCodeIn, strangeSignIn, tidyEnrollmentCode } from './enrollment-code.ts';
import { afterWrongPin, NO_PIN_ATTEMPTS, pinPauseMs } from './pin-attempts.ts';

describe('CI5 the measured clock', () => {
  test('takes the measurement with the shortest way', () => {
    const clock = new ClockOffset(null);
    clock.measure(100_000, 40_500, 101_000);
    expect(clock.offsetMs).toBe(60_000);
    clock.measure(200_000, 140_010, 200_040);
    clock.measure(300_000, 240_900, 301_000);
    expect(clock.offsetMs).toBe(60_010);
    expect(clock.correct(400_000)).toBe(339_990);
  });

  test('follows a clock that was set', () => {
    const clock = new ClockOffset(0);
    clock.measure(100_000, 100_010, 100_020);
    clock.measure(3_700_000, 100_510, 3_700_900);
    expect(clock.offsetMs).toBe(3_599_940);
  });

  test('knows nothing before the first answer, and keeps what an earlier start knew', () => {
    expect(new ClockOffset(null).offsetMs).toBeNull();
    expect(new ClockOffset(null).correct(5)).toBe(5);
    expect(new ClockOffset(2000).correct(5000)).toBe(3000);
  });
});

describe('wrong PINs', () => {
  test.each([
    [0, 0],
    [2, 0],
    [3, 1000],
    [4, 2000],
    [6, 8000],
    [40, 60_000],
  ])('%i wrong: wait %i ms', (wrong, pauseMs) => {
    expect(pinPauseMs({ wrong, lastWrongAtMs: 5000 }, 5000)).toBe(pauseMs);
  });

  test('the wait passes, and a clock that was set back makes it no longer', () => {
    let attempts = NO_PIN_ATTEMPTS;
    for (let count = 0; count < 4; count += 1) attempts = afterWrongPin(attempts, 10_000);
    expect(pinPauseMs(attempts, 11_500)).toBe(500);
    expect(pinPauseMs(attempts, 12_000)).toBe(0);
    expect(pinPauseMs(attempts, 0)).toBe(2000);
  });
});

describe('the enrollment code', () => {
  test.each([
    ['abcd-2345', 'ABCD2345'],
    [' ＡＢＣＤ ２３４５ ', 'ABCD2345'],
    ['AB', 'AB'],
    ['ABCD23456789', 'ABCD2345'],
    ['あいう', ''],
  ])('%j is tidied to %j', (typed, code) => {
    expect(tidyEnrollmentCode(typed)).toBe(code);
  });

  test.each([
    ['https://tsudoi.example/kiosk/#code=ABCD2345', 'ABCD2345'],
    ['#code=abcd-2345', 'ABCD2345'],
    ['#x=1&code=ABCD2345', 'ABCD2345'],
    ['ABCD-2345', 'ABCD2345'],
    ['TS1:ABCDEFGH', null],
    ['#code=%E0%A4%A', null],
    ['https://tsudoi.example/kiosk/', null],
    ['ABCD', null],
  ])('in %j is %j', (text, code) => {
    expect(enrollmentCodeIn(text)).toBe(code);
  });

  test('a sign that no code has is named', () => {
    expect([strangeSignIn('ABCD0345'), strangeSignIn('BCDF2345')]).toEqual(['A', null]);
  });
});
