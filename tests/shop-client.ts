/** Shops as staff make them and as their devices work, over HTTP; for tests. */
import { randomUUID } from 'node:crypto';
import {
  CreatedShopDeviceSchema,
  EnrolledShopDeviceSchema,
  OfferSchema,
  ShopInListSchema,
} from '#domain/contract/shops.ts';
import type { EnrolledShopDevice, Offer, ShopInList } from '#domain/contract/shops.ts';
import { read } from './running-system.ts';
import type { SystemNode } from './running-system.ts';

export interface MadeShop {
  readonly shop: ShopInList;
  readonly offer: Offer;
}

/** A shop with one offer. */
export async function makeShop(node: SystemNode, name = '喫茶 しらかわ'): Promise<MadeShop> {
  const made = await node.ask('POST', '/api/shops', { name, area: '新町' });
  const shop = await read(ShopInListSchema, made, 201);
  const body = { name: 'コーヒー1杯', nameEn: 'A cup of coffee', yen: 200 };
  const offered = await node.ask('POST', `/api/shops/${shop.shopId}/offers`, body);
  return { shop, offer: await read(OfferSchema, offered, 201) };
}

export interface ShopDevice {
  readonly enrolled: EnrolledShopDevice;
  ask(method: string, path: string, body?: unknown, key?: string): Promise<Response>;
  readCode(code: string, key?: string): Promise<Response>;
  /** With an `Idempotency-Key`; a new one unless it is given. */
  redeem(body: unknown, key?: string): Promise<Response>;
}

/** A tablet becomes the shop's. */
export async function enrollShopDevice(node: SystemNode, shopId: string): Promise<ShopDevice> {
  const made = await node.ask('POST', `/api/shops/${shopId}/devices`, { name: 'レジ' });
  const { enrollmentCode } = await read(CreatedShopDeviceSchema, made, 201);
  const answer = await node.askPublic('POST', '/api/kiosks/enroll', { enrollmentCode });
  return deviceOf(node, await read(EnrolledShopDeviceSchema, answer, 201));
}

export function deviceOf(node: SystemNode, enrolled: EnrolledShopDevice): ShopDevice {
  const ask = (method: string, path: string, body?: unknown, key?: string) =>
    fetch(node.base + path, {
      method,
      headers: {
        authorization: `Bearer ${enrolled.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
  return {
    enrolled,
    ask,
    readCode: (code, key) => ask('POST', '/api/shop/readings', { code }, key),
    redeem: (body, key = randomUUID()) => ask('POST', '/api/shop/redemptions', body, key),
  };
}
