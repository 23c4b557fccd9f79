/** The pictures of the stage: every moment of a draw, on the big screen and on a phone in the hall. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import * as v from 'valibot';
import { digestOfText, ownerTagOf } from '#domain/draw/digest.ts';
import { readOpen } from '#domain/draw/files.ts';
import { receiptBytes } from '#domain/draw/receipt.ts';
import { sampleSigner } from '#domain/draw/sample-draw.ts';
import { EntryTable } from '#domain/draw/tables.ts';
import { projectRoot } from '../../tests/source-files.ts';
import { openHall, type Hall } from '../../tests/stage-hall.ts';
import { stageMoments, type Told } from '../../tests/stage-moments.ts';
import {
  FIREWORKS,
  LOTTERY_ID,
  instant,
  revealedOf,
  sampleHall,
  snapshotOf,
} from '../../tests/stage-samples.ts';

const BIG = { width: 1920, height: 1080 } as const;
const PHONE = { width: 390, height: 844 } as const;

/** One of the stage: what the hall is told, who looks, and what they do. */
interface HallPicture {
  readonly name: string;
  readonly told: Told;
  readonly size: { readonly width: number; readonly height: number };
  readonly language?: 'en' | 'ja-easy';
  /** The phone's app handed somebody's entries over. */
  readonly isHandedOver?: boolean;
  readonly show?: (page: Page) => Promise<void>;
}

const sample = sampleHall();
const openFile = readOpen(sample.bundle.get('open.txt') ?? new Uint8Array());
const moments = Object.fromEntries(
  Object.entries(stageMoments(sample)).map(([name, told]): [string, Told] => [
    name,
    { ...told, lottery: { ...told.lottery, draw: openFile.draw } },
  ]),
);

/** Those whose name begins with one of the words; all when there are none. */
export async function takeHallPictures(
  browser: Browser,
  screensFolder: string,
  words: readonly string[],
  keep: (name: string, page: Page) => Promise<void>,
): Promise<void> {
  const wanted = hallPictures().filter(
    ({ name }) => words.length === 0 || words.some((word) => name.startsWith(word)),
  );
  for (const picture of wanted) {
    // Each with the hall's clock at its beginning.
    const hall = await openHall(screensFolder);
    hall.bundle = sample.bundle;
    try {
      await takeOne(browser, hall, picture, keep);
    } finally {
      await hall.close();
    }
  }
}

async function takeOne(
  browser: Browser,
  hall: Hall,
  picture: HallPicture,
  keep: (name: string, page: Page) => Promise<void>,
): Promise<void> {
  const { name, size, language, isHandedOver, show } = picture;
  const isPhone = size.width < 1_000;
  const context = await browser.newContext({
    viewport: { ...size },
    deviceScaleFactor: isPhone ? 2 : 1,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
  });
  try {
    const page = await context.newPage();
    hall.show(snapshotOf(sample, picture.told));
    const query = language === undefined ? '' : `?language=${language}`;
    const fragment = isHandedOver === true ? `#entries=${handedOver()}` : '';
    await page.goto(`${hall.base}/stage/${LOTTERY_ID}${query}${fragment}`);
    await page.locator('main').waitFor();
    await show?.(page);
    await page.waitForFunction(() => document.fonts.status === 'loaded');
    await keep(name, page);
  } finally {
    await context.close();
  }
}

/** Somebody with three numbers for the fireworks. */
function handedOver(): string {
  const nonceHex = digestOfText('nonce 279');
  const ownerTag = ownerTagOf(openFile.draw, nonceHex);
  const table = new EntryTable(sample.bundle.get('entries.tsv') ?? new Uint8Array());
  const entries = Array.from({ length: table.rows }, (_, index) => table.row(index))
    .filter((row) => row.ownerTag === ownerTag)
    .map((row) => ({
      ...row,
      signature: sampleSigner('hall')(receiptBytes(row)),
      enteredAt: instant(-86_400_000),
    }));
  return Buffer.from(JSON.stringify({ entries, ownerTag, nonceHex })).toString('base64url');
}

function told(name: string): Told {
  const found = moments[name];
  if (found === undefined) throw new Error(`There is no moment ${name}.`);
  return found;
}

