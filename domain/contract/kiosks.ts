/** `/api/kiosks`: making, enrolling, revoking; and how a kiosk is doing. */
import * as v from 'valibot';
import { ActivitySchema } from './activities.ts';
import { LIMITS } from './limits.ts';
import { EnrolledShopDeviceSchema } from './shops.ts';
import {
  CountSchema,
  InstantSchema,
  ProgramPublicKeySchema,
  UuidSchema,
  lineSchema,
  typedCodeSchema,
} from './values.ts';

export const NewKioskSchema = v.strictObject({
  activityId: UuidSchema,
  name: lineSchema(LIMITS.kioskNameLengthMax),
});
export type NewKiosk = v.InferOutput<typeof NewKioskSchema>;

/** The answer to `POST /api/kiosks` and to `POST /api/kiosks/:id/enrollment-code`. */
export const CreatedKioskSchema = v.object({
  kioskId: UuidSchema,
  /** Shown to staff once; only its hash is kept. */
  enrollmentCode: v.string(),
  expiresAt: InstantSchema,
});
export type CreatedKiosk = v.InferOutput<typeof CreatedKioskSchema>;

export const EnrollmentSchema = v.strictObject({ enrollmentCode: typedCodeSchema });

/** What a kiosk needs to work, the network gone or not. */
export const KioskSettingsSchema = v.object({
  kioskId: UuidSchema,
  name: v.string(),
  activity: ActivitySchema,
  publicKeys: v.array(ProgramPublicKeySchema),
  /**
   * The staff PIN (six digits, shown on the dashboard) as PBKDF2-SHA-256, so that the exit works
   * without the network.
   */
  exitPin: v.object({
    saltHex: v.string(),
    digestHex: v.string(),
    iterations: CountSchema,
  }),
});
export type KioskSettings = v.InferOutput<typeof KioskSettingsSchema>;

/** The answer to `POST /api/kiosks/enroll` for a tablet at a door. */
export const EnrolledKioskSchema = v.object({
  ...KioskSettingsSchema.entries,
  /** For the socket; only its hash is kept by the server. */
  token: v.string(),
});
export type EnrolledKiosk = v.InferOutput<typeof EnrolledKioskSchema>;

/** The answer to `POST /api/kiosks/enroll`: the same page serves doors and shops. */
export const EnrollmentAnswerSchema = v.union([EnrolledKioskSchema, EnrolledShopDeviceSchema]);
export type EnrollmentAnswer = v.InferOutput<typeof EnrollmentAnswerSchema>;

export const CAMERA_STATES = [
  'running',
  'starting',
  'blocked',
  'missing',
  'stalled',
  'off',
] as const;

/** `kiosk:status`: how the kiosk is doing, by itself. */
export const KioskStatusSchema = v.object({
  /** Scans not yet acknowledged by the server. */
  waiting: CountSchema,
  /** Scans that the server has and the books do not yet. */
  booking: CountSchema,
  camera: v.picklist(CAMERA_STATES),
  /** The kiosk's clock minus the server's, milliseconds; `null`: not measured yet. */
  clockOffsetMs: v.nullable(v.pipe(v.number(), v.safeInteger())),
});
export type KioskStatus = v.InferOutput<typeof KioskStatusSchema>;

export const KIOSK_STATES = ['waiting', 'enrolled', 'revoked'] as const;

/** A kiosk as staff see it. */
export const KioskSchema = v.object({
  kioskId: UuidSchema,
  activityId: UuidSchema,
  name: v.string(),
  /** waiting: made, not enrolled yet. */
  state: v.picklist(KIOSK_STATES),
  exitPin: v.string(),
  enrolledAt: v.nullable(InstantSchema),
  revokedAt: v.nullable(InstantSchema),
  online: v.boolean(),
  lastSeenAt: v.nullable(InstantSchema),
  /** The last report; it stands, with its time, while the kiosk is silent. */
  status: v.nullable(KioskStatusSchema),
});
export type Kiosk = v.InferOutput<typeof KioskSchema>;

export const KioskListSchema = v.object({ kiosks: v.array(KioskSchema) });
