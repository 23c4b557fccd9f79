/**
 * One activity that somebody here looks at. Its work is done one piece after the other: a snapshot
 * first moves the stream of changes up to its own seq and then lets its client in, so that the next
 * change fits.
 */
import type { Attendance, AttendanceChange } from '#domain/contract/attendance.ts';
import type { ActivityChanged } from '#domain/contract/kiosk-channel.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import type { AttendanceReading } from '#stores/live/live-store.ts';
import type { ActivityDesk } from './activity-desk.ts';
import type { AttendanceDesk } from './attendance-desk.ts';
import type { Report } from '../errors.ts';

/** Kiosks hear of the count at most this often. */
const KIOSK_INTERVAL_MS = 500;
/** A `fromSeq` that no client is at: whoever gets it asks for the snapshot again. */
export const NOBODY_IS_AT_SEQ = Number.MAX_SAFE_INTEGER;

export interface ActivityTailParts {
  readonly activities: ActivityDesk;
  readonly attendance: AttendanceDesk;
  readonly toDashboards: (change: AttendanceChange) => void;
  readonly toKiosks: (change: ActivityChanged) => void;
  readonly report: Report;
  readonly nowMs: () => number;
}

/** The part of a snapshot and of a reading that moves the stream. */
type Figures = Pick<Attendance, 'counters'> & {
  readonly arrivals: readonly { readonly minute: string; readonly count: number }[];
};

export class ActivityTail {
  readonly #activityId: string;
  readonly #parts: ActivityTailParts;
  /** Who looks. */
  dashboards = 0;
  kiosks = 0;
  /** Up to where the dashboards were told; `null`: not read yet. */
  #seq: number | null = null;
  #arrivals = new Map<string, number>();
  #work: Promise<unknown> = Promise.resolve();
  #flushedAtMs = 0;
  #flushTimer: NodeJS.Timeout | null = null;
  #kiosksToldAtMs = 0;
  #kioskTimer: NodeJS.Timeout | null = null;

  constructor(activityId: string, parts: ActivityTailParts) {
    this.#activityId = activityId;
    this.#parts = parts;
  }

  get isWatched(): boolean {
    return this.dashboards > 0 || this.kiosks > 0;
  }

  /** There are new lines: everybody is told soon, those of a rush together. */
  wake(): void {
    if (this.#flushTimer !== null) return;
    const waitMs = this.#flushedAtMs + LIMITS.attendanceIntervalMs - this.#parts.nowMs();
    this.#flushTimer = setTimeout(
      () => {
        this.#flushTimer = null;
        this.#flushedAtMs = this.#parts.nowMs();
        this.#inBackground(() => this.#flush());
      },
      Math.max(0, waitMs),
    );
  }

  /** The snapshot; `letIn` is called in the moment in which the stream is at its seq. */
  watch(letIn: (snapshot: Attendance) => void): Promise<void> {
    return this.#inTurn(async () => {
      const snapshot = await this.#parts.attendance.snapshot(this.#activityId);
      const before = this.#seq;
      if (before !== null && before !== snapshot.counters.seq) {
        const latest = snapshot.latest.filter(({ seq }) => seq > before);
        this.#parts.toDashboards(this.#change(before, snapshot, latest));
      }
      this.#take(snapshot);
      letIn(snapshot);
    });
  }

  /** Something may have been missed: everybody asks again. */
  startOver(): void {
    this.#inBackground(async () => {
      const reading = await this.#parts.attendance.read(this.#activityId, NOBODY_IS_AT_SEQ);
      this.#take(reading);
      this.#parts.toDashboards(this.#change(NOBODY_IS_AT_SEQ, reading, []));
      if (this.kiosks > 0) this.#tellKiosks(reading);
    });
  }

  stop(): void {
    if (this.#flushTimer !== null) clearTimeout(this.#flushTimer);
    if (this.#kioskTimer !== null) clearTimeout(this.#kioskTimer);
    this.#flushTimer = null;
    this.#kioskTimer = null;
  }

  async #flush(): Promise<void> {
    const { attendance } = this.#parts;
    const before = this.#seq;
    const reading = await attendance.read(this.#activityId, before ?? NOBODY_IS_AT_SEQ);
    if (this.dashboards > 0 && before !== null && reading.counters.seq !== before) {
      const latest = await attendance.lines(reading.latest);
      this.#parts.toDashboards(this.#change(before, reading, latest));
      this.#take(reading);
    }
    if (this.kiosks > 0) this.#tellKiosks(reading);
  }

  #tellKiosks({ counters }: AttendanceReading): void {
    const { activities, toKiosks, nowMs } = this.#parts;
    const found = activities.held(this.#activityId);
    if (found === undefined || this.#kioskTimer !== null) return;
    const waitMs = this.#kiosksToldAtMs + KIOSK_INTERVAL_MS - nowMs();
    if (waitMs > 0) {
      this.#kioskTimer = setTimeout(() => {
        this.#kioskTimer = null;
        this.wake();
      }, waitMs);
      return;
    }
    this.#kiosksToldAtMs = nowMs();
    const { admitted, inside } = counters;
    toKiosks({ activity: found.activity, admitted, inside });
  }

  #change(
    before: number,
    { counters, arrivals }: Figures,
    latest: AttendanceChange['latest'],
  ): AttendanceChange {
    const { seq } = counters;
    return {
      activityId: this.#activityId,
      at: new Date(this.#parts.nowMs()).toISOString(),
      // Behind what was told: Redis was rebuilt. Nobody can add that up.
      fromSeq: seq > before ? before : NOBODY_IS_AT_SEQ,
      seq,
      counters,
      arrivals: arrivals.filter(({ minute, count }) => this.#arrivals.get(minute) !== count),
      latest,
    };
  }

  #take({ counters, arrivals }: Figures): void {
    this.#seq = counters.seq;
    this.#arrivals = new Map(arrivals.map(({ minute, count }) => [minute, count]));
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#work.then(work, work);
    this.#work = turn.catch(() => undefined);
    return turn;
  }

  #inBackground(work: () => Promise<void>): void {
    this.#inTurn(work).catch((error: unknown) => this.#parts.report('attendance', error));
  }
}
