/**
 * Follows the outboxes of the activities that somebody here looks at, and tells the screens: the
 * dashboards every change without a gap, at most each `LIMITS.attendanceIntervalMs`; the kiosks the
 * count, at most twice a second.
 */
import type { Attendance } from '#domain/contract/attendance.ts';
import type { ActivityChanged } from '#domain/contract/kiosk-channel.ts';
import type { LiveStore, OutboxWatch } from '#stores/live/live-store.ts';
import { ActivityTail, NOBODY_IS_AT_SEQ } from './activity-tail.ts';
import type { ActivityTailParts } from './activity-tail.ts';

export interface AttendanceTail {
  /** A kiosk of the activity came; `kioskLeft` when it goes. */
  kioskCame(activityId: string): void;
  kioskLeft(activityId: string): void;
  dashboardLeft(activityId: string): void;
  /**
   * The snapshot; `letIn` is called in the same moment in which the stream is at its seq. Counts
   * as a dashboard until `dashboardLeft`, unless it rejects.
   */
  watch(activityId: string, letIn: (snapshot: Attendance) => void): Promise<void>;
  /** What a kiosk shows of its activity. */
  activityChanged(activityId: string): Promise<ActivityChanged | null>;
  /** Something may have been missed: everybody asks again. */
  startOver(): void;
  close(): Promise<void>;
}

export function createAttendanceTail(
  parts: ActivityTailParts & { readonly live: LiveStore },
): AttendanceTail {
  const { live, activities, attendance } = parts;
  const tails = new Map<string, ActivityTail>();
  const outboxes: OutboxWatch = live.watchOutboxes((activityId) => tails.get(activityId)?.wake());

  function tailOf(activityId: string): ActivityTail {
    const existing = tails.get(activityId);
    if (existing !== undefined) return existing;
    const tail = new ActivityTail(activityId, parts);
    tails.set(activityId, tail);
    outboxes.watch(activityId);
    return tail;
  }

  function leave(activityId: string, who: 'kiosks' | 'dashboards'): void {
    const tail = tails.get(activityId);
    if (tail === undefined) return;
    tail[who] -= 1;
    if (tail.isWatched) return;
    tail.stop();
    tails.delete(activityId);
    outboxes.unwatch(activityId);
  }

  return {
    kioskCame(activityId) {
      tailOf(activityId).kiosks += 1;
    },
    kioskLeft: (activityId) => leave(activityId, 'kiosks'),
    dashboardLeft: (activityId) => leave(activityId, 'dashboards'),
    async watch(activityId, letIn) {
      const tail = tailOf(activityId);
      tail.dashboards += 1;
      try {
        await tail.watch(letIn);
      } catch (error) {
        leave(activityId, 'dashboards');
        throw error;
      }
    },
    async activityChanged(activityId) {
      const found = await activities.find(activityId);
      if (found === null) return null;
      const { counters } = await attendance.read(activityId, NOBODY_IS_AT_SEQ);
      const { admitted, inside } = counters;
      return { activity: found.activity, admitted, inside };
    },
    startOver() {
      for (const tail of tails.values()) tail.startOver();
    },
    async close() {
      for (const tail of tails.values()) tail.stop();
      tails.clear();
      await outboxes.close();
    },
  };
}
