/** A dashboard that watches one activity, as the staff's screen does. */
import { Manager } from 'socket.io-client';
import type { AttendanceChange } from '#domain/contract/attendance.ts';
import type { CheckInsRecorded } from '#domain/contract/dashboard-channel.ts';
import { NAMESPACES, PROTOCOL_VERSION } from '#domain/contract/protocol.ts';

export interface WatchingDashboard {
  /** Resolves when the books hold this many outcomes. */
  booked(seq: number): Promise<void>;
  /** `attendance:changed` so far, and those whose `fromSeq` did not fit on the last `seq`. */
  figures(): { readonly changes: number; readonly gaps: number };
}

/** @param dashboard the session cookie of a member of staff, and what to watch */
export async function watchAttendance(
  url: string,
  dashboard: { readonly cookie: string; readonly activityId: string },
): Promise<WatchingDashboard> {
  const manager = new Manager(url, {
    transports: ['websocket'],
    reconnection: false,
    extraHeaders: { cookie: dashboard.cookie },
  });
  const socket = manager.socket(NAMESPACES.dashboard, {
    auth: { protocolVersion: PROTOCOL_VERSION },
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  let bookedSeq = 0;
  let waiting: { readonly seq: number; readonly resolve: () => void } | null = null;
  const tellBooked = (seq: number): void => {
    bookedSeq = Math.max(bookedSeq, seq);
    if (waiting !== null && bookedSeq >= waiting.seq) waiting.resolve();
  };
  let changes = 0;
  let gaps = 0;
  let lastSeq: number | null = null;
  socket.on('check-in:recorded', (recorded: CheckInsRecorded) => {
    if (recorded.activityId !== dashboard.activityId) return;
    tellBooked(recorded.bookedSeq);
  });
  socket.on('attendance:changed', (change: AttendanceChange) => {
    changes += 1;
    if (lastSeq !== null && change.fromSeq !== lastSeq) gaps += 1;
    lastSeq = change.seq;
    tellBooked(change.counters.bookedSeq);
  });
  const answer: unknown = await socket.emitWithAck('attendance:watch', {
    activityId: dashboard.activityId,
  });
  if (typeof answer !== 'object' || answer === null || 'failure' in answer) {
    throw new Error(`the dashboard may not watch: ${JSON.stringify(answer)}`);
  }
  return {
    booked: (seq) =>
      new Promise((resolve) => {
        waiting = { seq, resolve };
        tellBooked(bookedSeq);
      }),
    figures: () => ({ changes, gaps }),
  };
}
