/**
 * What the tablet remembers: its enrollment, its keys, the scans that the books do not have yet, and
 * whom it has seen. Nothing of a person lies here in readable form (KS1).
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import * as v from 'valibot';
import { DIRECTIONS } from '#domain/check-in.ts';
import { ActivitySchema } from '#domain/contract/activities.ts';
import { EnrolledKioskSchema, type EnrollmentAnswer } from '#domain/contract/kiosks.ts';
import { EnrolledShopDeviceSchema } from '#domain/contract/shops.ts';
import { LANGUAGES } from '#ui/language/language.ts';
import { NO_PIN_ATTEMPTS, type PinAttempts } from './pin-attempts.ts';

const DATABASE_NAME = 'tsudoi-kiosk';
const DATABASE_VERSION = 1;

/** A text that only this device can read: AES-GCM with a key that cannot be taken out. */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

/**
 * waiting: the server has not answered yet; booking: it has, the books have not; quarantined: the server
 * cannot read it, staff are told.
 */
export type ScanState = 'waiting' | 'booking' | 'quarantined';

export interface OutboxRecord {
  /** UUIDv7: the order of the keys is the order of the scans. */
  readonly scanId: string;
  readonly activityId: string;
  readonly state: ScanState;
  /** The Scan, sealed. */
  readonly scan: Sealed;
}

interface SeenRecord {
  /** HMAC of activity and participant; hex. */
  readonly digest: string;
  readonly firstAt: string;
  /** The activity's end; then the record goes. ISO 8601. */
  readonly until: string;
}

interface KioskDatabase extends DBSchema {
  /** One record a name; unknown until parsed. */
  facts: { key: string; value: unknown };
  keys: { key: 'seal' | 'digest'; value: CryptoKey };
  outbox: { key: string; value: OutboxRecord };
  seen: { key: string; value: SeenRecord };
}
export type DeviceDatabase = IDBPDatabase<KioskDatabase>;

export async function openDeviceDatabase(): Promise<DeviceDatabase> {
  return openDB<KioskDatabase>(DATABASE_NAME, DATABASE_VERSION, {
    upgrade(database) {
      database.createObjectStore('facts');
      database.createObjectStore('keys');
      database.createObjectStore('outbox', { keyPath: 'scanId' });
      database.createObjectStore('seen', { keyPath: 'digest' });
    },
  });
}

/** What the tablet is: at the door of an activity, or at a shop. */
export type Enrollment = EnrollmentAnswer;

const EnrollmentSchema = v.union([
  v.object({
    ...EnrolledKioskSchema.entries,
    activity: v.object({
      ...ActivitySchema.entries,
      // Stored before activities could say so: they all took cards.
      takesCards: v.optional(v.boolean(), true),
    }),
  }),
  EnrolledShopDeviceSchema,
]);

const PreferencesSchema = v.object({
  direction: v.picklist(DIRECTIONS),
  cameraId: v.nullable(v.string()),
  language: v.picklist(LANGUAGES),
});
/** What staff chose for this tablet. */
export type Preferences = v.InferOutput<typeof PreferencesSchema>;
const FIRST_PREFERENCES: Preferences = { direction: 'in', cameraId: null, language: 'ja' };

const PinAttemptsSchema = v.object({ wrong: v.number(), lastWrongAtMs: v.number() });

/** The small facts, each parsed as it is read: another version of us may have written it. */
export class DeviceFacts {
  readonly #database: DeviceDatabase;

  constructor(database: DeviceDatabase) {
    this.#database = database;
  }

  async enrollment(): Promise<Enrollment | null> {
    return this.#read('enrollment', v.nullable(EnrollmentSchema), null);
  }

  /** `null` forgets the token and everything else about activity or shop but the outbox. */
  async setEnrollment(enrollment: Enrollment | null): Promise<void> {
    await this.#write('enrollment', enrollment);
  }

  async preferences(): Promise<Preferences> {
    return this.#read('preferences', PreferencesSchema, FIRST_PREFERENCES);
  }

  async setPreferences(preferences: Preferences): Promise<void> {
    await this.#write('preferences', preferences);
  }

  async clockOffsetMs(): Promise<number | null> {
    return this.#read('clock-offset', v.nullable(v.number()), null);
  }

  async setClockOffsetMs(offsetMs: number | null): Promise<void> {
    await this.#write('clock-offset', offsetMs);
  }

  async pinAttempts(): Promise<PinAttempts> {
    return this.#read('pin-attempts', PinAttemptsSchema, NO_PIN_ATTEMPTS);
  }

  async setPinAttempts(attempts: PinAttempts): Promise<void> {
    await this.#write('pin-attempts', attempts);
  }

  async #read<Schema extends v.GenericSchema>(
    name: string,
    schema: Schema,
    otherwise: v.InferOutput<Schema>,
  ): Promise<v.InferOutput<Schema>> {
    const parsed = v.safeParse(schema, await this.#database.get('facts', name));
    return parsed.success ? parsed.output : otherwise;
  }

  async #write(name: string, value: unknown): Promise<void> {
    const transaction = this.#database.transaction('facts', 'readwrite', { durability: 'strict' });
    await transaction.store.put(value, name);
    await transaction.done;
  }
}
