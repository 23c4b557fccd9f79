/** The phone's page for journeys: when it is told of what changes, and when it opens without the network. */
import type { Page } from 'playwright-core';
import { eventually } from './running-system.ts';

/**
 * To be called before the page is opened or somebody joins on it.
 * @returns settles when the server tells this page by itself of what changes from then on
 */
export async function lineStands(page: Page): Promise<void> {
  const socket = await page.waitForEvent('websocket');
  await socket.waitForEvent('framereceived', ({ payload }) =>
    String(payload).includes('me:snapshot'),
  );
}

/** Waits until the service worker has everything of the phone and answers for this page. */
export async function phoneIsKept(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await eventually('the page is kept', () =>
    page.evaluate(async () => {
      const names = await caches.keys();
      const name = names.find((each) => each.startsWith('tsudoi-phone-'));
      if (name === undefined || navigator.serviceWorker.controller === null) return false;
      return (await (await caches.open(name)).match('/phone/')) !== undefined;
    }),
  );
}
