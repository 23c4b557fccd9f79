/** Reads what the server said; k6 finds no npm packages, so not by the contract's schemas. */
import type { Counters } from '../../domain/contract/attendance.ts';
import type { ScanAnswer, Verdict } from '../../domain/contract/scan.ts';

/** The text under a key; throws when there is none: the contract promised it. */
export function textAt(answer: unknown, key: string): string {
  const value = valueAt(answer, key);
  if (typeof value === 'string') return value;
  throw new Error(`no text '${key}' in ${JSON.stringify(answer)}`);
}

/** The number under a key, or undefined. */
export function numberAt(answer: unknown, key: string): number | undefined {
  const value = valueAt(answer, key);
  return typeof value === 'number' ? value : undefined;
}

export function valueAt(answer: unknown, key: string): unknown {
  if (typeof answer !== 'object' || answer === null) return undefined;
  return Object.entries(answer).find(([name]) => name === key)?.[1];
}

export function countersOf(attendance: unknown): Counters {
  const counters = valueAt(attendance, 'counters');
  if (isCounters(counters)) return counters;
  throw new Error(`no counters in ${JSON.stringify(attendance)}`);
}

/** Of the kind, as far as the journey looks at it. */
export function isScanAnswer(answer: unknown): answer is ScanAnswer {
  return ['outcome', 'failure'].some((key) => typeof valueAt(answer, key) === 'string');
}

export function isOutcome<Name extends Verdict['outcome']>(
  answer: ScanAnswer,
  outcome: Name,
): answer is Extract<Verdict, { outcome: Name }> {
  return 'outcome' in answer && answer.outcome === outcome;
}

/** The first verdict again, `replayed` and in everything else the same (CI1). */
export function isReplay(answer: ScanAnswer, first: ScanAnswer | undefined): boolean {
  if (first === undefined || !('outcome' in first) || !('outcome' in answer)) return false;
  return (
    answer.replayed && JSON.stringify({ ...answer, replayed: false }) === JSON.stringify(first)
  );
}

function isCounters(value: unknown): value is Counters {
  const numbers = ['admitted', 'inside', 'already', 'seq', 'bookedSeq'];
  return (
    numbers.every((key) => numberAt(value, key) !== undefined) &&
    typeof valueAt(value, 'refused') === 'object'
  );
}
