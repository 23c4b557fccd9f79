/**
 * Brakes against floods and guessing. They count in this process: with several server nodes each
 * has its own, so that the whole allows at most that many times as much.
 */
import { LIMITS } from '#domain/contract/limits.ts';
import { ProblemError } from '../errors.ts';

/** A token bucket: `burst` at once, `perSecond` on and on. */
export class TokenBucket {
  readonly #perMs: number;
  readonly #burst: number;
  #tokens: number;
  #filledAtMs: number;

  constructor(perSecond: number, burst: number, nowMs: number) {
    this.#perMs = perSecond / 1_000;
    this.#burst = burst;
    this.#tokens = burst;
    this.#filledAtMs = nowMs;
  }

  /** Takes `count` tokens. @returns 0, or after how many milliseconds they would be there. */
  take(count: number, nowMs: number): number {
    const waitMs = this.waitMs(count, nowMs);
    if (waitMs === 0) this.#tokens -= count;
    return waitMs;
  }

  /** Takes nothing. @returns 0, or after how many milliseconds `count` tokens would be there. */
  waitMs(count: number, nowMs: number): number {
    const passedMs = Math.max(0, nowMs - this.#filledAtMs);
    this.#tokens = Math.min(this.#burst, this.#tokens + passedMs * this.#perMs);
    this.#filledAtMs = nowMs;
    return this.#tokens >= count ? 0 : Math.ceil((count - this.#tokens) / this.#perMs);
  }

  /** Takes tokens whether they are there or not; the debt is waited for. */
  charge(count: number): void {
    this.#tokens -= count;
  }

  giveBack(count: number): void {
    this.#tokens = Math.min(this.#burst, this.#tokens + count);
  }
}

/** Sources that are remembered at once; the longest unseen is forgotten first. */
const SOURCES_MAX = 10_000;

/** A bucket for each source (an address, a kiosk). */
export class SourceLimit {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(perSecond: number, burst: number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
  }

  /** The source's own bucket: the same one for all who ask, as long as it is remembered. */
  bucketOf(source: string, nowMs: number): TokenBucket {
    const bucket =
      this.#buckets.get(source) ?? new TokenBucket(this.#perSecond, this.#burst, nowMs);
    this.#buckets.delete(source);
    this.#buckets.set(source, bucket);
    if (this.#buckets.size > SOURCES_MAX) forgetOldest(this.#buckets);
    return bucket;
  }

  /** @returns 0, or after how many milliseconds the source may try again. */
  take(source: string, nowMs: number): number {
    return this.bucketOf(source, nowMs).take(1, nowMs);
  }

  /** Takes nothing. @returns 0, or after how many milliseconds the source may try again. */
  waitMs(source: string, nowMs: number): number {
    return this.#buckets.get(source)?.waitMs(1, nowMs) ?? 0;
  }

  /** It was tried, and it was not harmless. */
  charge(source: string, nowMs: number): void {
    this.bucketOf(source, nowMs).charge(1);
  }

  /** What was taken turned out to be harmless. */
  giveBack(source: string): void {
    this.#buckets.get(source)?.giveBack(1);
  }
}

interface Attempts {
  failed: number;
  /** When the first of them was. */
  sinceMs: number;
  pausedUntilMs: number;
}

/** Who tries to log in, and from where. */
export interface LoginPlace {
  readonly email: string;
  readonly address: string;
}

/**
 * Wrong passwords: after too many a pause. What counts first is the e-mail at one address, so that
 * who guesses elsewhere does not keep its owner out; guesses at many e-mails from one address and
 * at one e-mail from many addresses have limits of their own, which are higher.
 */
export class LoginAttempts {
  readonly #attempts = new Map<string, Attempts>();

