/**
 * What the dashboard knows of one activity's live attendance: the last snapshot and everything that
 * changed since. Pure; the controller feeds it events and asks the server when `wantsSnapshot` is set.
 */
import type {
  Attendance,
  AttendanceChange,
  CheckInLine,
  Conflict,
} from '#domain/contract/attendance.ts';
import type { CheckInsRecorded } from '#domain/contract/dashboard-channel.ts';
import type { Kiosk } from '#domain/contract/kiosks.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import type { FailureCode } from '#domain/contract/problem.ts';

export interface AttendanceState {
  readonly activityId: string;
  readonly link: 'connecting' | 'online' | 'offline';
  /** The last known values. They stand while the link is down, with their time (`at`). */
  readonly attendance: Attendance | null;
  /** The controller is to send `attendance:watch`, then tell `asked`. */
  readonly wantsSnapshot: boolean;
  /** A snapshot was asked for and is on its way. */
  readonly awaiting: boolean;
  /** Why the last question was not answered. */
  readonly failure: FailureCode | null;
  /** What was heard since the question was asked, so that an older snapshot cannot hide it. */
  readonly heard: {
    readonly seq: number;
    readonly bookedSeq: number;
    readonly kiosks: readonly Kiosk[];
    readonly conflicts: readonly Conflict[];
  };
}

export type AttendanceEvent =
  | { type: 'connected' }
  | { type: 'disconnected' }
  | { type: 'asked' }
  /** The activity itself changed, or a failed question is to be repeated. */
  | { type: 'ask-again' }
  | { type: 'snapshot'; attendance: Attendance }
  | { type: 'failed'; failure: FailureCode }
  | { type: 'changed'; change: AttendanceChange }
  | { type: 'recorded'; recorded: CheckInsRecorded }
  | { type: 'kiosk-changed'; kiosk: Kiosk }
  | { type: 'conflict-found'; conflict: Conflict };

const NOTHING_HEARD: AttendanceState['heard'] = { seq: 0, bookedSeq: 0, kiosks: [], conflicts: [] };

/** The state before anything was heard of `activityId`. */
export function watchFrom(activityId: string): AttendanceState {
  return {
    activityId,
    link: 'connecting',
    attendance: null,
    wantsSnapshot: false,
    awaiting: false,
    failure: null,
    heard: NOTHING_HEARD,
  };
}

/** The next state; the same object when nothing changed. */
export function reduceAttendance(state: AttendanceState, event: AttendanceEvent): AttendanceState {
  switch (event.type) {
    case 'connected':
      return { ...state, link: 'online', wantsSnapshot: true, awaiting: false };
    case 'disconnected':
      return { ...state, link: 'offline', wantsSnapshot: false, awaiting: false };
    case 'asked':
      return { ...state, wantsSnapshot: false, awaiting: true, heard: NOTHING_HEARD };
    case 'ask-again':
      return state.link === 'online' ? { ...state, wantsSnapshot: true } : state;
    case 'snapshot':
      return takeSnapshot(state, event.attendance);
    case 'failed':
      return { ...state, awaiting: false, failure: event.failure };
    case 'changed':
      return takeChange(state, event.change);
    case 'recorded':
      return takeRecorded(state, event.recorded);
    case 'kiosk-changed':
      return takeKiosk(state, event.kiosk);
    case 'conflict-found':
    default:
      return takeConflict(state, event.conflict);
  }
}

function takeSnapshot(state: AttendanceState, snapshot: Attendance): AttendanceState {
  if (snapshot.activityId !== state.activityId) return state;
  const { heard } = state;
  const counters = {
    ...snapshot.counters,
    bookedSeq: Math.max(snapshot.counters.bookedSeq, heard.bookedSeq),
  };
  return {
    ...state,
    awaiting: false,
    failure: null,
    // A change overtook the snapshot: it holds something that the snapshot does not.
    wantsSnapshot: heard.seq > snapshot.counters.seq,
    attendance: {
      ...snapshot,
      counters,
      kiosks: heard.kiosks.reduce(withKiosk, snapshot.kiosks),
      conflicts: heard.conflicts.reduce(withConflict, snapshot.conflicts),
    },
  };
}

