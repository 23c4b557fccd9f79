/** The shops' own tablets: making, enrolling by a code that works once, revoking. */
import type { ShopInList } from '#domain/contract/shops.ts';
import type { Books } from './connection.ts';
import { ledgerLimits } from './limits.ts';
import type { ShopDeviceRow } from './records.ts';

/** False: no such shop. */
export async function createShopDevice(
  books: Books,
  device: {
    readonly deviceId: string;
    readonly shopId: string;
    readonly name: string;
    readonly codeHash: string;
    readonly expiresAt: string;
  },
): Promise<boolean> {
  return books.transaction().execute(async (trx) => {
    const shop = await trx
      .selectFrom('shops')
      .select('shop_id')
      .where('shop_id', '=', device.shopId)
      .executeTakeFirst();
    if (shop === undefined) return false;
    await trx
      .insertInto('shop_devices')
      .values({
        device_id: device.deviceId,
        shop_id: device.shopId,
        name: device.name,
        token_hash: null,
        enrolled_at: null,
        last_seen_at: null,
        revoked_at: null,
      })
      .execute();
    await putCode(trx, device.deviceId, device.codeHash, device.expiresAt);
    return true;
  });
}

export async function putShopDeviceCode(
  books: Books,
  deviceId: string,
  codeHash: string,
  expiresAt: string,
): Promise<boolean> {
  return books.transaction().execute(async (trx) => {
    const device = await trx
      .selectFrom('shop_devices')
      .select('revoked_at')
      .where('device_id', '=', deviceId)
      .forUpdate()
      .executeTakeFirst();
    if (device === undefined || device.revoked_at !== null) return false;
    await putCode(trx, deviceId, codeHash, expiresAt);
    return true;
  });
}

async function putCode(
  trx: Books,
  deviceId: string,
  codeHash: string,
  expiresAt: string,
): Promise<void> {
  const code = { code_hash: codeHash, expires_at: expiresAt, used_at: null };
  await trx
    .insertInto('shop_device_enrollments')
    .values({ device_id: deviceId, ...code })
    .onConflict((conflict) => conflict.column('device_id').doUpdateSet(code))
    .execute();
}

export type ShopDeviceEnrollment =
  | { readonly ok: true; readonly device: ShopDeviceRow }
  | {
      readonly ok: false;
      readonly code: 'enrollment-code-used' | 'enrollment-code-expired' | 'kiosk-revoked';
    };

/** The device is locked while it decides: of two tablets with one code, one gets in. */
export async function enrollShopDevice(
  books: Books,
  codeHash: string,
  tokenHash: string,
  at: string,
): Promise<ShopDeviceEnrollment | null> {
  return books.transaction().execute(async (trx) => {
    const codes = trx
      .selectFrom('shop_device_enrollments')
      .selectAll()
      .where('code_hash', '=', codeHash);
    const found = await codes.executeTakeFirst();
    if (found === undefined) return null;
    const device = await trx
      .selectFrom('shop_devices')
      .select('revoked_at')
      .where('device_id', '=', found.device_id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const code = await codes.executeTakeFirst();
    if (code === undefined) return null;
    if (device.revoked_at !== null) return { ok: false, code: 'kiosk-revoked' };
    if (code.used_at !== null) return { ok: false, code: 'enrollment-code-used' };
    if (Date.parse(code.expires_at) <= Date.parse(at)) {
      return { ok: false, code: 'enrollment-code-expired' };
    }
    await trx
      .updateTable('shop_device_enrollments')
      .set({ used_at: at })
      .where('device_id', '=', code.device_id)
      .execute();
    await trx
      .updateTable('shop_devices')
      .set({ token_hash: tokenHash, enrolled_at: at, last_seen_at: at })
      .where('device_id', '=', code.device_id)
      .execute();
    const row = await selectDevices(trx)
      .where('device_id', '=', code.device_id)
      .executeTakeFirstOrThrow();
    return { ok: true, device: deviceFrom(row) };
  });
}

/** When it was last seen is noted once a minute: a row that is written at every question grows. */
export async function shopDeviceByToken(
  books: Books,
  tokenHash: string,
  at: string,
): Promise<ShopDeviceRow | null> {
  const row = await selectDevices(books).where('token_hash', '=', tokenHash).executeTakeFirst();
  if (row === undefined) return null;
  const seenMs = row.last_seen_at === null ? 0 : Date.parse(row.last_seen_at);
  if (row.revoked_at === null && Date.parse(at) - seenMs >= ledgerLimits.seenIntervalMs) {
    await books
      .updateTable('shop_devices')
      .set({ last_seen_at: at })
      .where('device_id', '=', row.device_id)
      .execute();
  }
  return deviceFrom(row);
}

/** The first time of revoking stays. False: no such device. */
export async function revokeShopDevice(
  books: Books,
  deviceId: string,
  at: string,
): Promise<boolean> {
  const result = await books
    .updateTable('shop_devices')
    .set((expression) => ({
      revoked_at: expression.fn.coalesce('revoked_at', expression.val(at)),
    }))
    .where('device_id', '=', deviceId)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** In the order of their making, by shop. */
export async function devicesByShop(
  books: Books,
  shopIds: readonly string[],
): Promise<Map<string, ShopInList['devices']>> {
  const byShop = new Map<string, ShopInList['devices']>();
  if (shopIds.length === 0) return byShop;
  const rows = await books
    .selectFrom('shop_devices')
    .selectAll()
    .where('shop_id', 'in', shopIds)
    .orderBy('created_at')
    .orderBy('device_id')
    .execute();
  for (const row of rows) {
    const devices = byShop.get(row.shop_id) ?? [];
    const enrolled = row.enrolled_at === null ? 'waiting' : 'enrolled';
    devices.push({
      deviceId: row.device_id,
      name: row.name,
      state: row.revoked_at === null ? enrolled : 'revoked',
      enrolledAt: row.enrolled_at,
      lastSeenAt: row.last_seen_at,
    });
    byShop.set(row.shop_id, devices);
  }
  return byShop;
}

function selectDevices(books: Books) {
  return books
    .selectFrom('shop_devices')
    .innerJoin('shops', 'shops.shop_id', 'shop_devices.shop_id')
    .select([
      'device_id',
      'shop_devices.shop_id',
      'shop_devices.name',
      'shops.name as shop_name',
      'area',
      'last_seen_at',
      'revoked_at',
    ]);
}

type DeviceRow = Awaited<ReturnType<ReturnType<typeof selectDevices>['execute']>>[number];

function deviceFrom(row: DeviceRow): ShopDeviceRow {
  return {
    deviceId: row.device_id,
    shopId: row.shop_id,
    name: row.name,
    shopName: row.shop_name,
    shopArea: row.area,
    revokedAt: row.revoked_at,
  };
}
