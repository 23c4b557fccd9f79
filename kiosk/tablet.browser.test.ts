/** The tablet itself, in a real browser: its card reader, camera, screen, tabs and sizes. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../tests/browser.ts';
import { buildScreens, type BuiltScreens } from '../tests/built-screens.ts';
import { openKiosk, scan, stopClock } from '../tests/kiosk-page.ts';
import { Venue } from '../tests/venue.ts';
import { KIOSK_LIMITS } from './kiosk-limits.ts';

/** Twenty dots and their gaps, in px of the drawing. */
const DOTS_WIDTH_PX = 492;
let screens: BuiltScreens;
let venue: Venue;
let browser: Browser;

beforeAll(async () => {
  screens = await buildScreens();
  venue = await Venue.open(screens.folder);
  browser = await launchBrowser({ noCamera: true });
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(async () => {
  await browser?.close();
  await venue?.close();
  screens?.remove();
});

describe('a card tapped on the tablet', () => {
  test('is read once the screen was touched, its other records left aside', async () => {
    const { page, kioskId, faults } = await openKiosk(venue, browser);
    const person = await venue.join('つばき');
    await page.addInitScript(giveTagReader);
    await page.reload();
    // Before the connection stands the kiosk answers by itself, and such an answer bears no name.
    await page.locator('ts-kiosk-line[state=online]').waitFor();
    await page.mouse.click(5, 5);
    await page.waitForFunction(() => Reflect.has(globalThis, 'tapCard'));
    await page.evaluate((pass) => Reflect.get(globalThis, 'tapCard')(pass), person.pass);
    await page.getByText('つばき').first().waitFor();
    await page.getByText('+100', { exact: true }).waitFor();
    await expect.poll(async () => (await venue.kiosk(kioskId)).status?.waiting).toBe(0);
    expect(faults).toEqual([]);
  });
});

describe('a card that cannot be read', () => {
  test('is answered once while it lies there, and takes nobody’s verdict away', async () => {
    const { page, kioskId, faults } = await openKiosk(venue, browser);
    const person = await venue.join('あさつゆ');
    await page.addInitScript(giveTagReader);
    await page.reload();
    // Before the connection stands the kiosk answers by itself, and such an answer bears no name.
    await page.locator('ts-kiosk-line[state=online]').waitFor();
    await page.mouse.click(5, 5);
    await page.waitForFunction(() => Reflect.has(globalThis, 'tapCard'));
    // How long things stay is this test's matter: its clock goes when it is told to.
    await stopClock(page);
    await page.evaluate(() => Reflect.get(globalThis, 'tapStrangeCard')());
    await page.locator('ts-kiosk-refusal').getByText('カードを').first().waitFor();
    await page.getByText('ゆっくりタッチしてください').first().waitFor();
    // The next card goes at once, and its own echo does not turn the welcome into a refusal.
    await page.evaluate((pass) => Reflect.get(globalThis, 'tapCard')(pass), person.pass);
    await page.getByText('+100', { exact: true }).waitFor();
    await page.clock.runFor(KIOSK_LIMITS.leftViewMs);
    await page.evaluate(() => Reflect.get(globalThis, 'tapStrangeCard')());
    expect(await page.locator('ts-kiosk-refusal').count()).toBe(0);
    await page.clock.runFor(KIOSK_LIMITS.returnMs);
    await page.locator('ts-kiosk-verdict').waitFor({ state: 'detached' });
    // A card without a text record is no better, and it is one card for as long as it complains.
    await page.evaluate(() => Reflect.get(globalThis, 'tapCard')(''));
    await page.locator('ts-kiosk-refusal').waitFor();
    await page.evaluate(() => {
      const tap = Reflect.get(globalThis, 'tapStrangeCard');
      setInterval(() => tap(), 200);
    });
    await page.clock.runFor(KIOSK_LIMITS.returnRefusedMs);
    await page.locator('ts-kiosk-refusal').waitFor({ state: 'detached' });
    await page.clock.runFor(2 * KIOSK_LIMITS.leftViewMs);
    expect(await page.locator('ts-kiosk-refusal').count()).toBe(0);
    // Nothing was read, so nothing is sent.
    await expect.poll(async () => (await venue.kiosk(kioskId)).status?.waiting).toBe(0);
    expect(faults).toEqual([]);
  });
});

describe('two tabs on one tablet', () => {
  test('only one works; the other says so, and takes over when it is asked to', async () => {
    const { page, context, faults } = await openKiosk(venue, browser);
    const [first, second] = [await venue.join('こだま'), await venue.join('やまびこ')];
    const other = await context.newPage();
    await other.goto(`${venue.address}/kiosk/`);
    await other.getByText('受付は別のタブで').waitFor();
    await other.getByText('English', { exact: true }).click();
    await other.getByText('Check-in is open').waitFor();
    await other.getByText('やさしい にほんご', { exact: true }).click();
    await other.getByText('ほかの タブで').waitFor();
    await scan(other, first.pass);
    await scan(page, first.pass);
    await page.getByText('こだま').first().waitFor();
    expect(await other.locator('ts-kiosk-verdict, ts-kiosk-attract').count()).toBe(0);

    await other.getByRole('button', { name: 'ここで する' }).click();
    await other.locator('ts-kiosk-line[state=online]').waitFor();
    await page.getByText('受付は別のタブで').waitFor();
    await scan(page, second.pass);
    expect(await page.locator('ts-kiosk-verdict, ts-kiosk-attract').count()).toBe(0);
    await scan(other, second.pass);
    await other.getByText('やまびこ').first().waitFor();
    // A reload gives the turn back to the same tab.
    await other.reload();
    await other.locator('ts-kiosk-attract').waitFor();
    expect(await page.locator('ts-kiosk-attract').count()).toBe(0);
    await other.close();
    // Somebody looks at the first tab again.
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await page.locator('ts-kiosk-line[state=online]').waitFor();
    expect(faults).toEqual([]);
  });

  test('a browser that has no locks goes on without them', async () => {
    const { page } = await openKiosk(venue, browser);
    await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'locks'));
    await page.reload();
    await page.locator('ts-kiosk-attract').waitFor();
    expect(await page.evaluate(() => 'locks' in navigator)).toBe(false);
  });
});

