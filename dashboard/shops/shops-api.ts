/** What staff ask of the server about partner shops. Lists are read again after every change. */
import {
  CreatedShopDeviceSchema,
  ShopInListSchema,
  ShopListSchema,
  type NewOffer,
  type NewShop,
  type OfferChange,
  type ShopChange,
} from '#domain/contract/shops.ts';
import { NoBodySchema } from '#ui/problem.ts';
import { ask } from '../staff-api.ts';

export const listShops = () => ask(ShopListSchema, '/api/shops');
export const createShop = (shop: NewShop) =>
  ask(ShopInListSchema, '/api/shops', { method: 'POST', body: shop });
export const changeShop = (shopId: string, change: ShopChange) =>
  ask(NoBodySchema, `/api/shops/${shopId}`, { method: 'PATCH', body: change });

export const createOffer = (shopId: string, offer: NewOffer) =>
  ask(NoBodySchema, `/api/shops/${shopId}/offers`, { method: 'POST', body: offer });
export const changeOffer = (offerId: string, change: OfferChange) =>
  ask(NoBodySchema, `/api/offers/${offerId}`, { method: 'PATCH', body: change });

export const createDevice = (shopId: string, name: string) =>
  ask(CreatedShopDeviceSchema, `/api/shops/${shopId}/devices`, { method: 'POST', body: { name } });
export const newDeviceCode = (deviceId: string) =>
  ask(CreatedShopDeviceSchema, `/api/shop-devices/${deviceId}/enrollment-code`, {
    method: 'POST',
  });
export const revokeDevice = (deviceId: string) =>
  ask(NoBodySchema, `/api/shop-devices/${deviceId}`, { method: 'DELETE' });
