/**
 * What went wrong, by a stable code: in HTTP as `application/problem+json` (RFC 9457), on a socket
 * as `connect_error.data` or as a `Failure` in an acknowledgement.
 */
import * as v from 'valibot';

/** code → HTTP status. One list for HTTP and sockets. */
export const PROBLEMS = {
  'request-malformed': 400,
  'not-logged-in': 401,
  'login-failed': 401,
  'token-unknown': 401,
  'not-allowed': 403,
  'not-found': 404,
  'participant-unknown': 404,
  'activity-unknown': 404,
  'kiosk-unknown': 404,
  'method-not-allowed': 405,
  'activity-has-check-ins': 409,
  'activity-ended': 409,
  'enrollment-code-used': 409,
  'enrollment-code-expired': 410,
  'enrollment-code-unknown': 404,
  'kiosk-revoked': 403,
  'message-too-large': 413,
  'media-type-unsupported': 415,
  'message-malformed': 400,
  'protocol-outdated': 426,
  'rate-limited': 429,
  internal: 500,
  /** Redis or the database is away: nothing was decided, nothing is lost; try again. */
  unavailable: 503,
} as const satisfies Record<string, number>;

export type ProblemCode = keyof typeof PROBLEMS;

export const ProblemCodeSchema = v.picklist(Object.keys(PROBLEMS).filter(isProblemCode));

function isProblemCode(code: string): code is ProblemCode {
  return code in PROBLEMS;
}

export const ProblemSchema = v.object({
  /** `about:blank`-free: `urn:tsudoi:problem:<code>`. */
  type: v.string(),
  title: v.string(),
  status: v.number(),
  code: ProblemCodeSchema,
  detail: v.optional(v.string()),
  /** For `request-malformed`: what was wrong where. */
  issues: v.optional(v.array(v.object({ path: v.string(), message: v.string() }))),
  /** For `rate-limited` and `unavailable`. */
  retryAfterMs: v.optional(v.number()),
});
export type Problem = v.InferOutput<typeof ProblemSchema>;

/** The problems that a socket message can meet. */
export const FailureCodeSchema = v.picklist([
  'message-malformed',
  'message-too-large',
  'rate-limited',
  'unavailable',
  'kiosk-revoked',
  'activity-unknown',
  'internal',
]);

/** The answer to a socket message that could not be taken. Nothing was decided (CI4). */
export const FailureSchema = v.object({
  failure: FailureCodeSchema,
  retryAfterMs: v.optional(v.number()),
});
export type Failure = v.InferOutput<typeof FailureSchema>;
export type FailureCode = Failure['failure'];
