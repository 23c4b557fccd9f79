/** `/kiosk`: what the tablet at the venue and the server say to each other. */
import * as v from 'valibot';
import { ActivitySchema } from './activities.ts';
import type { KioskSettings, KioskStatus } from './kiosks.ts';
import { LIMITS } from './limits.ts';
import type { Failure } from './problem.ts';
import type { BatchAnswer, Scan, ScanAnswer } from './scan.ts';
import { CountSchema, UuidSchema } from './values.ts';

/** `auth` of the handshake. */
export const KioskHandshakeSchema = v.object({
  token: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  protocolVersion: v.number(),
});

/** `activity:changed`: the activity's data and its count, at most twice a second. */
export const ActivityChangedSchema = v.object({
  activity: ActivitySchema,
  admitted: CountSchema,
  inside: CountSchema,
});
export type ActivityChanged = v.InferOutput<typeof ActivityChangedSchema>;

/** `scan:settled`: the books have these; the kiosk forgets them (KS2). */
export const ScansSettledSchema = v.object({
  scanIds: v.pipe(v.array(UuidSchema), v.maxLength(LIMITS.batchScansMax * 20)),
});
export type ScansSettled = v.InferOutput<typeof ScansSettledSchema>;

/** The acknowledgement of `kiosk:status`: the server's clock, for the offset. */
export type StatusAnswer = { readonly at: string } | Failure;

export interface KioskToServer {
  'scan:submit': (scan: Scan, acknowledge: (answer: ScanAnswer) => void) => void;
  'scan:submit-batch': (
    batch: { readonly scans: readonly Scan[] },
    acknowledge: (answer: BatchAnswer) => void,
  ) => void;
  'kiosk:status': (status: KioskStatus, acknowledge: (answer: StatusAnswer) => void) => void;
}

export interface ServerToKiosk {
  /** Sent on connection and when staff changed the activity or the keys. */
  'kiosk:settings': (settings: KioskSettings) => void;
  'activity:changed': (change: ActivityChanged) => void;
  'scan:settled': (settled: ScansSettled) => void;
  /** The kiosk forgets its token; the socket is cut (KS3). */
  'kiosk:revoked': () => void;
}
