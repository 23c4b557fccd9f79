import { expect, test } from 'vitest';
import { LIMITS } from '#domain/contract/limits.ts';
import { LoginAttempts, SourceLimit, TokenBucket } from './rate-limits.ts';

test('a bucket gives its burst at once and then so many a second', () => {
  const bucket = new TokenBucket(10, 3, 0);
  expect([bucket.take(1, 0), bucket.take(2, 0)]).toEqual([0, 0]);
  expect(bucket.take(1, 0)).toBe(100);
  expect(bucket.take(1, 50)).toBe(50);
  expect(bucket.take(1, 100)).toBe(0);
  // Never more than the burst, however long nobody asked; a clock set back takes nothing away.
  expect(bucket.take(3, 1_000_000)).toBe(0);
  expect(bucket.take(1, 0)).toBeGreaterThan(0);
});

test('each source has its own bucket, and harmless tries are given back', () => {
  const limit = new SourceLimit(1, 1);
  expect([limit.take('a', 0), limit.take('b', 0)]).toEqual([0, 0]);
  expect(limit.take('a', 0)).toBe(1_000);
  limit.giveBack('a');
  expect(limit.take('a', 0)).toBe(0);
});

test('wrong passwords pause the e-mail and the address, the right one forgets them', () => {
  const logins = new LoginAttempts();
  const keys = ['email a', 'address b'];
  for (let times = 0; times < LIMITS.loginAttemptsMax; times += 1) {
    expect(logins.begin(keys, 0)).toBe(0);
  }
  expect(logins.begin(keys, 1)).toBe(LIMITS.loginPauseMs - 1);
  expect(logins.begin(['email other', 'address b'], 1)).toBe(LIMITS.loginPauseMs - 1);
  expect(logins.begin(['email other', 'address other'], 1)).toBe(0);
  expect(logins.begin(keys, LIMITS.loginPauseMs)).toBe(0);
  logins.succeed(keys);
  for (let times = 0; times < LIMITS.loginAttemptsMax; times += 1) {
    expect(logins.begin(keys, LIMITS.loginPauseMs)).toBe(0);
  }
});