  /**
   * Counts an attempt before it is tried, so that many at once are no way around.
   * @returns 0, or for how many milliseconds there is a pause
   */
  begin(place: LoginPlace, nowMs: number): number {
    const counts = countsOf(place);
    const pauseMs = Math.max(
      0,
      ...counts.map(({ key }) => (this.#attempts.get(key)?.pausedUntilMs ?? 0) - nowMs),
    );
    if (pauseMs > 0) return pauseMs;
    for (const { key, attemptsMax } of counts) {
      const attempts = this.#current(key, attemptsMax, nowMs);
      attempts.failed += 1;
      if (attempts.failed >= attemptsMax) attempts.pausedUntilMs = nowMs + LIMITS.loginPauseMs;
      this.#attempts.delete(key);
      this.#attempts.set(key, attempts);
      if (this.#attempts.size > SOURCES_MAX) forgetOldest(this.#attempts);
    }
    return 0;
  }

  /**
   * The right password: what was counted at this place is forgotten. For the address and for the
   * e-mail it only does not count itself, since others' guesses are in there too.
   */
  succeed(place: LoginPlace): void {
    const [own, ...others] = countsOf(place);
    this.#attempts.delete(own.key);
    for (const { key, attemptsMax } of others) {
      const attempts = this.#attempts.get(key);
      if (attempts === undefined) continue;
      attempts.failed -= 1;
      if (attempts.failed < attemptsMax) attempts.pausedUntilMs = 0;
    }
  }

  /** What still counts: failures age, and a pause that is over has paid for them. */
  #current(key: string, attemptsMax: number, nowMs: number): Attempts {
    const kept = this.#attempts.get(key);
    const counts =
      kept !== undefined &&
      kept.failed > 0 &&
      kept.failed < attemptsMax &&
      nowMs - kept.sinceMs < LIMITS.loginFailuresKeptMs;
    return counts ? kept : { failed: 0, sinceMs: nowMs, pausedUntilMs: 0 };
  }
}

interface AttemptCount {
  readonly key: string;
  readonly attemptsMax: number;
}

function countsOf({ email, address }: LoginPlace): [AttemptCount, ...AttemptCount[]] {
  return [
    { key: `place ${address} ${email}`, attemptsMax: LIMITS.loginAttemptsMax },
    { key: `address ${address}`, attemptsMax: LIMITS.loginAttemptsOfAddressMax },
    { key: `email ${email}`, attemptsMax: LIMITS.loginAttemptsOfEmailMax },
  ];
}

function forgetOldest(map: Map<string, unknown>): void {
  const oldest = map.keys().next();
  if (oldest.done !== true) map.delete(oldest.value);
}

/** The server's limits by source. Named here, once. */
export interface RequestLimits {
  readonly logins: LoginAttempts;
  /** `POST /api/participants`, by address: a hall may share one address. */
  readonly newParticipants: SourceLimit;
  /** `POST /api/kiosks/enroll`, wrong codes by address: they must not be guessed. */
  readonly enrollments: SourceLimit;
  /** `POST /api/participants/transfer`, wrong codes by address. */
  readonly transfers: SourceLimit;
  /** What everybody may read, by address. */
  readonly lookUps: SourceLimit;
  /**
   * Draws and their files, by address: five thousand phones of a hall, at one address, take all
   * files of a draw in the moment when its result is there.
   */
  readonly draws: SourceLimit;
  /** Beacons that prove nothing, by address and all together: to look into one costs a while. */
  readonly falseBeacons: FalseBeacons;
  /** What one person spends, reserves and redeems, by person. */
  readonly spending: SourceLimit;
  /** Certificates that one person has made and written as documents: each costs a moment's work. */
  readonly certificates: SourceLimit;
}

export function createRequestLimits(): RequestLimits {
  return {
    logins: new LoginAttempts(),
    newParticipants: new SourceLimit(5, 300),
    enrollments: new SourceLimit(0.2, 20),
    transfers: new SourceLimit(0.2, 20),
    lookUps: new SourceLimit(30, 600),
    draws: new SourceLimit(1_000, 100_000),
    falseBeacons: new FalseBeacons(),
    spending: new SourceLimit(5, 100),
    certificates: new SourceLimit(0.2, 20),
  };
}

/** From many addresses together they take a fifth of the time of this process at most. */
class FalseBeacons {
  readonly #ofAddress = new SourceLimit(2, 10);
  readonly #ofAll = new SourceLimit(10, 20);

  /** @returns 0, or after how many milliseconds the address may bring one again. */
  waitMs(address: string, nowMs: number): number {
    return Math.max(this.#ofAddress.waitMs(address, nowMs), this.#ofAll.waitMs('', nowMs));
  }

  charge(address: string, nowMs: number): void {
    this.#ofAddress.charge(address, nowMs);
    this.#ofAll.charge('', nowMs);
  }
}

/** @throws ProblemError rate-limited unless `waitMs` is 0 */
export function assertUnhurried(waitMs: number): void {
  if (waitMs > 0) throw new ProblemError('rate-limited', { retryAfterMs: waitMs });
}

/** What a kiosk may send, over however many sockets: one that comes back is filled up no sooner. */
export class KioskLimits {
  readonly #scans = new SourceLimit(LIMITS.scansPerSecondMax, LIMITS.scansBurstMax);
  readonly #messages = new SourceLimit(LIMITS.messagesPerSecondMax, LIMITS.messagesBurstMax);

  of(kioskId: string, nowMs: number): { scans: TokenBucket; messages: TokenBucket } {
    return {
      scans: this.#scans.bucketOf(kioskId, nowMs),
      messages: this.#messages.bucketOf(kioskId, nowMs),
    };
  }
}
