/** Live passes at the door, in a real browser on a real server: filmed, too late, and not taken. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../tests/browser.ts';
import { buildScreens, type BuiltScreens } from '../tests/built-screens.ts';
import { openKiosk, scan } from '../tests/kiosk-page.ts';
import { LivePhone } from '../tests/live-phone.ts';
import { writeQrVideo } from '../tests/qr-video.ts';
import { Venue } from '../tests/venue.ts';

/** A phone's screen a hand's width before the tablet: three pixels a module of version 10. */
const PHONE_SCREEN = { edgePx: 200, level: 'L' } as const;

const scratch = mkdtempSync(join(tmpdir(), 'tsudoi-live-pass-'));
let screens: BuiltScreens;
let venue: Venue;
let browser: Browser;

beforeAll(async () => {
  screens = await buildScreens();
  venue = await Venue.open(screens.folder);
  browser = await launchBrowser({ noCamera: true });
});
afterEach(async () => {
  await venue.startServer();
  for (const context of browser.contexts()) await context.close();
});
afterAll(async () => {
  await browser?.close();
  await venue?.close();
  screens?.remove();
  rmSync(scratch, { recursive: true, force: true });
});

describe('a live pass at the door', () => {
  test('is read from a phone’s screen by the camera', async () => {
    const phone = await LivePhone.join(venue.address, 'みずたま');
    const video = join(scratch, 'live.y4m');
    writeQrVideo(video, [
      { text: null, seconds: 1 },
      { text: await phone.pass(), seconds: 1, look: PHONE_SCREEN },
      { text: await phone.pass(1), seconds: 2, look: PHONE_SCREEN },
    ]);
    const withCamera = await launchBrowser({ cameraVideo: video });
    try {
      const { page } = await openKiosk(venue, withCamera);
      await Promise.all(
        ['みずたま', '受付しました'].map(async (words) =>
          page.getByText(words).first().waitFor({ timeout: 30_000 }),
        ),
      );
    } finally {
      await withCamera.close();
    }
  });

  test('CI4 photographed a minute ago is refused; the live screen is taken at once', async () => {
    const { page } = await openKiosk(venue, browser);
    const phone = await LivePhone.join(venue.address, 'けやき');
    await scan(page, await phone.pass(-3));
    await page.getByText('いまの画面を').first().waitFor();
    await page.getByText('「パス」を').first().waitFor();
    await scan(page, await phone.pass());
    await page.getByText('けやき').first().waitFor();
    await page.getByText('受付しました').first().waitFor();
  });

  test('without the network the kiosk tells them apart by itself', async () => {
    const { page } = await openKiosk(venue, browser);
    const phone = await LivePhone.join(venue.address, 'いずみ');
    await venue.stopServer();
    await page.getByText('通信がとぎれています').first().waitFor();
    await scan(page, await phone.pass(-3));
    await page.getByText('いまの画面を').first().waitFor();
    await scan(page, await phone.pass());
    await page.getByText('記録しました').first().waitFor();
  });

  test('KS2 a tablet enrolled before activities could refuse cards stays enrolled', async () => {
    const { page } = await openKiosk(venue, browser);
    const { pass } = await venue.join('かみの人');
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await venue.stopServer();
    await page.evaluate(forgetTakesCards);
    await page.reload();
    await page.locator('ts-kiosk-attract').waitFor();
    await scan(page, pass);
    await page.getByText('記録しました').first().waitFor();
  });

  test('is all that an activity may take: a card is sent to the staff', async () => {
    const { page } = await openKiosk(venue, browser, { takesCards: false });
    const phone = await LivePhone.join(venue.address, 'つばめ');
    await page.locator('ts-kiosk-attract .ways').getByText('スマートフォン').waitFor();
    expect(await page.getByText('紙のカード').count()).toBe(0);
    await page.getByText('English').click();
    await scan(page, (await venue.join('かみの人')).pass);
    await page.getByText('phones only').first().waitFor();
    await page.getByText('Ask our staff').first().waitFor();
    await scan(page, await phone.pass());
    await page.getByText('つばめ').first().waitFor();
  });
});

/** In the page: the enrollment as an earlier version of the page stored it. */
async function forgetTakesCards(): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('tsudoi-kiosk');
    opening.addEventListener('success', () => {
      const facts = opening.result.transaction('facts', 'readwrite').objectStore('facts');
      const reading = facts.get('enrollment');
      reading.addEventListener('success', () => {
        const isGone = Reflect.deleteProperty(reading.result.activity, 'takesCards');
        if (!isGone) reject(new Error('not removed'));
        facts.put(reading.result, 'enrollment').addEventListener('success', () => resolve());
      });
    });
  });
}
