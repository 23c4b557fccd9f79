/** What the server says to a shop's tablet, as what the clerk is told. */
import type { RequestProblem, RequestProblemCode } from '#ui/problem.ts';
import type { LinkEnd } from './kiosk-link.ts';
import type { ShopAnswer, ShopProblem } from './shop-desk-state.ts';

/** Why the tablet's time at the shop is over; `null`: it is not. */
export function endOf(code: RequestProblemCode): LinkEnd | null {
  return END_OF_CODE[code] ?? null;
}

const END_OF_CODE: Partial<Record<RequestProblemCode, LinkEnd>> = {
  'kiosk-revoked': 'revoked',
  'token-unknown': 'token-unknown',
  'protocol-outdated': 'outdated',
};

/** What the clerk is told of a problem that is no end. */
export function answerOfProblem(problem: RequestProblem): ShopAnswer {
  const { code, balance, needed } = problem;
  if (code === 'coupon-used') return { kind: 'used', firstAt: problem.firstAt ?? null };
  const lack = balance === undefined || needed === undefined ? null : { balance, needed };
  return { kind: 'problem', problem: problemName(code), lack };
}

export function problemAnswer(problem: ShopProblem): ShopAnswer {
  return { kind: 'problem', problem, lack: null };
}

/**
 * Did the server decide? Otherwise the same wish may be sent again with its key: whatever came of it
 * the first time comes of it then.
 */
export function isDecided(problem: ShopProblem): boolean {
  return !UNDECIDED.has(problem);
}
const UNDECIDED: ReadonlySet<ShopProblem> = new Set([
  'offline',
  'no-answer',
  'unavailable',
  'busy',
  'other',
]);

export function problemName(code: RequestProblemCode): ShopProblem {
  return PROBLEM_OF_CODE[code] ?? 'other';
}

const PROBLEM_OF_CODE: Partial<Record<RequestProblemCode, ShopProblem>> = {
  'coupon-of-another-shop': 'coupon-of-another-shop',
  'coupon-unknown': 'coupon-unknown',
  'coupon-taken-back': 'coupon-taken-back',
  'code-stale': 'code-stale',
  'code-forged': 'code-forged',
  'code-of-a-pass': 'code-of-a-pass',
  'code-unreadable': 'code-unreadable',
  'request-malformed': 'code-unreadable',
  'pass-revoked': 'pass-revoked',
  'pass-unknown': 'pass-unknown',
  'participant-unknown': 'pass-unknown',
  'pass-expired': 'pass-expired',
  'balance-insufficient': 'balance-insufficient',
  'offer-unknown': 'offer-closed',
  'offer-closed': 'offer-closed',
  'shop-unknown': 'shop-closed',
  'shop-closed': 'shop-closed',
  'network-unreachable': 'no-answer',
  unavailable: 'unavailable',
  'rate-limited': 'busy',
};
