/** A property that runs out of time: its last run is waited for, and what it finds counts. */
import { setTimeout as delay } from 'node:timers/promises';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { assertInTime } from './timed-property.ts';

/** The second run is under way when the time is over. */
const LIMITS = { seed: 1, numRuns: 1_000, deadlineMs: 500 } as const;

test('the run that is under way at the end is through before anything is closed', async () => {
  let [begun, ended] = [0, 0];
  const holds = async () => {
    begun += 1;
    if (begun > 1) await delay(800);
    ended += 1;
  };
  await assertInTime(fc.nat(), holds, LIMITS);
  expect([begun, ended]).toEqual([2, 2]);
});

test('what it finds counts', async () => {
  let begun = 0;
  const holds = async () => {
    begun += 1;
    if (begun === 1) return;
    await delay(800);
    throw new Error('found late');
  };
  await expect(assertInTime(fc.nat(), holds, LIMITS)).rejects.toThrow('found late');
});
