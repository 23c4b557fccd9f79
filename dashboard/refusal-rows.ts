/** Refusals in the order in which they matter. */
import { REFUSAL_REASONS, type RefusalReason } from '#domain/check-in.ts';
import type { Counters } from '#domain/contract/attendance.ts';

/** Reasons that occurred, the most frequent first. */
export function refusalRows(
  refused: Counters['refused'],
): { reason: RefusalReason; count: number }[] {
  return REFUSAL_REASONS.map((reason) => ({ reason, count: refused[reason] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((first, second) => second.count - first.count);
}
