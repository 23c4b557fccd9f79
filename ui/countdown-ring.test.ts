/** The dots of the countdown ring, as a table. */
import { describe, expect, test } from 'vitest';
import { secondStates } from './countdown-ring.ts';

const drawn = (seconds: number, left: number) =>
  secondStates(seconds, left)
    .map((state) => ({ left: 'o', now: '@', gone: '.' })[state])
    .join('');

describe('a countdown ring', () => {
  test.each([
    [6, 6, 'ooooo@'],
    [6, 5, 'oooo@.'],
    [6, 1, '@.....'],
    [6, 0, '......'],
    [6, 0.4, '@.....'],
    [6, 60, 'ooooo@'],
    [6, -1, '......'],
  ])('of %i dots with %f seconds left is %s', (seconds, left, dots) => {
    expect(drawn(seconds, left)).toBe(dots);
  });

  test('loses one dot a second, and has one that is now', () => {
    for (let left = 30; left >= 1; left -= 1) {
      const states = secondStates(30, left);
      expect(states.filter((state) => state !== 'gone')).toHaveLength(left);
      expect(states.filter((state) => state === 'now')).toHaveLength(1);
    }
  });
});