describe('the screen', () => {
  test('is kept awake from the start, and again after the page was out of sight', async () => {
    const { page, context, faults } = await openKiosk(venue, browser);
    await context.grantPermissions(['camera', 'screen-wake-lock']);
    await page.addInitScript(watchWakeLocks);
    await page.reload();
    await page.locator('ts-kiosk-attract').waitFor();
    const held = async () => page.evaluate(() => Reflect.get(globalThis, 'wakeLocks')());
    await expect.poll(held).toEqual({ asked: 1, held: 1 });
    // As a browser does it when the page goes out of sight.
    await page.evaluate(() => Reflect.get(globalThis, 'dropWakeLocks')());
    expect(await held()).toEqual({ asked: 1, held: 0 });
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect.poll(held).toEqual({ asked: 2, held: 1 });
    // One that is held is not asked for again.
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    expect(await held()).toEqual({ asked: 2, held: 1 });
    expect(faults).toEqual([]);
  });

  test('may sleep where the device does not allow it, and the kiosk works on', async () => {
    const { page, faults } = await openKiosk(venue, browser);
    await page.addInitScript(() => {
      WakeLock.prototype.request = async () => {
        Object.assign(globalThis, { wasDenied: true });
        throw new DOMException('low battery', 'NotAllowedError');
      };
    });
    await page.reload();
    await page.locator('ts-kiosk-line[state=online]').waitFor();
    await page.waitForFunction(() => Reflect.has(globalThis, 'wasDenied'));
    await scan(page, (await venue.join('ねむのき')).pass);
    await page.getByText('ねむのき').first().waitFor();
    expect(faults).toEqual([]);
  });
});

