/** The shared elements in a real Chromium, on the gallery page. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findChromium } from '../../scripts/chromium.mjs';

const FLAGS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --autoplay-policy=document-user-activation-required';

let cache: string;
let server: ViteDevServer;
let browser: Browser;
let page: Page;
let gallery: string;
const faults: string[] = [];

beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'tsudoi-gallery-'));
  server = await createServer({
    root: fileURLToPath(new URL('../..', import.meta.url)),
    configFile: false,
    cacheDir: cache,
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null },
  });
  await server.listen();
  gallery = new URL('ui/gallery/index.html', server.resolvedUrls?.local[0]).href;
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('no Chromium on this machine');
  browser = await chromium.launch({ executablePath, args: FLAGS.split(' ') });
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.on('pageerror', (error) => faults.push(error.message));
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await rm(cache, { recursive: true, force: true });
});

beforeEach(async () => {
  await page.goto(gallery);
  await page.locator('gallery-controls').waitFor();
});

const height = async (selector: string) =>
  (await page.locator(selector).first().boundingBox())?.height ?? 0;

describe('shared elements', () => {
  test('every element is drawn without a fault, in the typefaces that we serve', async () => {
    await page.evaluate(() => document.fonts.ready);
    const fonts = await page.evaluate(() =>
      [...document.fonts].filter((face) => face.status === 'loaded').map((face) => face.family),
    );
    expect(fonts.join()).toContain('BIZ UDPGothic');
    expect(await page.locator('ts-ring').count()).toBeGreaterThan(5);
    expect(faults).toEqual([]);
  });

  test('languages are a radio group: tap, arrow keys, the page takes the lang', async () => {
    const group = page.locator('ts-language-switch[variant="segments"]');
    const lang = () =>
      page.evaluate(() => `${document.documentElement.lang} ${document.documentElement.className}`);
    await group.getByRole('radio', { name: 'English' }).click();
    expect(await lang()).toBe('en ');
    await page.keyboard.press('ArrowRight');
    expect(await lang()).toBe('ja ts-easy');
    await page.keyboard.press('ArrowRight');
    expect(await lang()).toBe('ja ');
    const chosen = group.getByRole('radio', { checked: true });
    await expect.poll(() => chosen.textContent()).toContain('日本語');
    expect(await chosen.evaluate((radio) => radio.matches(':focus'))).toBe(true);
    // Both switches show the one language of the page.
    const other = page.locator('ts-language-switch[variant="text"]');
    expect(await other.getByRole('radio', { checked: true }).textContent()).toContain('日本語');
  });

  test('kiosk targets are at least 64 px high, dashboard targets 48 px', async () => {
    expect(await height('ts-language-switch[variant="segments"]')).toBeGreaterThanOrEqual(64);
    expect(await height('gallery-controls .button.large')).toBeGreaterThanOrEqual(64);
    expect(await height('gallery-controls .button.primary')).toBeGreaterThanOrEqual(48);
    expect(await height('gallery-controls input')).toBeGreaterThanOrEqual(48);
  });

  test('a dialog takes the focus, closes by Escape and gives the focus back', async () => {
    const opener = page.getByRole('button', { name: '表で見る' });
    await opener.click();
    const dialog = page.getByRole('dialog', { name: 'この端末の登録をとりけしますか' });
    await dialog.waitFor();
    expect(await opener.evaluate((button) => button.matches(':focus'))).toBe(false);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await opener.evaluate((button) => button.matches(':focus'))).toBe(true);
    await opener.click();
    await dialog.waitFor();
  });

  test('a dialog that is opened again at once stays open', async () => {
    const dialog = page.locator('ts-dialog');
    await dialog.evaluate(async (element) => {
      if (!('open' in element && 'updateComplete' in element)) throw new Error('not a dialog');
      for (const open of [true, false, true]) {
        element.open = open;
        await element.updateComplete;
      }
      // The browser tells of the closing with the next frame.
      for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame);
    });
    expect(await page.getByRole('dialog').isVisible()).toBe(true);
  });

  test('a field says its hint and its fault to who cannot see them', async () => {
    const password = page.getByLabel('パスワード');
    expect(await password.getAttribute('aria-invalid')).toBe('true');
    const described = await password.getAttribute('aria-describedby');
    expect(described).toBe('field-password-hint field-password-error');
    const words = await page
      .locator('#field-password-hint, #field-password-error')
      .allTextContents();
    expect(words.map((text) => text.trim())).toEqual([
      '12文字以上です',
      'パスワードを入れてください',
    ]);
  });

  test('a verdict sounds after the first tap, and none is kept for later before it', async () => {
    // A fresh visitor whose page plays by itself: Playwright's own scripts count as taps.
    const visitor = await browser.newPage();
    await visitor.goto(`${gallery}?sound`);
    const heard = visitor.locator('gallery-controls output');
    await heard.waitFor({ state: 'attached' });
    await visitor.waitForTimeout(400);
    expect(await heard.textContent()).toBe('');
    await visitor.getByRole('button', { name: '受付の音' }).click();
    await expect.poll(() => heard.textContent()).toContain('admitted:true');
    expect(await heard.textContent()).not.toContain('refused:true');
    await visitor.close();
  });

  test('the ninth slides in from outside, and appears in place with reduced motion', async () => {
    const duration = () =>
      page
        .locator('ts-ring[state="admitted"] .ninth')
        .evaluate((dot) => getComputedStyle(dot).animationDuration);
    expect(Number.parseFloat(await duration())).toBeCloseTo(0.32, 3);
    // Another verdict in the same ring arrives anew.
    const again = await page.locator('ts-ring[state="admitted"]').evaluate(async (ring) => {
      if (!('state' in ring && 'updateComplete' in ring)) throw new Error('not a ring');
      const root = ring.shadowRoot;
      const before = root?.querySelector('.ninth');
      ring.state = 'stored';
      await ring.updateComplete;
      const changed = root?.querySelector('.ninth') !== before;
      ring.state = 'admitted';
      await ring.updateComplete;
      return changed;
    });
    expect(again).toBe(true);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(Number.parseFloat(await duration())).toBeLessThan(0.01);
    await page.emulateMedia({ reducedMotion: null });
  });
});
