/** `/api/shops/:id/devices`, `/api/shop-devices` (staff): the tablets in partner shops. */
import * as v from 'valibot';
import { LIMITS } from '#domain/contract/limits.ts';
import { CreatedShopDeviceSchema, NewShopDeviceSchema } from '#domain/contract/shops.ts';
import { UuidSchema } from '#domain/contract/values.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { Announcements } from '../announcements.ts';
import { ProblemError } from '../errors.ts';
import { route } from '../requests/route.ts';
import type { Route } from '../requests/route.ts';
import { hashSecret, newEnrollmentCode, newId, writeEnrollmentCode } from '../requests/secrets.ts';

const DeviceParamsSchema = v.object({ deviceId: UuidSchema });

export interface ShopDeviceRouteParts {
  readonly ledger: Ledger;
  readonly announcements: Announcements;
  readonly nowMs: () => number;
}

export function shopDeviceRoutes({ ledger, announcements, nowMs }: ShopDeviceRouteParts): Route[] {
  /** A one-time code; only its hash is kept. */
  const makeCode = () => {
    const code = newEnrollmentCode();
    const expiresAt = new Date(nowMs() + LIMITS.enrollmentCodeTtlMs).toISOString();
    return { codeHash: hashSecret(code), expiresAt, enrollmentCode: writeEnrollmentCode(code) };
  };
  return [
    route({
      method: 'POST',
      path: '/api/shops/:shopId/devices',
      summary: "Makes a shop's device; answers with its enrollment code, once.",
      guard: 'staff',
      params: v.object({ shopId: UuidSchema }),
      body: NewShopDeviceSchema,
      answer: CreatedShopDeviceSchema,
      status: 201,
      problems: ['shop-unknown'],
      async handle({ params: { shopId }, body: { name } }) {
        const deviceId = newId(nowMs());
        const { enrollmentCode, codeHash, expiresAt } = makeCode();
        const device = { deviceId, shopId, name, codeHash, expiresAt };
        if (!(await ledger.createShopDevice(device))) throw new ProblemError('shop-unknown');
        return { body: { deviceId, enrollmentCode, expiresAt } };
      },
    }),
    route({
      method: 'POST',
      path: '/api/shop-devices/:deviceId/enrollment-code',
      summary: 'A new enrollment code; the one before it stops working.',
      guard: 'staff',
      params: DeviceParamsSchema,
      answer: CreatedShopDeviceSchema,
      status: 201,
      problems: ['kiosk-unknown'],
      async handle({ params: { deviceId } }) {
        const { enrollmentCode, codeHash, expiresAt } = makeCode();
        const isPut = await ledger.putShopDeviceCode(deviceId, codeHash, expiresAt);
        if (!isPut) throw new ProblemError('kiosk-unknown');
        return { body: { deviceId, enrollmentCode, expiresAt } };
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/shop-devices/:deviceId',
      summary: "Revokes a shop's device: it takes no coupon any more.",
      guard: 'staff',
      params: DeviceParamsSchema,
      status: 204,
      problems: ['kiosk-unknown'],
      async handle({ params: { deviceId } }) {
        const at = new Date(nowMs()).toISOString();
        if (!(await ledger.revokeShopDevice(deviceId, at))) throw new ProblemError('kiosk-unknown');
        announcements.tell({ kind: 'shop-device-revoked', deviceId });
        return { body: undefined };
      },
    }),
  ];
}
