/** Puts the live figures of an activity together for those who look: people's names, kiosks, conflicts. */
import type { Attendance, CheckInLine } from '#domain/contract/attendance.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import type { OutboxLine } from '#domain/contract/outbox.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { AttendanceReading, LiveStore } from '#stores/live/live-store.ts';
import type { ActivityDesk } from './activity-desk.ts';
import { ProblemError } from '../errors.ts';
import type { KioskViews } from '../kiosks/kiosk-views.ts';

export interface AttendanceDesk {
  /** The figures now; restores the activity when Redis has lost it. */
  read(activityId: string, afterSeq: number): Promise<AttendanceReading>;
  /** Lines as staff see them, with nicknames. */
  lines(latest: readonly OutboxLine[]): Promise<CheckInLine[]>;
  /** The whole picture. @throws ProblemError activity-unknown */
  snapshot(activityId: string): Promise<Attendance>;
}

export function createAttendanceDesk({
  ledger,
  live,
  activities,
  kioskViews,
  nowMs,
}: {
  readonly ledger: Ledger;
  readonly live: LiveStore;
  readonly activities: ActivityDesk;
  readonly kioskViews: KioskViews;
  readonly nowMs: () => number;
}): AttendanceDesk {
  async function read(activityId: string, afterSeq: number): Promise<AttendanceReading> {
    const options = { afterSeq, latestMax: LIMITS.latestCheckInsMax };
    const reading = await live.readAttendance(activityId, options);
    if (reading !== null) return reading;
    await activities.restore(activityId);
    const restored = await live.readAttendance(activityId, options);
    if (restored === null)
      throw new Error(`Activity ${activityId} was lost while it was restored.`);
    return restored;
  }

  async function nicknames(participantIds: readonly string[]): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    if (participantIds.length === 0) return found;
    const cached = await live.nicknames(participantIds);
    const missing: string[] = [];
    for (const [index, participantId] of participantIds.entries()) {
      const nickname = cached[index] ?? null;
      if (nickname === null) missing.push(participantId);
      else found.set(participantId, nickname);
    }
    if (missing.length === 0) return found;
    // The figures matter more than a name: without the books the line stays, nameless.
    const booked = await ledger.nicknames(missing).catch(() => new Map<string, string>());
    return new Map([...found, ...booked]);
  }

  async function lines(latest: readonly OutboxLine[]): Promise<CheckInLine[]> {
    const ids = new Set(latest.flatMap(({ facts }) => facts.participantId ?? []));
    const names = await nicknames([...ids]);
    return latest.map((line) => ({
      seq: line.seq,
      scannedAt: line.facts.scannedAt,
      outcome: line.outcome,
      nickname: names.get(line.facts.participantId ?? '') ?? null,
      via: line.facts.via,
      kioskId: line.facts.kioskId,
      points: line.outcome === 'admitted' ? line.points : null,
      reason: line.outcome === 'refused' ? line.reason : null,
      firstAt: line.outcome === 'already-admitted' ? line.firstAt : null,
      recordedOffline: line.facts.recordedOffline,
    }));
  }

  return {
    read,
    lines,
    async snapshot(activityId) {
      const found = await activities.find(activityId);
      if (found === null) throw new ProblemError('activity-unknown');
      const [kiosks, conflicts] = await Promise.all([
        ledger.kiosksOf(activityId).then((rows) => kioskViews.view(rows)),
        ledger.conflictsOf(activityId),
      ]);
      // Read last: what changed while the rest was asked is in it.
      const reading = await read(activityId, 0);
      return {
        activityId,
        at: new Date(nowMs()).toISOString(),
        counters: reading.counters,
        expected: found.activity.expected,
        arrivals: [...reading.arrivals],
        latest: await lines(reading.latest),
        kiosks,
        conflicts,
      };
    },
  };
}
