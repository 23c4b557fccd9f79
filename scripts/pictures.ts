/**
 * Retakes the pictures in docs/pictures: the real system on this machine, driven in a headless
 * browser as people do it. `npm run pictures -- kiosk` takes those whose name begins so.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../tests/browser.ts';
import { projectRoot } from '../tests/source-files.ts';
import { Venue } from '../tests/venue.ts';
import { writeHandVideo } from './pictures/hand-video.ts';
import type { Stage } from './pictures/stage.ts';
import { setStage } from './pictures/stage.ts';
import { counterPictures } from './pictures/counter.ts';
import { dashboardPictures } from './pictures/dashboard.ts';
import { takeHallPictures } from './pictures/grand-draw.ts';
import { kioskPictures } from './pictures/kiosk.ts';
import { lotteryPictures } from './pictures/lottery.ts';
import { phonePictures } from './pictures/phone.ts';
import { shopPictures } from './pictures/shop.ts';

/** One picture: how to come to the screen it shows. */
export interface Picture {
  /** Of the file, without `.webp`. */
  readonly name: string;
  readonly size: { readonly width: number; readonly height: number };
  /** Device pixels a CSS pixel. */
  readonly scale?: number;
  /** Does its own taking when the whole page is not what is wanted. */
  readonly show: (page: Page, stage: Stage) => Promise<void>;
}

const folder = join(projectRoot, 'docs', 'pictures');

async function take(browser: Browser, stage: Stage, picture: Picture): Promise<void> {
  const context = await browser.newContext({
    viewport: { ...picture.size },
    deviceScaleFactor: picture.scale ?? 1,
    permissions: ['camera'],
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
  });
  try {
    const page = await context.newPage();
    await picture.show(page, stage);
    await keep(picture.name, page);
  } finally {
    await context.close();
    // A picture may have sent the server away.
    await stage.venue.startServer();
  }
}

async function keep(name: string, page: Page): Promise<void> {
  writeFileSync(join(folder, `${name}.webp`), await shoot(page));
  console.log(name);
}

/** WebP: a fifth of a PNG, and every figure still sharp. */
async function shoot(page: Page): Promise<Buffer> {
  const devTools = await page.context().newCDPSession(page);
  const { data } = await devTools.send('Page.captureScreenshot', { format: 'webp', quality: 88 });
  return Buffer.from(data, 'base64');
}

async function main(words: readonly string[]): Promise<void> {
  // The dashboard first: the kiosk's pictures bring in more people and kiosks. Phones show the lottery
  // that takes entries before another one is led.
  const wanted = [
    ...dashboardPictures,
    ...counterPictures,
    ...phonePictures,
    ...lotteryPictures,
    ...kioskPictures,
    ...shopPictures,
  ].filter(({ name }) => words.length === 0 || words.some((word) => name.startsWith(word)));
  const screens = join(projectRoot, 'dist');
  if (!existsSync(screens)) throw new Error('The screens are not built: npm run build.');
  mkdirSync(folder, { recursive: true });
  await takeOfHall(screens, words);
  if (wanted.length === 0) return;
  const venue = await Venue.open(screens, { server: { demo: true } });
  const scratch = mkdtempSync(join(tmpdir(), 'tsudoi-pictures-'));
  const cameraVideo = join(scratch, 'hand.y4m');
  await writeHandVideo(cameraVideo, venue);
  const browser = await launchBrowser({ cameraVideo });
  try {
    const stage = await setStage(venue);
    for (const picture of wanted) await take(browser, stage, picture);
    stage.close();
  } finally {
    await browser.close();
    await venue.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The stage has a hall of its own, whose clock and moments are given. */
async function takeOfHall(screens: string, words: readonly string[]): Promise<void> {
  const browser = await launchBrowser({ noCamera: true });
  try {
    await takeHallPictures(browser, screens, words, keep);
  } finally {
    await browser.close();
  }
}

await main(process.argv.slice(2));
