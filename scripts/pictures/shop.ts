/** The tablet in a shop: waiting, and a coupon taken. */
import type { Page } from 'playwright-core';
import type { ExchangedCoupon } from '#domain/contract/coupons.ts';
import type { CreatedShopDevice, ShopInList } from '#domain/contract/shops.ts';
import { scan } from '../../tests/kiosk-page.ts';
import { LivePhone } from '../../tests/live-phone.ts';
import type { Picture } from '../pictures.ts';
import { makeRegular } from './regular.ts';
import type { Stage } from './stage.ts';

const LYING = { width: 1280, height: 800 };
const SETTLED_MS = 900;

interface ShopList {
  readonly shops: readonly ShopInList[];
}

async function openDesk(page: Page, { venue }: Stage): Promise<ShopInList> {
  const { shops } = await venue.request<ShopList>('GET', '/api/shops');
  const shop = shops.find(({ name }) => name === '喫茶 しらかわ')!;
  const device = await venue.request<CreatedShopDevice>(
    'POST',
    `/api/shops/${shop.shopId}/devices`,
    { name: 'レジ横' },
  );
  await page.goto(`${venue.address}/kiosk/#code=${device.enrollmentCode}`);
  await page.locator('ts-shop-ready ts-kiosk-line[state=online]').waitFor();
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(SETTLED_MS);
  return shop;
}

export const shopPictures: readonly Picture[] = [
  {
    name: 'shop-ready',
    size: LYING,
    show: async (page, stage) => {
      await openDesk(page, stage);
    },
  },
  {
    name: 'shop-taken',
    size: LYING,
    show: async (page, stage) => {
      const shop = await openDesk(page, stage);
      const phone = await LivePhone.join(stage.venue.address, 'けやき');
      await makeRegular(stage.venue, phone);
      const { coupon } = await phone.request<ExchangedCoupon>('POST', '/api/me/coupons', {
        offerId: shop.offers[0]!.offerId,
      });
      await scan(page, await phone.couponCode(coupon.couponId));
      await page.locator('ts-shop-taken[kind=admitted]').waitFor();
      await page.waitForTimeout(SETTLED_MS);
    },
  },
];
