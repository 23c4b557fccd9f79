/** A kiosk as staff see it, and what a kiosk needs to work. */
import { pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { Kiosk, KioskSettings } from '#domain/contract/kiosks.ts';
import type { ProgramPublicKey } from '#domain/signing.ts';
import type { KioskRow, Ledger } from '#stores/ledger/ledger.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import { singly } from './activity-desk.ts';
import type { ActivityDesk } from './activity-desk.ts';

/** A PIN has a million values; the work bounds how fast a stolen tablet could try them all. */
const PIN_ITERATIONS = 100_000;
const PIN_SALT_BYTES = 16;
const PIN_DIGEST_BYTES = 32;
/** Kiosks whose names and PIN digests are kept in memory. */
const KEPT_MAX = 2_000;

const derive = promisify(pbkdf2);

export interface KioskViews {
  /** `rows` with how they are doing now. */
  view(rows: readonly KioskRow[]): Promise<Kiosk[]>;
  viewOne(row: KioskRow): Promise<Kiosk>;
  /** `null`: its activity is not in the books. */
  settings(row: KioskRow): Promise<KioskSettings | null>;
  /** From memory or the books; empty while the books are away: a verdict does not wait for a name. */
  name(kioskId: string): Promise<string>;
}

export function createKioskViews({
  ledger,
  live,
  activities,
  publicKeys,
}: {
  readonly ledger: Ledger;
  readonly live: LiveStore;
  readonly activities: ActivityDesk;
  readonly publicKeys: readonly ProgramPublicKey[];
}): KioskViews {
  const names = new Map<string, string>();
  const naming = new Map<string, Promise<string>>();
  const pins = new Map<string, Promise<KioskSettings['exitPin']>>();

  async function view(rows: readonly KioskRow[]): Promise<Kiosk[]> {
    const statuses = await live.kioskStatuses(rows.map(({ kioskId }) => kioskId));
    return rows.map((row, index) => {
      const health = statuses[index] ?? null;
      return {
        kioskId: row.kioskId,
        activityId: row.activityId,
        name: row.name,
        state: stateOf(row),
        exitPin: row.exitPin,
        enrolledAt: row.enrolledAt,
        revokedAt: row.revokedAt,
        online: row.revokedAt === null && (health?.online ?? false),
        lastSeenAt: health?.lastSeenAt ?? null,
        status: health?.status ?? null,
      };
    });
  }

  return {
    view,
    async viewOne(row) {
      const [kiosk] = await view([row]);
      return kiosk!;
    },
    async settings(row) {
      const found = await activities.find(row.activityId);
      if (found === null) return null;
      keep(names, row.kioskId, row.name);
      const pinKey = `${row.kioskId} ${row.exitPin}`;
      return {
        kioskId: row.kioskId,
        name: row.name,
        activity: found.activity,
        publicKeys: [...publicKeys],
        exitPin: await (pins.get(pinKey) ?? keep(pins, pinKey, digestPin(row.exitPin))),
      };
    },
    async name(kioskId) {
      const known = names.get(kioskId);
      if (known !== undefined) return known;
      try {
        return await singly(naming, kioskId, async () =>
          keep(names, kioskId, (await ledger.kiosk(kioskId))?.name ?? ''),
        );
      } catch {
        return '';
      }
    },
  };
}

async function digestPin(pin: string): Promise<KioskSettings['exitPin']> {
  const salt = randomBytes(PIN_SALT_BYTES);
  const digest = await derive(pin, salt, PIN_ITERATIONS, PIN_DIGEST_BYTES, 'sha256');
  return {
    saltHex: salt.toString('hex'),
    digestHex: digest.toString('hex'),
    iterations: PIN_ITERATIONS,
  };
}

function stateOf(row: KioskRow): Kiosk['state'] {
  if (row.revokedAt !== null) return 'revoked';
  return row.enrolledAt === null ? 'waiting' : 'enrolled';
}

function keep<T>(map: Map<string, T>, key: string, value: T): T {
  map.set(key, value);
  if (map.size > KEPT_MAX) map.delete(map.keys().next().value!);
  return value;
}
