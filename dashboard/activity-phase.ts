/** How an activity stands, for lists and heads. */
import { phaseAt, type ActivityPhase } from '#domain/check-in.ts';
import type { Activity } from '#domain/contract/activities.ts';

export function activityPhase(activity: Activity, nowMs: number): ActivityPhase {
  return phaseAt(
    {
      opensAtMs: Date.parse(activity.opensAt),
      closesAtMs: Date.parse(activity.closesAt),
      cancelled: activity.cancelledAt !== null,
    },
    nowMs,
  );
}
