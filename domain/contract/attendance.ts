/** The live attendance of one activity, as the dashboard and the kiosks' attract screen see it. */
import * as v from 'valibot';
import { REFUSAL_REASONS } from '../check-in.ts';
import { KioskSchema } from './kiosks.ts';
import { CountSchema, InstantSchema, UuidSchema } from './values.ts';

/** Absolute figures: a client never adds up. */
export const CountersSchema = v.object({
  admitted: CountSchema,
  inside: CountSchema,
  already: CountSchema,
  departures: CountSchema,
  refused: v.record(v.picklist(REFUSAL_REASONS), CountSchema),
  /** Outcomes decided so far, and how many of them are in the books. */
  seq: CountSchema,
  bookedSeq: CountSchema,
});
export type Counters = v.InferOutput<typeof CountersSchema>;

/** One outcome in the list of the latest. */
export const CheckInLineSchema = v.object({
  seq: CountSchema,
  scannedAt: InstantSchema,
  outcome: v.picklist(['admitted', 'already-admitted', 'departed', 'refused']),
  /** `null`: nobody known. */
  nickname: v.nullable(v.string()),
  via: v.nullable(v.picklist(['card', 'phone'])),
  kioskId: UuidSchema,
  points: v.nullable(CountSchema),
  reason: v.nullable(v.picklist(REFUSAL_REASONS)),
  firstAt: v.nullable(InstantSchema),
  recordedOffline: v.boolean(),
});
export type CheckInLine = v.InferOutput<typeof CheckInLineSchema>;

/** Arrivals in one minute, by `scannedAt`. */
export const MinuteSchema = v.object({ minute: InstantSchema, count: CountSchema });

/**
 * A person whom two kiosks admitted, at least one of them without the network: one participation,
 * one award, and this line for staff to look at.
 */
export const ConflictSchema = v.object({
  conflictId: UuidSchema,
  activityId: UuidSchema,
  nickname: v.nullable(v.string()),
  first: v.object({ at: InstantSchema, kiosk: v.string() }),
  second: v.object({ at: InstantSchema, kiosk: v.string() }),
  resolvedAt: v.nullable(InstantSchema),
});
export type Conflict = v.InferOutput<typeof ConflictSchema>;

/** The whole picture at `counters.seq`. Also `GET /api/activities/:id/attendance`. */
export const AttendanceSchema = v.object({
  activityId: UuidSchema,
  at: InstantSchema,
  counters: CountersSchema,
  expected: v.nullable(CountSchema),
  /** Every minute with an arrival, ascending. */
  arrivals: v.array(MinuteSchema),
  /** Newest first. */
  latest: v.array(CheckInLineSchema),
  kiosks: v.array(KioskSchema),
  conflicts: v.array(ConflictSchema),
});
export type Attendance = v.InferOutput<typeof AttendanceSchema>;

/**
 * What changed between `fromSeq` (not included) and `seq`. A client whose own seq is not `fromSeq`
 * has missed something and asks for the snapshot.
 */
export const AttendanceChangeSchema = v.object({
  activityId: UuidSchema,
  at: InstantSchema,
  fromSeq: CountSchema,
  seq: CountSchema,
  counters: CountersSchema,
  /** Absolute, only the minutes that may have changed. */
  arrivals: v.array(MinuteSchema),
  /** Newest first; at most LIMITS.latestCheckInsMax, older ones of a rush are left out. */
  latest: v.array(CheckInLineSchema),
});
export type AttendanceChange = v.InferOutput<typeof AttendanceChangeSchema>;
