/** A real Chromium for browser journeys, with a camera that plays a video when one is given. */
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { findChromium } from '../scripts/chromium.mjs';

export interface BrowserOptions {
  /** A `.y4m` that the camera shows, over and over (tests/qr-video.ts); without it a test picture. */
  readonly cameraVideo?: string;
  /** Without a camera at all. */
  readonly noCamera?: boolean;
}

/** @throws when no Chromium or Chrome is on this machine; `npm test` sets one up */
export async function launchBrowser(options: BrowserOptions = {}): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    throw new Error('No Chromium found: set TSUDOI_CHROMIUM to one, or run npm test.');
  }
  const camera = options.noCamera
    ? []
    : ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--autoplay-policy=no-user-gesture-required',
      ...camera,
      ...(options.cameraVideo === undefined
        ? []
        : [`--use-file-for-fake-video-capture=${options.cameraVideo}`]),
    ],
  });
}

/** The tablet of the drawings. */
const TABLET = { width: 1280, height: 800 } as const;

/**
 * A page that may use the camera and remembers what went wrong in it.
 * @returns `faults`: uncaught errors and everything that the console called an error
 */
export async function openPage(
  browser: Browser,
  address: string,
  size: { readonly width: number; readonly height: number } = TABLET,
): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
  const context = await browser.newContext({
    viewport: { ...size },
    permissions: ['camera'],
    locale: 'ja-JP',
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    // A server that is away on purpose, or that asks for the log-in, is told by the browser as an
    // error; that is no fault of the page.
    const isExpected = /ERR_CONNECTION|ERR_INTERNET_DISCONNECTED|WebSocket|401 \(/.test(
      message.text(),
    );
    if (message.type() === 'error' && !isExpected) faults.push(message.text());
  });
  await page.goto(address);
  return { page, context, faults };
}
