import * as v from 'valibot';
import type { KioskStatus } from '#domain/contract/kiosks.ts';
import { KioskStatusSchema } from '#domain/contract/kiosks.ts';
import { reach } from './connection.ts';
import { kioskOnlineKey, kioskStatusKey } from './keys.ts';
import { LIVE_LIMITS } from './live-limits.ts';
import type { LiveConnection } from './scripts.ts';

/**
 * How the kiosks are doing. Online is a mark that expires unless it is renewed: a server that died
 * cannot leave a kiosk shining for ever.
 */
export function createKiosks(redis: LiveConnection) {
  async function report(kioskId: string, fields: Record<string, string>): Promise<void> {
    const key = kioskStatusKey(kioskId);
    await redis.hset(key, fields);
    await redis.pexpire(key, LIVE_LIMITS.kioskStatusKeptMs);
  }

  async function read(kioskId: string) {
    const [[lastSeenAt, status], online] = await Promise.all([
      redis.hmget(kioskStatusKey(kioskId), 'lastSeenAt', 'status'),
      redis.exists(kioskOnlineKey(kioskId)),
    ]);
    if (typeof lastSeenAt !== 'string') return null;
    return {
      online: online === 1,
      lastSeenAt,
      status: typeof status === 'string' ? v.parse(KioskStatusSchema, JSON.parse(status)) : null,
    };
  }

  return {
    async putKioskStatus(kioskId: string, status: KioskStatus | null, atMs: number): Promise<void> {
      await reach(redis.set(kioskOnlineKey(kioskId), '1', 'PX', LIVE_LIMITS.kioskOnlineMs));
      await reach(
        report(kioskId, {
          lastSeenAt: new Date(atMs).toISOString(),
          ...(status === null ? {} : { status: JSON.stringify(status) }),
        }),
      );
    },

    async putKioskOffline(kioskId: string, atMs: number): Promise<void> {
      await reach(redis.del(kioskOnlineKey(kioskId)));
      await reach(report(kioskId, { lastSeenAt: new Date(atMs).toISOString() }));
    },

    async kioskStatuses(kioskIds: readonly string[]) {
      return reach(Promise.all(kioskIds.map(read)));
    },
  };
}
