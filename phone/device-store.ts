/**
 * What the phone remembers, so that the pass works without the network: who it is, its key, and the
 * last figures with their time. It goes as a whole when the person leaves.
 */
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import * as v from 'valibot';
import { CreatedParticipantSchema, MeSchema, type Me } from '#domain/contract/people.ts';

const DATABASE_NAME = 'tsudoi-phone';
const DATABASE_VERSION = 1;

/** What joining gave: the token, and the pass or the credential for it. */
export const MembershipSchema = CreatedParticipantSchema;
export type Membership = v.InferOutput<typeof MembershipSchema>;

const KeptMeSchema = v.object({ me: MeSchema, atMs: v.number() });
/** The last figures and when they were heard, milliseconds since the epoch by the server's clock. */
export interface KeptMe {
  readonly me: Me;
  readonly atMs: number;
}

const KeptListSchema = v.object({ value: v.unknown(), atMs: v.number() });
/** A list as the server gave it, and when, milliseconds since the epoch by the server's clock. */
export type KeptList = v.InferOutput<typeof KeptListSchema>;

interface PhoneDatabase extends DBSchema {
  /** One record a name; unknown until parsed. */
  facts: { key: 'membership' | 'me' | 'clock-offset' | `list:${string}`; value: unknown };
  keys: { key: 'device'; value: CryptoKeyPair };
}
type FactName = PhoneDatabase['facts']['key'];

export class DeviceStore {
  readonly #database: IDBPDatabase<PhoneDatabase>;

  private constructor(database: IDBPDatabase<PhoneDatabase>) {
    this.#database = database;
  }

  /** @throws when the browser gives no storage (private windows of some, a full disk) */
  static async open(): Promise<DeviceStore> {
    const database = await openDB<PhoneDatabase>(DATABASE_NAME, DATABASE_VERSION, {
      upgrade(opened) {
        opened.createObjectStore('facts');
        opened.createObjectStore('keys');
      },
      // Another tab wipes it, or is a newer version of us.
      blocking: (_current, _blocked, event) => {
        if (event.target instanceof IDBDatabase) event.target.close();
      },
    });
    return new DeviceStore(database);
  }

  async membership(): Promise<Membership | null> {
    return this.#read('membership', v.nullable(MembershipSchema), null);
  }

  async setMembership(membership: Membership): Promise<void> {
    await this.#write('membership', membership);
  }

  /** Not extractable: it signs here and cannot be carried away. `null`: this phone has none. */
  async deviceKey(): Promise<CryptoKeyPair | null> {
    return (await this.#database.get('keys', 'device')) ?? null;
  }

  /** @throws where the browser cannot keep such a key */
  async setDeviceKey(pair: CryptoKeyPair): Promise<void> {
    await this.#database.put('keys', pair, 'device');
  }

  async keptMe(): Promise<KeptMe | null> {
    return this.#read('me', v.nullable(KeptMeSchema), null);
  }

  async setKeptMe(kept: KeptMe): Promise<void> {
    await this.#write('me', kept);
  }

  /** The server's clock minus the phone's, milliseconds. */
  async clockOffsetMs(): Promise<number | null> {
    return this.#read('clock-offset', v.nullable(v.number()), null);
  }

  async setClockOffsetMs(offsetMs: number): Promise<void> {
    await this.#write('clock-offset', offsetMs);
  }

  /** A list as it was last heard, for when the network is away; to be parsed by who knows it. */
  async keptList(name: string): Promise<KeptList | null> {
    return this.#read(`list:${name}`, v.nullable(KeptListSchema), null);
  }

  async setKeptList(name: string, kept: KeptList): Promise<void> {
    await this.#write(`list:${name}`, kept);
  }

  /** Everything goes: the token, the key, the figures. */
  async wipe(): Promise<void> {
    const transaction = this.#database.transaction(['facts', 'keys'], 'readwrite', {
      durability: 'strict',
    });
    await Promise.all([
      transaction.objectStore('facts').clear(),
      transaction.objectStore('keys').clear(),
      transaction.done,
    ]);
    this.#database.close();
    // The empty shell goes too; a tab that still holds it open lets go by `blocking`.
    await deleteDB(DATABASE_NAME).catch(() => undefined);
  }

  async #read<Schema extends v.GenericSchema>(
    name: FactName,
    schema: Schema,
    otherwise: v.InferOutput<Schema>,
  ): Promise<v.InferOutput<Schema>> {
    const parsed = v.safeParse(schema, await this.#database.get('facts', name));
    return parsed.success ? parsed.output : otherwise;
  }

  async #write(name: FactName, value: unknown): Promise<void> {
    const transaction = this.#database.transaction('facts', 'readwrite', { durability: 'strict' });
    await transaction.store.put(value, name);
    await transaction.done;
  }
}
