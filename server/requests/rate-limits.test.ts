import { describe, expect, test } from 'vitest';
import { LIMITS } from '#domain/contract/limits.ts';
import { DRAW_FILES } from '#domain/lottery.ts';
import { LoginAttempts, SourceLimit, TokenBucket, createRequestLimits } from './rate-limits.ts';
import type { LoginPlace } from './rate-limits.ts';

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

/** So many wrong passwords, none of them during a pause. */
function fail(logins: LoginAttempts, place: LoginPlace, times: number, nowMs: number): void {
  for (let done = 0; done < times; done += 1) expect(logins.begin(place, nowMs)).toBe(0);
}

describe('wrong passwords', () => {
  const home = { email: 'a', address: 'home' };

  test('pause the e-mail at the address, for a while; the right one forgets them', () => {
    const logins = new LoginAttempts();
    fail(logins, home, LIMITS.loginAttemptsMax, 0);
    expect(logins.begin(home, 1)).toBe(LIMITS.loginPauseMs - 1);
    expect(logins.begin(home, 1_000)).toBe(LIMITS.loginPauseMs - 1_000);
    fail(logins, home, LIMITS.loginAttemptsMax - 1, LIMITS.loginPauseMs);
    logins.succeed(home);
    fail(logins, home, LIMITS.loginAttemptsMax, LIMITS.loginPauseMs);
    expect(logins.begin(home, LIMITS.loginPauseMs)).toBe(LIMITS.loginPauseMs);
  });

  test('elsewhere do not keep the owner of the e-mail out', () => {
    const logins = new LoginAttempts();
    const elsewhere = { email: 'a', address: 'elsewhere' };
    for (let minute = 0; minute < 60; minute += 1) {
      const nowMs = minute * LIMITS.loginPauseMs;
      fail(logins, elsewhere, LIMITS.loginAttemptsMax, nowMs);
      expect(logins.begin(elsewhere, nowMs)).toBeGreaterThan(0);
      expect(logins.begin(home, nowMs)).toBe(0);
      logins.succeed(home);
    }
  });

  test('for many e-mails pause the address, from many addresses the e-mail', () => {
    const logins = new LoginAttempts();
    for (let index = 0; index < LIMITS.loginAttemptsOfAddressMax; index += 1) {
      fail(logins, { email: `e-mail ${index}`, address: 'one' }, 1, 0);
    }
    expect(logins.begin({ email: 'b', address: 'one' }, 1)).toBe(LIMITS.loginPauseMs - 1);
    expect(logins.begin({ email: 'b', address: 'two' }, 1)).toBe(0);
    for (let index = 0; index < LIMITS.loginAttemptsOfEmailMax; index += 1) {
      fail(logins, { email: 'c', address: `address ${index}` }, 1, 0);
    }
    expect(logins.begin({ email: 'c', address: 'two' }, 1)).toBe(LIMITS.loginPauseMs - 1);
    // A right password among them does not start the counts of others again.
    const own = { email: 'own', address: 'three' };
    fail(logins, { email: 'd', address: 'three' }, LIMITS.loginAttemptsMax - 1, 0);
    for (
      let index = LIMITS.loginAttemptsMax;
      index < LIMITS.loginAttemptsOfAddressMax;
      index += 1
    ) {
      fail(logins, own, 1, 0);
      logins.succeed(own);
      fail(logins, { email: `d ${index}`, address: 'three' }, 1, 0);
    }
    fail(logins, own, 1, 0);
    expect(logins.begin({ email: 'x', address: 'three' }, 0)).toBe(LIMITS.loginPauseMs);
    // Nor is the attempt that was right what brings the pause.
    logins.succeed(own);
    expect(logins.begin({ email: 'x', address: 'three' }, 0)).toBe(0);
  });

  test('age', () => {
    const logins = new LoginAttempts();
    fail(logins, home, LIMITS.loginAttemptsMax - 1, 0);
    fail(logins, home, LIMITS.loginAttemptsMax - 1, LIMITS.loginFailuresKeptMs);
    expect(logins.begin(home, LIMITS.loginFailuresKeptMs)).toBe(0);
    expect(logins.begin(home, LIMITS.loginFailuresKeptMs)).toBe(LIMITS.loginPauseMs);
  });
});

test('a hall behind one address takes all files of a draw at once, and a flood is still braked', () => {
  const { draws } = createRequestLimits();
  const [phones, files] = [5_000, DRAW_FILES.length + 2];
  let refused = 0;
  for (let asked = 0; asked < phones * files; asked += 1) {
    if (draws.take('192.0.2.1', 0) > 0) refused += 1;
  }
  expect(refused).toBe(0);
  let most = 0;
  while (draws.take('192.0.2.2', 0) === 0) most += 1;
  expect(most).toBeLessThan(phones * files * 2);
});

test('false beacons are braked by address, and all together', () => {
  const { falseBeacons } = createRequestLimits();
  const charge = (address: string) => {
    let charged = 0;
    while (charged < 1_000 && falseBeacons.waitMs(address, 0) === 0) {
      falseBeacons.charge(address, 0);
      charged += 1;
    }
    return charged;
  };
  expect(charge('192.0.2.1')).toBe(10);
  expect(charge('192.0.2.2')).toBe(10);
  expect(charge('192.0.2.3')).toBe(0);
  expect(falseBeacons.waitMs('192.0.2.3', 1_000)).toBe(0);
});
