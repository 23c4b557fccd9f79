/** A kiosk as staff see it, and what a kiosk needs to work. */
import type { Kiosk, KioskSettings } from '#domain/contract/kiosks.ts';
import type { ProgramPublicKey } from '#domain/signing.ts';
import type { KioskRow, Ledger } from '#stores/ledger/ledger.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import { singly } from '../renewals.ts';
import type { ActivityDesk } from '../activities/activity-desk.ts';
import { PinDigests } from './pin-digests.ts';

/** Kiosks whose names are kept in memory. */
const NAMES_KEPT_MAX = 2_000;

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
  const pins = new PinDigests();

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
      return {
        kioskId: row.kioskId,
        name: row.name,
        activity: found.activity,
        publicKeys: [...publicKeys],
        exitPin: await pins.of(row.kioskId, row.exitPin),
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

function stateOf(row: KioskRow): Kiosk['state'] {
  if (row.revokedAt !== null) return 'revoked';
  return row.enrolledAt === null ? 'waiting' : 'enrolled';
}

function keep(names: Map<string, string>, kioskId: string, name: string): string {
  names.set(kioskId, name);
  if (names.size > NAMES_KEPT_MAX) names.delete(names.keys().next().value!);
  return name;
}