function hallPictures(): readonly HallPicture[] {
  const big = (name: string, moment: string, changes: Partial<HallPicture> = {}): HallPicture => ({
    name: `stage-${name}`,
    told: told(moment),
    size: BIG,
    ...changes,
  });
  return [
    big('open', 'waiting'),
    big('closing', 'closing'),
    big('closed', 'closed'),
    big('audience', 'gathering'),
    big('audience-timed', 'gathering, until a set time'),
    big('freezing', 'freezing'),
    big('dice', 'dice'),
    big('sealed', 'sealed'),
    big('beacon', 'countdown', { told: beaconIn(told('countdown'), 28_500) }),
    big('beacon-en', 'countdown', {
      told: beaconIn(told('countdown'), 28_500),
      language: 'en',
    }),
    big('beacon-late', 'beacon-late'),
    big('decided', 'ready'),
    big('reveal', 'reveal', { told: running(told('reveal'), 4, 3), show: untilDigits(3) }),
    big('reveal-first', 'reveal', { told: running(told('reveal'), 1, 2), show: untilDigits(2) }),
    big('reveal-easy', 'reveal', {
      told: running(told('reveal'), 4, 3),
      show: untilDigits(3),
      language: 'ja-easy',
    }),
    big('prize-done', 'prize-done'),
    big('end', 'all-drawn'),
    big('void', 'void'),
    big('rehearsal', 'dice', {
      told: { ...told('dice'), lottery: { ...told('dice').lottery, rehearsal: true } },
    }),
    ...phonePictures(),
  ];
}

function phonePictures(): readonly HallPicture[] {
  const phone = (name: string, moment: string, show?: HallPicture['show']): HallPicture => ({
    name: `stage-phone-${name}`,
    told: told(moment),
    size: PHONE,
    isHandedOver: true,
    ...(show === undefined ? {} : { show }),
  });
  return [
    phone('open', 'waiting'),
    phone('audience', 'gathering'),
    phone('proof', 'closed', below('[data-proofs]', 'ts-own-tickets')),
    phone('words', 'sealed', below('[data-words]')),
    phone('reveal', 'reveal'),
    {
      ...phone('own-prize', 'reveal', below('[data-turn="own"]', 'ts-own-tickets')),
      told: { ...told('reveal'), prizeIndex: 0, revealed: [] },
    },
    phone('verified', 'prize-done', (page) => page.getByText('すべて確認できました').waitFor()),
    phone('checks', 'prize-done', async (page) => {
      await page.getByText('12項目を見る').click();
      await below('[data-compute]')(page);
    }),
    phone('command', 'prize-done', async (page) => {
      await page.getByText('券1枚を自分で計算する').click();
      await below('[data-command]')(page);
    }),
    phone('yourself', 'prize-done', async (page) => {
      await page.getByText('自分で確かめるには').click();
      await page.locator('[data-served]').waitFor();
      await below('[data-check-yourself]')(page);
    }),
    {
      ...phone('beacon', 'beacon-late', below('[data-deliver]')),
      told: { ...told('beacon-late'), beacons: [lateBeacon()] },
    },
  ];
}

/** Brings a section to the top, below what says where one is. */
function below(selector: string, above?: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.locator(selector).first().waitFor();
    const first = page.locator(above ?? selector).first();
    await first.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  };
}

function beaconIn(before: Told, afterMs: number): Told {
  const beacons = (before.beacons ?? []).map((beacon) => ({ ...beacon, at: instant(afterMs) }));
  return { ...before, beacons };
}

/** So many places, the last of them with so many digits out, some moments before the next. */
function running(shown: Told, places: number, digits: number): Told {
  const before = (places - 1) * 5_000 + digits * 900 - 700;
  return { ...shown, revealed: revealedOf(sample, FIREWORKS, places, -before) };
}

function untilDigits(count: number): (page: Page) => Promise<void> {
  return (page) =>
    page.locator(`[data-digits]:has(.digit:not(.placeholder):nth-child(${count}))`).waitFor();
}

function lateBeacon() {
  const file = join(projectRoot, 'domain/draw/vectors/drand-quicknet.json');
  const { beacons } = v.parse(
    v.object({ beacons: v.array(v.object({ round: v.number() })) }),
    JSON.parse(readFileSync(file, 'utf8')),
  );
  const round = Math.max(...beacons.map((beacon) => beacon.round));
  return { prizeId: 'fireworks', round, at: instant(-60_000), signature: null };
}
