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
 * @param film what is done when it stands ready and before its camera opens: live codes hold for
 *   seconds only
 * @returns `hosts`: everybody whom the page asked for anything
 */
export async function openKiosk(
  venue: Venue,
  browser: Browser,
  given: Parameters<Venue['makeActivity']>[0] = {},
  film: () => Promise<void> = async () => undefined,
) {
  const kiosk = await makeKiosk(venue, given);
  const opened = await openPage(browser, 'about:blank');
  const hosts = new Set<string>();
  const letCameraSee = await holdCamera(opened.page);
  opened.context.on('request', (request) => hosts.add(new URL(request.url()).host));
  await opened.page.goto(`${venue.address}/kiosk/#code=${kiosk.enrollmentCode}`);
  await opened.page.locator('ts-kiosk-attract').waitFor();
  await opened.page.getByText('接続中').waitFor();
  await film();
  letCameraSee();
  return { ...opened, ...kiosk, hosts };
}

/**
 * A code that is read before the line stands is answered by the tablet itself, without a name: cameras
 * open only after this was called.
 */
export async function holdCamera(page: Page): Promise<() => void> {
  const mayOpen = Promise.withResolvers<void>();
  await page.exposeFunction('cameraMayOpen', () => mayOpen.promise);
  await page.addInitScript(() => {
    const { mediaDevices } = navigator;
    if (mediaDevices === undefined) return;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (constraints) => {
      await Reflect.get(globalThis, 'cameraMayOpen')();
      return open(constraints);
    };
  });
  return mayOpen.resolve;
}

/**
 * As a hand scanner types. One call for all keys, and one time: neither the way to the browser nor a
 * busy machine may slow them.
 */
export async function scan(page: Page, text: string): Promise<void> {
  await page.evaluate((signs) => {
    const atMs = performance.now();
    for (const key of [...signs, 'Enter']) {
      let focused = document.activeElement ?? document.body;
      while (focused.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
      const press = { key, bubbles: true, composed: true, cancelable: true };
      const event = new KeyboardEvent('keydown', press);
      Object.defineProperty(event, 'timeStamp', { value: atMs });
      const isFree = focused.dispatchEvent(event);
      if (isFree && key === 'Enter' && focused instanceof HTMLElement) focused.click();
    }
  }, Array.from(text));
}

/** A clock cannot be set back: so long may the way to the browser take. */
const CLOCK_AHEAD_MS = 10_000;

/** From here on the page's time stands, and goes when `page.clock` lets it. */
export async function stopClock(page: Page): Promise<void> {
  await page.clock.pauseAt(Date.now() + CLOCK_AHEAD_MS);
}

/** Everything that can be read off the tablet: the page with all its shadow roots, and its storage. */
export async function everythingOn(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const parts: string[] = [];
    const readRoot = (root: Document | ShadowRoot) => {
      parts.push(root instanceof Document ? root.documentElement.outerHTML : root.innerHTML);
      for (const element of root.querySelectorAll('*')) {
        for (const name of Object.keys(element)) {
          const value: unknown = Reflect.get(element, name);
          if (typeof value === 'string') parts.push(value);
        }
        if (element.shadowRoot !== null) readRoot(element.shadowRoot);
      }
    };
    readRoot(document);
    const decoder = new TextDecoder('latin1');
    const plain = (value: unknown): unknown => {
      if (value instanceof ArrayBuffer) return decoder.decode(value);
      if (ArrayBuffer.isView(value)) return decoder.decode(value);
      if (value instanceof CryptoKey) return `key, extractable: ${value.extractable}`;
      if (Array.isArray(value)) return value.map(plain);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
    };
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name ?? '');
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error('not opened')));
      });
      for (const store of database.objectStoreNames) {
        const rows = await new Promise<unknown[]>((resolve) => {
          const request = database.transaction(store).objectStore(store).getAll();
          request.addEventListener('success', () => resolve(request.result));
        });
        parts.push(store, JSON.stringify(rows.map(plain)));
      }
      database.close();
    }
    parts.push(JSON.stringify([localStorage, sessionStorage].map((each) => Object.entries(each))));
    return parts.join('\n');
  });
}
