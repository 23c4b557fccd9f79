/**
 * Everything that can go wrong leaves the server through here: over HTTP as problem+json (RFC 9457),
 * on a socket as a `Failure` or as `connect_error.data`. One list of codes for all
 * (`domain/contract/problem.ts`).
 */
import * as v from 'valibot';
import { FailureCodeSchema, PROBLEMS } from '#domain/contract/problem.ts';
import type { Failure, FailureCode, Problem, ProblemCode } from '#domain/contract/problem.ts';
import { LedgerUnavailable } from '#stores/ledger/ledger.ts';
import { LiveStoreUnavailable } from '#stores/live/live-store.ts';

/** After how long an outage is worth another try. */
export const RETRY_AFTER_MS = 2_000;

const TITLES: Record<ProblemCode, string> = {
  'request-malformed': 'The request is not as it should be.',
  'not-logged-in': 'Please log in.',
  'login-failed': 'The e-mail or the password is wrong.',
  'token-unknown': 'The token is not known.',
  'not-allowed': 'This is not allowed.',
  'not-found': 'There is nothing here.',
  'participant-unknown': 'No such participant.',
  'activity-unknown': 'No such activity.',
  'kiosk-unknown': 'No such kiosk.',
  'method-not-allowed': 'The method is not allowed here.',
  'activity-has-check-ins': 'People have checked in already.',
  'activity-ended': 'The activity is over.',
  'enrollment-code-used': 'The enrollment code was used already.',
  'enrollment-code-expired': 'The enrollment code has expired.',
  'enrollment-code-unknown': 'The enrollment code is not known.',
  'kiosk-revoked': 'The kiosk was revoked.',
  'token-moved': 'This person uses another phone now.',
  'transfer-code-unknown': 'The code is not known, or was used already.',
  'transfer-code-expired': 'The code has expired.',
  'idempotency-key-missing':
    'A request that spends needs an Idempotency-Key: up to 100 printable ASCII characters.',
  'idempotency-key-reused': 'The Idempotency-Key was used for something else.',
  'balance-insufficient': 'There are not enough points.',
  'rule-broken': 'The programme does not allow this much.',
  'shop-unknown': 'No such shop.',
  'shop-closed': 'The shop does not take part any more.',
  'offer-unknown': 'No such offer.',
  'offer-closed': 'The offer is closed.',
  'coupon-unknown': 'No such coupon.',
  'coupon-used': 'The coupon was used already.',
  'coupon-taken-back': 'The coupon was taken back.',
  'coupon-of-another-shop': 'The coupon is for another shop.',
  'coupon-not-reserved': "The coupon is not reserved; please scan the shop's code again.",
  'code-unreadable': 'This is not a code of ours.',
  'code-forged': 'The code is not genuine.',
  'code-stale': 'The code is of another moment; please show the live screen.',
  'code-of-a-pass': 'This is a pass; please open the coupon.',
  'pass-unknown': 'No such pass.',
  'pass-revoked': 'The pass was revoked.',
  'pass-expired': 'The pass has expired.',
  'grant-unknown': 'No such grant.',
  'grant-decided': 'The grant was decided already.',
  'grant-lapsed': 'Nobody approved the grant in time.',
  'approval-by-proposer': 'Somebody else must approve what one proposed.',
  'transaction-unknown': 'No such transaction.',
  'transaction-reversed': 'The transaction was taken back already.',
  'transaction-not-reversible': 'This cannot be taken back.',
  'certificate-unknown': 'No such certificate.',
  'certificate-forged': 'This is not what the programme signed.',
  'certificate-revoked': 'The certificate was revoked.',
  'certificate-empty': 'There is nothing to certify in this year.',
  'lottery-unknown': 'No such lottery.',
  'draw-taken': 'There is a draw of this name already.',
  'lottery-state': 'The lottery stands elsewhere by now.',
  'lottery-led-elsewhere': 'Another desk leads this lottery.',
  'lottery-not-open': 'The lottery takes no entries.',
  'lottery-not-gathering': 'The draw takes no contributions now.',
  'contribution-limit': 'You have contributed as often as one can.',
  'beacon-false': 'This is no beacon of a round of this draw.',
  'prize-unknown': 'No such prize.',
  'tickets-insufficient': 'There are not enough tickets.',
  'email-taken': 'Somebody logs in by this e-mail already.',
  'message-too-large': 'The message is too large.',
  'media-type-unsupported': 'The body must be JSON.',
  'message-malformed': 'The message is not as it should be.',
  'protocol-outdated': 'The screen is outdated; please reload it.',
  'rate-limited': 'Too many requests.',
  internal: 'Something is wrong on our side.',
  unavailable: 'A part of the system is away; nothing was decided. Please try again.',
};

/** What a problem says besides its code; domain/contract/problem.ts tells which code has what. */
export type ProblemDetails = Omit<Problem, 'type' | 'title' | 'status' | 'code'>;

/** An expected refusal on its way to the one who asked. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, details: ProblemDetails = {}) {
    super(TITLES[code]);
    this.code = code;
    this.details = details;
  }
}

/** Redis or the database is out of reach. */
export function isOutage(error: unknown): boolean {
  return error instanceof LiveStoreUnavailable || error instanceof LedgerUnavailable;
}

/** Turns whatever was thrown into a problem; says nothing of the inside to the outside. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return problem(error.code, error.details);
  if (isOutage(error)) return problem('unavailable', { retryAfterMs: RETRY_AFTER_MS });
  return problem('internal', {});
}

function problem(code: ProblemCode, details: ProblemDetails): Problem {
  return {
    type: `urn:tsudoi:problem:${code}`,
    title: TITLES[code],
    status: PROBLEMS[code],
    code,
    ...details,
  };
}

/** The same on a socket. Nothing was decided (CI4). */
export function failureOf(error: unknown): Failure {
  if (isOutage(error)) return failure('unavailable', RETRY_AFTER_MS);
  if (error instanceof ProblemError && v.is(FailureCodeSchema, error.code)) {
    return failure(error.code, error.details.retryAfterMs);
  }
  return failure('internal');
}

export function failure(code: FailureCode, retryAfterMs?: number): Failure {
  return retryAfterMs === undefined ? { failure: code } : { failure: code, retryAfterMs };
}

/** Where unexpected errors are told; they are bugs or outages, never a person's mistake. */
export type Report = (what: string, error: unknown) => void;

/** One line on the standard error, at most a few of a kind a second, so that an outage is no flood. */
export function createReport(write: (line: string) => void, nowMs: () => number): Report {
  const lastAtMs = new Map<string, number>();
  return (what, error) => {
    const now = nowMs();
    const last = lastAtMs.get(what);
    if (last !== undefined && now - last < 1_000) return;
    lastAtMs.set(what, now);
    if (isOutage(error)) {
      write(`${what}: ${error instanceof Error ? error.message || error.name : 'unavailable'}`);
      return;
    }
    write(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  };
}
