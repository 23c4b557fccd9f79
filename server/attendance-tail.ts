/**
 * Follows the outboxes of the activities that somebody here looks at, and tells the screens: the
 * dashboards every change without a gap, at most each `LIMITS.attendanceIntervalMs`; the kiosks the
 * count, at most twice a second.
 *
 * The work of one activity is done one piece after the other. A snapshot first moves the stream of
 * changes up to its own seq and then lets its client in, so that the next change fits.
 */
import type { Attendance, AttendanceChange } from '#domain/contract/attendance.ts';
import type { ActivityChanged } from '#domain/contract/kiosk-channel.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import type { AttendanceReading, LiveStore, OutboxWatch } from '#stores/live/live-store.ts';
import type { ActivityDesk } from './activity-desk.ts';
import type { AttendanceDesk } from './attendance-desk.ts';
import type { Report } from './errors.ts';

/** Kiosks hear of the count at most this often. */
const KIOSK_INTERVAL_MS = 500;
/** A `fromSeq` that no client is at: whoever gets it asks for the snapshot again. */
export const NOBODY_IS_AT_SEQ = Number.MAX_SAFE_INTEGER;

interface Tail {
  dashboards: number;
  kiosks: number;
  /** Up to where the dashboards were told; `null`: not read yet. */
  seq: number | null;
  arrivals: Map<string, number>;
  /** Pieces of work, one after the other. */
  work: Promise<unknown>;
  flushAtMs: number;
  flushTimer: NodeJS.Timeout | null;
  kioskAtMs: number;
  kioskTimer: NodeJS.Timeout | null;
}

export interface AttendanceTail {
  /** A kiosk of the activity came; `kioskLeft` when it goes. */
  kioskCame(activityId: string): void;
  kioskLeft(activityId: string): void;
  dashboardLeft(activityId: string): void;
  /** The snapshot; `letIn` is called in the same moment in which the stream is at its seq. */
  watch(activityId: string, letIn: (snapshot: Attendance) => void): Promise<void>;
  /** What a kiosk shows of its activity. */
  activityChanged(activityId: string): Promise<ActivityChanged | null>;
  /** Something may have been missed: everybody asks again. */
  startOver(): void;
  close(): Promise<void>;
}

export interface AttendanceTailParts {
  readonly live: LiveStore;
  readonly activities: ActivityDesk;
  readonly attendance: AttendanceDesk;
  readonly toDashboards: (change: AttendanceChange) => void;
  readonly toKiosks: (change: ActivityChanged) => void;
  readonly report: Report;
  readonly nowMs: () => number;
}

