/** The kiosk's page for journeys: enrolled as staff do it, and fed as a hand scanner does. */
import type { Browser, Page } from 'playwright-core';
import { openPage } from './browser.ts';
import type { Venue } from './venue.ts';

export async function makeKiosk(venue: Venue, given: Parameters<Venue['makeActivity']>[0] = {}) {
  const activity = await venue.makeActivity(given);
  const kiosk = await venue.makeKiosk(activity.activityId);
  return { activityId: activity.activityId, ...kiosk };
}

/**
 * A kiosk at work, enrolled by the address that the dashboard's QR code holds.
 * @returns `hosts`: everybody whom the page asked for anything
 */
export async function openKiosk(
  venue: Venue,
  browser: Browser,
  given: Parameters<Venue['makeActivity']>[0] = {},
) {
  const kiosk = await makeKiosk(venue, given);
  const opened = await openPage(browser, 'about:blank');
  const hosts = new Set<string>();
  opened.context.on('request', (request) => hosts.add(new URL(request.url()).host));
  await opened.page.goto(`${venue.address}/kiosk/#code=${kiosk.enrollmentCode}`);
  await opened.page.locator('ts-kiosk-attract').waitFor();
  await opened.page.getByText('接続中').waitFor();
  return { ...opened, ...kiosk, hosts };
}

/** As a hand scanner types. One call for all keys: the way to the browser must not slow them. */
export async function scan(page: Page, text: string): Promise<void> {
  await page.evaluate((signs) => {
    for (const key of [...signs, 'Enter']) {
      let focused = document.activeElement ?? document.body;
      while (focused.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
      const press = { key, bubbles: true, composed: true, cancelable: true };
      const isFree = focused.dispatchEvent(new KeyboardEvent('keydown', press));
      if (isFree && key === 'Enter' && focused instanceof HTMLElement) focused.click();
    }
  }, Array.from(text));
}
