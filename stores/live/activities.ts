import type { LiveActivity } from './live-store.ts';
import { reach } from './connection.ts';
import { activityKeys, HELD_ACTIVITIES_KEY, inScriptOrder } from './keys.ts';
import { LIVE_LIMITS } from './live-limits.ts';
import type { LiveConnection } from './scripts.ts';

/** The fields of the state that come from staff. */
export function stateFieldsOf(activity: LiveActivity): Record<string, string | number> {
  return {
    opensAtMs: activity.opensAtMs,
    closesAtMs: activity.closesAtMs,
    cancelled: activity.cancelled ? 1 : 0,
    capacity: activity.capacity ?? '',
    points: activity.points,
  };
}

/** When Redis may forget an activity: long after its end, and not soon after it was touched. */
export function expiresAtMs(activity: LiveActivity, nowMs: number): number {
  return Math.max(
    activity.closesAtMs + LIVE_LIMITS.activityKeptMs,
    nowMs + LIVE_LIMITS.activityKeptLeastMs,
  );
}

export function createActivities(redis: LiveConnection) {
  return {
    async putActivity(activity: LiveActivity): Promise<void> {
      const changed = await reach(
        redis.putActivity(
          ...inScriptOrder(activityKeys(activity.activityId)),
          expiresAtMs(activity, Date.now()),
          ...Object.entries(stateFieldsOf(activity)).flat(),
        ),
      );
      if (changed === 1) await reach(redis.sadd(HELD_ACTIVITIES_KEY, activity.activityId));
    },

    async hasActivity(activityId: string): Promise<boolean> {
      return (await reach(redis.exists(activityKeys(activityId).state))) === 1;
    },
  };
}
