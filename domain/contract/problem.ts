/**
 * What went wrong, by a stable code: in HTTP as `application/problem+json` (RFC 9457), on a socket
 * as `connect_error.data` or as a `Failure` in an acknowledgement.
 */
import * as v from 'valibot';
import { RULES } from '../criteria.ts';
import { InstantSchema } from './values.ts';

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
  /** The token was good once: this person uses another phone now. */
  'token-moved': 401,
  'transfer-code-unknown': 404,
  'transfer-code-expired': 410,
  'idempotency-key-missing': 400,
  /** The same key came with another body (PT5). */
  'idempotency-key-reused': 422,
  /** Not enough points; `balance` and `needed` say how many (PT3). */
  'balance-insufficient': 409,
  /** A limit of the programme; `rule`, `limit` and `asked` say which (PG2). */
  'rule-broken': 422,
  'shop-unknown': 404,
  'shop-closed': 409,
  'offer-unknown': 404,
  'offer-closed': 409,
  'coupon-unknown': 404,
  /** It was used at `firstAt`. */
  'coupon-used': 409,
  /** Exchanged, and taken back by staff. */
  'coupon-taken-back': 409,
  'coupon-of-another-shop': 409,
  /** No reservation (any more): scan the shop's code again. */
  'coupon-not-reserved': 409,
  'code-unreadable': 422,
  'code-forged': 422,
  /** A live code of another moment; `serverTime` helps a phone to see how wrong its clock is. */
  'code-stale': 409,
  /** A phone's pass where a coupon was expected. */
  'code-of-a-pass': 409,
  'pass-unknown': 404,
  'pass-revoked': 409,
  'pass-expired': 409,
  'grant-unknown': 404,
  'grant-decided': 409,
  'grant-lapsed': 410,
  'approval-by-proposer': 403,
  'transaction-unknown': 404,
  'transaction-reversed': 409,
  'transaction-not-reversible': 409,
  'lottery-unknown': 404,
  'draw-taken': 409,
  /** It stands elsewhere than where this leads on from; look at its `state` again. */
  'lottery-state': 409,
  /** Another desk leads it; it can be taken over. */
  'lottery-led-elsewhere': 409,
  'lottery-not-open': 409,
  'lottery-not-gathering': 409,
  'contribution-limit': 429,
  'beacon-false': 422,
  'prize-unknown': 404,
  'tickets-insufficient': 409,
  'certificate-unknown': 404,
  /** Its content or signature is not what the programme signed. */
  'certificate-forged': 422,
  'certificate-revoked': 410,
  'certificate-empty': 409,
  'email-taken': 409,
  'message-too-large': 413,
  'media-type-unsupported': 415,
  'message-malformed': 400,
  'protocol-outdated': 426,
  'rate-limited': 429,
  internal: 500,
  /** Redis or the database is away: nothing was decided, nothing is lost; try again. */
  unavailable: 503,
} as const satisfies Record<string, number>;

/** Why a lottery stands elsewhere than where an order leads on from, where more than its state says so. */
export const LOTTERY_STATE_REASONS = [
  /** Its entries would be over already: it needs a later time of closing. */
  'closing-past',
  /** The list of entries is still being written; it comes by itself. */
  'entries-unlisted',
  /** Its dice are being thrown: a sealed draw can no longer end without a result. */
  'dice-begun',
  /** The first round exists: no dice any more, and it can no longer end without a result. */
  'round-exists',
  /** Not all of its rounds are known yet. */
  'rounds-unknown',
] as const;

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
  /** For `rule-broken`. */
  rule: v.optional(v.picklist(RULES)),
  limit: v.optional(v.number()),
  asked: v.optional(v.number()),
  /** For `balance-insufficient`, in points; for `tickets-insufficient`, in tickets. */
  balance: v.optional(v.number()),
  needed: v.optional(v.number()),
  /** For `coupon-used`. */
  firstAt: v.optional(InstantSchema),
  /** For `lottery-state`. */
  reason: v.optional(v.picklist(LOTTERY_STATE_REASONS)),
  /** For `code-stale`. */
  serverTime: v.optional(InstantSchema),
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
