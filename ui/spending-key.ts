/**
 * What every screen that spends knows of idempotency keys (PT5): how one is made, and after which
 * answers the same wish is asked again under the same key. Where a key is kept is the screen's own.
 */
import { hexFromBytes } from '#domain/signing.ts';
import type { RequestProblemCode } from './problem.ts';

/** After these nobody knows whether it happened. */
const UNDECIDED: ReadonlySet<RequestProblemCode> = new Set([
  'network-unreachable',
  'answer-unreadable',
  'unavailable',
  'internal',
  'rate-limited',
]);

/** Does a refusal leave open whether something was spent? */
export function leavesUndecided(code: RequestProblemCode): boolean {
  return UNDECIDED.has(code);
}

/** Fresh, 128 bits. Not by `crypto.randomUUID`, which a page without TLS does not have. */
export function newSpendingKey(): string {
  return hexFromBytes(crypto.getRandomValues(new Uint8Array(16)));
}