describe('the camera', () => {
  test('that stands still is said to be stalled, and is started again', async () => {
    const withCamera = await launchBrowser();
    try {
      const { page, kioskId, faults } = await openKiosk(venue, withCamera);
      const reports: string[] = [];
      page.on('websocket', (socket) =>
        socket.on('framesent', ({ payload }) => {
          const [, camera] = /"camera":"(\w+)"/.exec(String(payload)) ?? [];
          if (camera !== undefined && camera !== reports.at(-1)) reports.push(camera);
        }),
      );
      await page.addInitScript(giveFreezingCamera);
      await page.reload();
      await page.getByText('わくの中にうつしてください').waitFor();
      await expect.poll(async () => (await venue.kiosk(kioskId)).status?.camera).toBe('running');
      // Pictures that go on coming are no stall.
      await page.waitForTimeout(KIOSK_LIMITS.frameStallMs + 1_000);
      expect(await cameras(page)).toEqual(['live']);
      await page.evaluate(() => Reflect.get(globalThis, 'freezeCamera')());
      // It is said for a second only, so the page's clock goes in halves of one.
      await stopClock(page);
      const caption = page.locator('ts-kiosk-attract .caption');
      const said = async () => {
        await page.clock.runFor(KIOSK_LIMITS.cameraRetryMinMs / 2);
        return caption.textContent();
      };
      await expect.poll(said).toContain('カメラが止まりました');
      // Whoever stands there is offered nothing that this tablet may not have.
      expect(await caption.textContent()).toContain('お近くの係員にお声がけください');
      expect(await caption.textContent()).not.toMatch(/タッチ|スキャナー/);
      await page.clock.resume();
      await page.getByText('わくの中にうつしてください').waitFor();
      expect(await cameras(page)).toEqual(['ended', 'live']);
      // A camera that starts within one update of the page was never reported as starting.
      const lasting = () => reports.filter((camera) => camera !== 'starting').slice(-2);
      await expect.poll(lasting).toEqual(['stalled', 'running']);
      await expect.poll(async () => (await venue.kiosk(kioskId)).status?.camera).toBe('running');
      expect(faults).toEqual([]);
    } finally {
      await withCamera.close();
    }
  });

  test('that is pulled out is said to be missing, and comes back by itself', async () => {
    const withCamera = await launchBrowser();
    try {
      const { page, kioskId } = await openKiosk(venue, withCamera);
      await page.getByText('わくの中にうつしてください').waitFor();
      await expect.poll(async () => (await venue.kiosk(kioskId)).status?.camera).toBe('running');
      const video = page.locator('ts-kiosk-viewfinder video');
      expect(await video.evaluate(pullOut)).toContain('カメラが見つかりません');
      await page.getByText('わくの中にうつしてください').waitFor();
    } finally {
      await withCamera.close();
    }
  });
});

describe('other tablets than the drawings’', () => {
  test.each([
    { width: 1024, height: 768 },
    { width: 1280, height: 720 },
    { width: 1920, height: 1200 },
  ])('$width × $height: nothing slides under the wall, nothing stays small', async (size) => {
    const { page } = await openKiosk(venue, browser);
    await page.setViewportSize(size);
    const across = async (part: string) => {
      const box = await page.locator(part).first().boundingBox();
      return ((box?.x ?? 0) / size.width) * 1280;
    };
    // The wall stands at these parts of the width, and the drawings' gap beside it stays.
    expect(await across('ts-kiosk-viewfinder')).toBeGreaterThan(823);
    expect(await across('.towards')).toBeGreaterThan(762);
    const unitPx = Math.min(size.width / 1280, size.height / 800);
    const switchBox = await page.locator('ts-kiosk-attract ts-language-switch').boundingBox();
    expect(switchBox?.height).toBeCloseTo(Math.max(64, 64 * unitPx), 0);
    const dots = await page.locator('ts-kiosk-attract ts-dots svg').boundingBox();
    expect(dots?.width).toBeCloseTo(DOTS_WIDTH_PX * unitPx, -1);
    await scan(page, 'TS1:NOT A PASS OF OURS');
    expect(await across('ts-kiosk-refusal .number')).toBeGreaterThan(559);
    expect(await across('ts-kiosk-refusal .help')).toBeGreaterThan(669);
    for (const part of ['.head', '.steps', '.help', '.place']) {
      const box = await page.locator(`ts-kiosk-refusal ${part}`).boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 0), part).toBeLessThanOrEqual(size.width);
      expect((box?.y ?? 0) + (box?.height ?? 0), part).toBeLessThanOrEqual(size.height);
    }
  });
});

