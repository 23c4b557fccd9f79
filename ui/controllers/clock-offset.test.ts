import { expect, test } from 'vitest';
import { bestSample, clockSample } from './clock-offset.ts';

test('CI5 the offset is taken at the middle of the round trip, from the quickest answer', () => {
  const slow = clockSample({
    sentMs: 1_000,
    receivedMs: 1_400,
    serverAt: '1970-01-01T00:00:06.300Z',
  });
  const quick = clockSample({
    sentMs: 2_000,
    receivedMs: 2_020,
    serverAt: '1970-01-01T00:00:07.010Z',
  });
  expect(slow).toEqual({ offsetMs: 5_100, roundTripMs: 400 });
  expect(bestSample([slow, quick].filter((sample) => sample !== undefined))).toEqual({
    offsetMs: 5_000,
    roundTripMs: 20,
  });
  expect(clockSample({ sentMs: 1, receivedMs: 2, serverAt: 'soon' })).toBeUndefined();
  expect(clockSample({ sentMs: 2, receivedMs: 1, serverAt: new Date(0).toISOString() })).toBe(
    undefined,
  );
});
