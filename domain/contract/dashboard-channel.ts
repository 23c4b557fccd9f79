/** `/dashboard`: live attendance for staff. The session cookie logs in. */
import * as v from 'valibot';
import type { Attendance, AttendanceChange, Conflict } from './attendance.ts';
import type { Kiosk } from './kiosks.ts';
import type { Failure } from './problem.ts';
import { CountSchema, UuidSchema } from './values.ts';

export const DashboardHandshakeSchema = v.object({ protocolVersion: v.number() });

export const WatchSchema = v.object({ activityId: UuidSchema });

/** `check-in:recorded`: the books hold every outcome up to `bookedSeq`. */
export const CheckInsRecordedSchema = v.object({ activityId: UuidSchema, bookedSeq: CountSchema });
export type CheckInsRecorded = v.InferOutput<typeof CheckInsRecordedSchema>;

/** `activity:changed`: an activity was made or changed; ask for the list again. */
export const ActivityTouchedSchema = v.object({ activityId: UuidSchema });

/** `kiosk:changed`. */
export type KioskChanged = Kiosk;

export interface DashboardToServer {
  /** Watches one activity instead of the one before. */
  'attendance:watch': (
    watch: v.InferOutput<typeof WatchSchema>,
    acknowledge: (answer: Attendance | Failure) => void,
  ) => void;
}

export interface ServerToDashboard {
  'attendance:changed': (change: AttendanceChange) => void;
  'check-in:recorded': (recorded: CheckInsRecorded) => void;
  'kiosk:changed': (kiosk: KioskChanged) => void;
  'conflict:found': (conflict: Conflict) => void;
  'activity:changed': (touched: v.InferOutput<typeof ActivityTouchedSchema>) => void;
}