function takeChange(state: AttendanceState, change: AttendanceChange): AttendanceState {
  if (change.activityId !== state.activityId) return state;
  if (state.awaiting || state.attendance === null) {
    const seq = Math.max(state.heard.seq, change.seq);
    return { ...state, heard: { ...state.heard, seq } };
  }
  const known = state.attendance;
  const ownSeq = known.counters.seq;
  if (change.fromSeq > ownSeq) return { ...state, wantsSnapshot: true };
  if (change.seq <= ownSeq) {
    // A repeated change is older than what we have. Fewer outcomes at a later time: the server's
    // count began anew, and ours is void.
    const beganAnew = change.seq < ownSeq && Date.parse(change.at) > Date.parse(known.at);
    return beganAnew ? { ...state, wantsSnapshot: true } : state;
  }
  // Figures are absolute, so a change that reaches back before our seq is as good.
  const bookedSeq = Math.max(change.counters.bookedSeq, known.counters.bookedSeq);
  return {
    ...state,
    attendance: {
      ...known,
      at: change.at,
      counters: { ...change.counters, bookedSeq },
      arrivals: withMinutes(known.arrivals, change.arrivals),
      latest: withLines(known.latest, change.latest),
    },
  };
}

function takeRecorded(state: AttendanceState, recorded: CheckInsRecorded): AttendanceState {
  if (recorded.activityId !== state.activityId) return state;
  const bookedSeq = Math.max(state.heard.bookedSeq, recorded.bookedSeq);
  const next = { ...state, heard: { ...state.heard, bookedSeq } };
  const known = state.attendance;
  if (known === null || recorded.bookedSeq <= known.counters.bookedSeq) return next;
  const counters = { ...known.counters, bookedSeq: recorded.bookedSeq };
  return { ...next, attendance: { ...known, counters } };
}

function takeKiosk(state: AttendanceState, kiosk: Kiosk): AttendanceState {
  if (kiosk.activityId !== state.activityId) return state;
  const known = state.attendance;
  return {
    ...state,
    heard: { ...state.heard, kiosks: withKiosk(state.heard.kiosks, kiosk) },
    attendance: known && { ...known, kiosks: withKiosk(known.kiosks, kiosk) },
  };
}

function takeConflict(state: AttendanceState, conflict: Conflict): AttendanceState {
  if (conflict.activityId !== state.activityId) return state;
  const known = state.attendance;
  return {
    ...state,
    heard: { ...state.heard, conflicts: withConflict(state.heard.conflicts, conflict) },
    attendance: known && { ...known, conflicts: withConflict(known.conflicts, conflict) },
  };
}

function withKiosk(kiosks: readonly Kiosk[], kiosk: Kiosk): Kiosk[] {
  const known = kiosks.some((other) => other.kioskId === kiosk.kioskId);
  if (!known) return [...kiosks, kiosk];
  return kiosks.map((other) => (other.kioskId === kiosk.kioskId ? kiosk : other));
}

function withConflict(conflicts: readonly Conflict[], conflict: Conflict): Conflict[] {
  const known = conflicts.some((other) => other.conflictId === conflict.conflictId);
  if (!known) return [conflict, ...conflicts];
  return conflicts.map((other) => (other.conflictId === conflict.conflictId ? conflict : other));
}

function withMinutes(
  known: Attendance['arrivals'],
  changed: Attendance['arrivals'],
): Attendance['arrivals'] {
  const counts = new Map(known.map(({ minute, count }) => [Date.parse(minute), { minute, count }]));
  for (const entry of changed) counts.set(Date.parse(entry.minute), entry);
  return [...counts]
    .sort(([first], [second]) => first - second)
    .map(([, entry]) => entry)
    .filter(({ count }) => count > 0);
}

function withLines(known: readonly CheckInLine[], fresh: readonly CheckInLine[]): CheckInLine[] {
  const lines = new Map([...known, ...fresh].map((line) => [line.seq, line]));
  return [...lines.values()]
    .sort((first, second) => second.seq - first.seq)
    .slice(0, LIMITS.latestCheckInsMax);
}
