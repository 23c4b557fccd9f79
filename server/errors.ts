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
  'message-too-large': 'The message is too large.',
  'media-type-unsupported': 'The body must be JSON.',
  'message-malformed': 'The message is not as it should be.',
  'protocol-outdated': 'The screen is outdated; please reload it.',
  'rate-limited': 'Too many requests.',
  internal: 'Something is wrong on our side.',
  unavailable: 'A part of the system is away; nothing was decided. Please try again.',
};

export interface ProblemDetails {
  readonly detail?: string;
  readonly issues?: readonly { readonly path: string; readonly message: string }[];
  readonly retryAfterMs?: number;
}

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
  const { detail, issues, retryAfterMs } = details;
  return {
    type: `urn:tsudoi:problem:${code}`,
    title: TITLES[code],
    status: PROBLEMS[code],
    code,
    ...(detail === undefined ? {} : { detail }),
    ...(issues === undefined ? {} : { issues: [...issues] }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
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