/** In the page: a reader of tags where this browser has none; `tapCard` holds a card to it. */
function giveTagReader(): void {
  class TagReader extends EventTarget {
    async scan(): Promise<void> {
      Reflect.set(globalThis, 'tapCard', (pass: string) => {
        const texts = { url: 'https://card.example/', text: pass };
        const records = Object.entries(texts).map(([recordType, text]) => ({
          recordType,
          data: new DataView(new TextEncoder().encode(text).buffer),
        }));
        this.dispatchEvent(Object.assign(new Event('reading'), { message: { records } }));
      });
      Reflect.set(globalThis, 'tapStrangeCard', () => {
        this.dispatchEvent(new Event('readingerror'));
      });
    }
  }
  Reflect.set(globalThis, 'NDEFReader', TagReader);
}

/** In the page: cameras that draw a picture until `freezeCamera`; those opened afterwards draw on. */
function giveFreezingCamera(): void {
  const tracks: MediaStreamTrack[] = [];
  let drawing: ReturnType<typeof setInterval> | undefined;
  navigator.mediaDevices.getUserMedia = async () => {
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('2d');
    const stream = canvas.captureStream();
    tracks.push(...stream.getVideoTracks());
    let drawn = 0;
    clearInterval(drawing);
    drawing = setInterval(() => {
      drawn += 1;
      if (context === null) return;
      context.fillStyle = `rgb(0 ${drawn % 256} 90)`;
      context.fillRect(0, 0, canvas.width, canvas.height);
    }, 60);
    return stream;
  };
  Object.assign(globalThis, {
    freezeCamera: () => clearInterval(drawing),
    cameras: () => tracks.map(({ readyState }) => readyState),
  });
}

/** In the page: ends the camera's picture. @returns what is said at once; it stands for a second only */
async function pullOut(video: HTMLVideoElement): Promise<string> {
  const stream = video.srcObject;
  if (!(stream instanceof MediaStream)) throw new Error('the camera does not run');
  const finder = video.getRootNode();
  const attract = finder instanceof ShadowRoot ? finder.host.getRootNode() : null;
  if (!(attract instanceof ShadowRoot)) throw new Error('the camera is not shown');
  stream.getVideoTracks()[0]?.dispatchEvent(new Event('ended'));
  await new Promise((resolve) => setTimeout(resolve));
  return attract.querySelector('.caption')?.textContent ?? '';
}

/** What became of each camera that was opened. */
async function cameras(page: Page): Promise<string[]> {
  return page.evaluate(() => Reflect.get(globalThis, 'cameras')());
}

/** In the page: counts the wake locks; the browser's own, watched on their way. */
function watchWakeLocks(): void {
  const request = Reflect.get(WakeLock.prototype, 'request');
  const locks: WakeLockSentinel[] = [];
  let asked = 0;
  WakeLock.prototype.request = async function (this: WakeLock, ...given) {
    asked += 1;
    const lock: WakeLockSentinel = await Reflect.apply(request, this, given);
    locks.push(lock);
    return lock;
  };
  Object.assign(globalThis, {
    wakeLocks: () => ({ asked, held: locks.filter(({ released }) => !released).length }),
    dropWakeLocks: async () => Promise.all(locks.map(async (lock) => lock.release())),
  });
}
