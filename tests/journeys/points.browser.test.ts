/**
 * What points are for, in real browsers from end to end: join on the phone, its screen filmed by the
 * kiosk's camera, points that arrive while one looks, a coupon, the shop, a certificate; and the
 * film of a minute ago.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import { launchBrowser, openPage } from '../browser.ts';
import { buildScreens } from '../built-screens.ts';
import type { BuiltScreens } from '../built-screens.ts';
import { film } from '../film.ts';
import { openKiosk } from '../kiosk-page.ts';
import { runSql } from '../ledger-database.ts';
import { pageText } from '../page-watch.ts';
import { writeQrVideo } from '../qr-video.ts';
import { makeShop, openShopDesk } from '../shop-page.ts';
import { Venue } from '../venue.ts';

const PHONE = { width: 390, height: 844 } as const;
/** A code holds for its step and one on either side; then the film of it is refused. */
const STALE_WITHIN_MS = 150_000;

const folder = mkdtempSync(join(tmpdir(), 'tsudoi-points-'));
let screens: BuiltScreens;
let venue: Venue;
const browsers: Browser[] = [];

beforeAll(async () => {
  screens = await buildScreens();
  venue = await Venue.open(screens.folder);
});

afterAll(async () => {
  await Promise.all(browsers.map((browser) => browser.close()));
  await venue?.close();
  screens?.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function launch(options: Parameters<typeof launchBrowser>[0] = {}): Promise<Browser> {
  const browser = await launchBrowser(options);
  browsers.push(browser);
  return browser;
}

/**
 * A camera before which nothing is, until `hold`: then a screen as it is at that moment, for a while,
 * gone, and there again.
 */
async function openCamera(name: string) {
  const video = join(folder, `${name}.y4m`);
  const nobody = { text: null, seconds: 4 };
  writeQrVideo(video, [nobody]);
  const camera = await launch({ cameraVideo: video });
  const hold = async (shown: Locator) =>
    writeQrVideo(video, [{ film: await film(shown), seconds: 2 }, nobody]);
  return { camera, hold };
}

async function joinByPage(browser: Browser, nickname: string) {
  const opened = await openPage(browser, `${venue.address}/phone/`, PHONE);
  await opened.page.getByLabel('ニックネーム').fill(nickname);
  await opened.page.getByRole('button', { name: 'パスをつくる' }).click();
  await opened.page.locator('ts-phone-pass .qr').waitFor();
  return opened;
}

const tab = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click();

test('PT1 PT2 PT5 from joining to a certificate; a film of a minute ago is worth nothing', async () => {
  const shop = await makeShop(venue);
  const pocket = await launch({ noCamera: true });
  const startedAt = performance.now();
  const phone = await joinByPage(pocket, 'みずたま');
  // A figure to look at, not a bound.
  console.log(`join → pass on the screen: ${Math.round(performance.now() - startedAt)} ms`);
  const balance = phone.page.locator('ts-phone-pass .balance .figure');
  await expect.poll(() => balance.textContent()).toBe('0');

  // The kiosk's camera films the phone; the points arrive on the phone while one looks.
  const door = await openCamera('pass');
  const kiosk = await openKiosk(venue, door.camera, {}, () =>
    door.hold(phone.page.locator('ts-phone-pass .code')),
  );
  await kiosk.page.getByRole('heading', { name: '受付しました' }).waitFor({ timeout: 30_000 });
  await phone.page.getByText('100ポイントがつきました').waitFor();
  await expect.poll(() => balance.textContent()).toBe('100');

  // Points become a coupon, once.
  await tab(phone.page, 'クーポン');
  await phone.page.getByRole('button', { name: /コーヒー 1杯.*交換/ }).click();
  await phone.page.getByRole('button', { name: '交換する', exact: true }).dblclick();
  await phone.page.getByText('交換しました').waitFor();
  await phone.page.getByText('あと100 P').waitFor();
  await phone.page.getByRole('link', { name: 'お店の人の前で使う' }).click();
  await phone.page.locator('ts-phone-coupon-use .qr').waitFor();

  // The shop's tablet films it; the phone turns by itself.
  const counter = await openCamera('coupon');
  const desk = await openShopDesk(venue, counter.camera, shop, () =>
    counter.hold(phone.page.locator('ts-phone-coupon-use .code')),
  );
  await desk.page
    .locator('ts-shop-taken[kind=admitted]')
    .getByText('コーヒー 1杯')
    .waitFor({ timeout: 30_000 });
  await phone.page.getByText('使いました', { exact: true }).waitFor();
  // Filmed again: used already, with the time of the first use.
  await desk.page.locator('ts-shop-taken[kind=already]').waitFor({ timeout: 30_000 });

  // Why the balance is what it is: every line unfolds to entries that sum to zero.
  await phone.page.goto(`${venue.address}/phone/me/history`);
  for (const words of ['活動に参加', 'クーポンと交換', 'クーポンを使用']) {
    await phone.page.getByText(words).first().waitFor();
  }

  await certifies(phone.page, pocket);

  // The books: everything sums up, and nothing was spent twice.
  const ledger = createLedger({ databaseUrl: venue.databaseUrl });
  expect(await ledger.wrongBalances(5)).toEqual([]);
  await ledger.close();
  const [sums] = await runSql(
    venue.databaseUrl,
    `select (select count(*)::int from coupons) as coupons,
       (select sum(balance)::int from accounts where kind = 'coupons-redeemed') as redeemed,
       (select sum(balance)::int from accounts) as everything`,
  );
  expect(sums).toEqual({ coupons: 1, redeemed: 100, everything: 0 });

  // The same film, played on: a photo of the code is refused by now.
  await kiosk.page
    .locator('ts-kiosk-refusal')
    .getByText('いまの画面')
    .waitFor({ timeout: STALE_WITHIN_MS });
  expect(phone.faults).toEqual([]);
  expect(kiosk.faults).toEqual([]);
}, 300_000);

/** Makes a certificate by the page, and confirms it as a school does. */
async function certifies(phone: Page, browser: Browser): Promise<void> {
  await phone.goto(`${venue.address}/phone/me/certificates`);
  await phone.getByRole('button', { name: 'つくる', exact: true }).click();
  await phone.getByLabel('証明書にのせる名前').fill('水玉 花子');
  await phone.getByRole('button', { name: '証明書をつくる' }).click();
  await phone.getByText('証明書ができました').waitFor();
  const [saved] = await Promise.all([
    phone.waitForEvent('download'),
    phone.getByRole('button', { name: 'PDFを開く' }).click(),
  ]);
  expect(saved.suggestedFilename()).toMatch(/^活動証明書.*\.pdf$/);

  const [row] = await runSql(
    venue.databaseUrl,
    'select certificate_id as id, signature_hex as signature from certificates',
  );
  const [id, signature] = [String(row?.['id']), String(row?.['signature'])];
  const school = await openPage(browser, `${venue.address}/certificate/${id}#${signature}`, PHONE);
  await school.page.getByText('本物の証明書です').waitFor();
  const shown = await pageText(school.page);
  for (const words of ['水玉 花子', 'スマホお悩み相談室', '1回']) expect(shown).toContain(words);
  // No more than the paper says: the nickname and the points are nobody's business.
  expect(shown).not.toContain('みずたま');

  const letter = signature.endsWith('0') ? '1' : '0';
  const changed = `${signature.slice(0, -1)}${letter}`;
  const forged = await openPage(browser, `${venue.address}/certificate/${id}#${changed}`, PHONE);
  await forged.page.getByText('本物とは確認できません').waitFor();
  expect(await pageText(forged.page)).not.toContain('水玉 花子');
  expect(school.faults).toEqual([]);
}
