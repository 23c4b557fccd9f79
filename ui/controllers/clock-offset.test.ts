import { expect, test } from 'vitest';
import { clockSample } from './clock-offset.ts';

test('the offset is taken at the middle of the round trip', () => {
  const heard = { sentMs: 1_000, receivedMs: 1_400, serverAt: '1970-01-01T00:00:06.300Z' };
  expect(clockSample(heard)).toEqual({ offsetMs: 5_100, roundTripMs: 400 });
});

test('an answer without a time, or from before the question, measures nothing', () => {
  const at = new Date(0).toISOString();
  expect(clockSample({ sentMs: 1, receivedMs: 2, serverAt: 'soon' })).toBeUndefined();
  expect(clockSample({ sentMs: 1, receivedMs: 2, serverAt: undefined })).toBeUndefined();
  expect(clockSample({ sentMs: 2, receivedMs: 1, serverAt: at })).toBeUndefined();
});