export function createAttendanceTail(parts: AttendanceTailParts): AttendanceTail {
  const { live, activities, attendance, toDashboards, toKiosks, report, nowMs } = parts;
  const tails = new Map<string, Tail>();
  const outboxes: OutboxWatch = live.watchOutboxes((activityId) => {
    const tail = tails.get(activityId);
    if (tail !== undefined) planFlush(activityId, tail);
  });

  function tailOf(activityId: string): Tail {
    const existing = tails.get(activityId);
    if (existing !== undefined) return existing;
    const tail = newTail();
    tails.set(activityId, tail);
    outboxes.watch(activityId);
    return tail;
  }

  function dropIfUnwatched(activityId: string, tail: Tail): void {
    if (tail.dashboards > 0 || tail.kiosks > 0 || tails.get(activityId) !== tail) return;
    if (tail.flushTimer !== null) clearTimeout(tail.flushTimer);
    if (tail.kioskTimer !== null) clearTimeout(tail.kioskTimer);
    tails.delete(activityId);
    outboxes.unwatch(activityId);
  }

  function planFlush(activityId: string, tail: Tail): void {
    if (tail.flushTimer !== null) return;
    const waitMs = Math.max(0, tail.flushAtMs + LIMITS.attendanceIntervalMs - nowMs());
    tail.flushTimer = setTimeout(() => {
      tail.flushTimer = null;
      tail.flushAtMs = nowMs();
      void inTurn(tail, () => flush(activityId, tail)).catch((error: unknown) => {
        report('attendance', error);
      });
    }, waitMs);
  }

  async function flush(activityId: string, tail: Tail): Promise<void> {
    const reading = await attendance.read(activityId, tail.seq ?? NOBODY_IS_AT_SEQ);
    if (tail.dashboards > 0 && tail.seq !== null) await tellDashboards(activityId, tail, reading);
    if (tail.kiosks > 0) tellKiosks(activityId, tail, reading);
  }

  async function tellDashboards(
    activityId: string,
    tail: Tail,
    reading: AttendanceReading,
  ): Promise<void> {
    const before = tail.seq!;
    const { seq } = reading.counters;
    if (seq === before) return;
    const lines = await attendance.lines(reading.latest);
    toDashboards({
      activityId,
      at: new Date(nowMs()).toISOString(),
      // Behind what was told: Redis was rebuilt. Nobody can add that up.
      fromSeq: seq > before ? before : NOBODY_IS_AT_SEQ,
      seq,
      counters: reading.counters,
      arrivals: changedMinutes(tail.arrivals, reading),
      latest: lines,
    });
    take(tail, reading);
  }

  function tellKiosks(activityId: string, tail: Tail, { counters }: AttendanceReading): void {
    const found = activities.held(activityId);
    if (found === undefined || tail.kioskTimer !== null) return;
    const waitMs = tail.kioskAtMs + KIOSK_INTERVAL_MS - nowMs();
    if (waitMs > 0) {
      tail.kioskTimer = setTimeout(() => {
        tail.kioskTimer = null;
        planFlush(activityId, tail);
      }, waitMs);
      return;
    }
    tail.kioskAtMs = nowMs();
    const { admitted, inside } = counters;
    toKiosks({ activity: found.activity, admitted, inside });
  }

  return {
    kioskCame(activityId) {
      tailOf(activityId).kiosks += 1;
    },
    kioskLeft(activityId) {
      const tail = tails.get(activityId);
      if (tail === undefined) return;
      tail.kiosks -= 1;
      dropIfUnwatched(activityId, tail);
    },
    dashboardLeft(activityId) {
      const tail = tails.get(activityId);
      if (tail === undefined) return;
      tail.dashboards -= 1;
      dropIfUnwatched(activityId, tail);
    },
    async watch(activityId, letIn) {
      const tail = tailOf(activityId);
      tail.dashboards += 1;
      try {
        await inTurn(tail, async () => {
          const snapshot = await attendance.snapshot(activityId);
          if (tail.seq !== null && tail.seq !== snapshot.counters.seq) {
            toDashboards(upTo(snapshot, tail));
          }
          take(tail, snapshot);
          letIn(snapshot);
        });
      } catch (error) {
        tail.dashboards -= 1;
        dropIfUnwatched(activityId, tail);
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
      for (const [activityId, tail] of tails) {
        void inTurn(tail, async () => {
          const reading = await attendance.read(activityId, NOBODY_IS_AT_SEQ);
          const { counters } = reading;
          take(tail, reading);
          toDashboards({
            activityId,
            at: new Date(nowMs()).toISOString(),
            fromSeq: NOBODY_IS_AT_SEQ,
            seq: counters.seq,
            counters,
            arrivals: [],
            latest: [],
          });
          if (tail.kiosks > 0) tellKiosks(activityId, tail, reading);
        }).catch((error: unknown) => report('attendance', error));
      }
    },
    async close() {
      for (const tail of tails.values()) {
        if (tail.flushTimer !== null) clearTimeout(tail.flushTimer);
        if (tail.kioskTimer !== null) clearTimeout(tail.kioskTimer);
      }
      tails.clear();
      await outboxes.close();
    },
  };

  /** The change that brings those who watch already to where the snapshot is. */
  function upTo(snapshot: Attendance, tail: Tail): AttendanceChange {
    const { activityId, at, counters } = snapshot;
    const before = tail.seq!;
    return {
      activityId,
      at,
      fromSeq: counters.seq > before ? before : NOBODY_IS_AT_SEQ,
      seq: counters.seq,
      counters,
      arrivals: changedMinutes(tail.arrivals, snapshot),
      latest: snapshot.latest.filter(({ seq }) => seq > before),
    };
  }
}

function newTail(): Tail {
  return {
    dashboards: 0,
    kiosks: 0,
    seq: null,
    arrivals: new Map(),
    work: Promise.resolve(),
    flushAtMs: 0,
    flushTimer: null,
    kioskAtMs: 0,
    kioskTimer: null,
  };
}

function inTurn(tail: Tail, work: () => Promise<void>): Promise<void> {
  const turn = tail.work.then(work, work);
  tail.work = turn.catch(() => undefined);
  return turn;
}

function take(tail: Tail, { counters, arrivals }: Pick<Attendance, 'counters'> & Arrivals): void {
  tail.seq = counters.seq;
  tail.arrivals = new Map(arrivals.map(({ minute, count }) => [minute, count]));
}

interface Arrivals {
  readonly arrivals: readonly { readonly minute: string; readonly count: number }[];
}

function changedMinutes(
  before: ReadonlyMap<string, number>,
  { arrivals }: Arrivals,
): { minute: string; count: number }[] {
  return arrivals.filter(({ minute, count }) => before.get(minute) !== count);
}
