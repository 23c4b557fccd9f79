/** A shop's tablet for journeys: shop, offer and device made as staff do it, the page enrolled. */
import type { CreatedShopDevice, Offer, ShopInList } from '#domain/contract/shops.ts';
import type { Browser } from 'playwright-core';
import { openPage } from './browser.ts';
import { holdCamera } from './kiosk-page.ts';
import type { Venue } from './venue.ts';

export interface ShopForTest {
  readonly shop: ShopInList;
  readonly offer: Offer;
}

export async function makeShop(venue: Venue, name = '喫茶 しらかわ'): Promise<ShopForTest> {
  const shop = await venue.request<ShopInList>('POST', '/api/shops', { name, area: '新町' });
  const offer = await venue.request<Offer>('POST', `/api/shops/${shop.shopId}/offers`, {
    name: 'コーヒー 1杯',
    nameEn: 'A cup of coffee',
    yen: 200,
  });
  return { shop, offer };
}

/**
 * A tablet at work there, enrolled by the address that the dashboard's QR code holds.
 * @param film as for `openKiosk`
 */
export async function openShopDesk(
  venue: Venue,
  browser: Browser,
  { shop }: ShopForTest,
  film: () => Promise<void> = async () => undefined,
) {
  const device = await venue.request<CreatedShopDevice>(
    'POST',
    `/api/shops/${shop.shopId}/devices`,
    { name: 'レジ横' },
  );
  const address = `${venue.address}/kiosk/#code=${device.enrollmentCode}`;
  const opened = await openPage(browser, 'about:blank');
  const letCameraSee = await holdCamera(opened.page);
  await opened.page.goto(address);
  await opened.page.locator('ts-shop-ready ts-kiosk-line[state=online]').waitFor();
  await film();
  letCameraSee();
  return { ...opened, ...device };
}
