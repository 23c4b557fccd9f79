/** What the books refuse, told to the one who asked. */
import assert from 'node:assert/strict';
import type { ProblemCode } from '#domain/contract/problem.ts';
import type { BrokenRule } from '#domain/criteria.ts';
import type { BalanceInsufficient, CouponUsed, Refused } from '#stores/ledger/spending.ts';
import { ProblemError } from '../errors.ts';

type Refusal = Refused<ProblemCode> | BalanceInsufficient | CouponUsed;
type Granted<R> = Extract<R, { readonly ok: true }>;

/**
 * What was granted.
 * @throws ProblemError of the refusal's code, with the figures that help (PT3, PG2)
 */
export function granted<R extends { readonly ok: true } | Refusal>(result: R): Granted<R> {
  if (isGranted(result)) return result;
  refuse(result);
}

function isGranted<R extends { readonly ok: boolean }>(result: R): result is Granted<R> {
  return result.ok;
}

function refuse(result: { readonly ok: true } | Refusal): never {
  assert(!result.ok);
  const { code } = result;
  if (code === 'balance-insufficient' && 'balance' in result) {
    const { balance, needed } = result;
    throw new ProblemError(code, { balance, needed });
  }
  if (code === 'coupon-used' && 'firstAt' in result) {
    throw new ProblemError(code, { firstAt: result.firstAt });
  }
  throw new ProblemError(code);
}

/** @throws ProblemError rule-broken, with the rule's name and figures (PG2) */
export function assertAllowed(broken: BrokenRule | null): void {
  if (broken !== null) throw new ProblemError('rule-broken', { ...broken });
}
