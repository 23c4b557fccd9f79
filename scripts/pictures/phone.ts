/** The phone's pictures, at twice the pixels: what a regular sees. */
import type { Page } from 'playwright-core';
import * as v from 'valibot';
import { runSql } from '../../tests/ledger-database.ts';
import type { Picture } from '../pictures.ts';
import { enter, leadTo, openDraw, type Participant } from './led-draw.ts';
import { makeRegular } from './regular.ts';
import type { Stage } from './stage.ts';

const PHONE = { width: 390, height: 844 };
const SMALL = { width: 360, height: 640 };
const SETTLED_MS = 900;

const JoinedSchema = v.object({ participantId: v.string(), token: v.string() });

async function settle(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(SETTLED_MS);
}

/** Joins by the page; what was done so far is made behind it. */
async function join(page: Page, stage: Stage, nickname = 'みずたま'): Promise<Participant> {
  await page.goto(`${stage.venue.address}/phone/`);
  await page.getByLabel(/ニックネーム|Nickname|なまえ/).fill(nickname);
  const answer = page.waitForResponse('**/api/participants');
  await page.keyboard.press('Enter');
  const joined = v.parse(JoinedSchema, await (await answer).json());
  await page.locator('ts-phone-pass .qr').waitFor();
  await makeRegular(stage.venue, joined);
  return joined;
}

/** A screen of the phone, by its address. */
function screen(path: string, ready: string, act?: (page: Page) => Promise<void>) {
  return async (page: Page, stage: Stage): Promise<void> => {
    await join(page, stage);
    await page.goto(stage.venue.address + path);
    await page.locator(ready).first().waitFor();
    await settle(page);
    await act?.(page);
    await settle(page);
  };
}

/** Brings a part to the top of the picture. */
function below(selector: string): (page: Page) => Promise<void> {
  return (page) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => element.scrollIntoView({ block: 'start' }));
}

function inLanguage(language: 'en' | 'ja-easy', show: Picture['show']): Picture['show'] {
  return async (page, stage) => {
    await page.addInitScript((chosen) => {
      localStorage.setItem('tsudoi-phone-language', chosen);
    }, language);
    await show(page, stage);
  };
}

const pass = screen('/phone/', 'ts-phone-pass .qr');
const coupons = screen('/phone/coupons', 'ts-coupon-card');

const lottery = screen('/phone/lottery', 'ts-lottery-plane');

/** Somebody of a draw of their own: three tickets for tea, and the only one for the keep. */
function ownDraw(
  then: (page: Page, stage: Stage, lotteryId: string) => Promise<void>,
): Picture['show'] {
  return async (page, stage) => {
    const person = await join(page, stage);
    const { lotteryId } = await openDraw(stage.venue);
    await enter(stage.venue, person, lotteryId, { tea: 3, keep: 1 });
    await then(page, stage, lotteryId);
  };
}

const inDraw = (act: (page: Page) => Promise<void>) =>
  ownDraw(async (page, stage, lotteryId) => {
    await page.goto(`${stage.venue.address}/phone/lottery/${lotteryId}`);
    await page.locator('ts-lottery-receipts').waitFor();
    await settle(page);
    await act(page);
    await settle(page);
  });

const result = ownDraw(async (page, stage, lotteryId) => {
  await leadTo(stage.venue, lotteryId, 'closed', 'gathering', 'frozen', 'final', 'drawn');
  await page.goto(`${stage.venue.address}/phone/lottery/${lotteryId}`);
  await page.locator('ts-lottery-outcome button').click();
  await settle(page);
});

const certificate: Picture['show'] = async (page, stage) => {
  await screen('/phone/me/certificates', 'ts-phone-certificates')(page, stage);
  await page.getByRole('button', { name: 'つくる', exact: true }).first().click();
  await page.getByLabel('証明書にのせる名前').fill('水玉 花子');
  await page.getByRole('button', { name: '証明書をつくる' }).click();
  await page.getByText('証明書ができました').waitFor();
  const [row] = await runSql(
    stage.venue.databaseUrl,
    `select certificate_id as id, signature_hex as signature from certificates
     order by created_at desc limit 1`,
  );
  await page.goto(
    `${stage.venue.address}/certificate/${String(row?.['id'])}#${String(row?.['signature'])}`,
  );
  await page.getByText('本物の証明書です').waitFor();
  await settle(page);
};

export const phonePictures: readonly Picture[] = [
  {
    name: 'phone-join',
    size: PHONE,
    scale: 2,
    show: async (page, stage) => {
      await page.goto(`${stage.venue.address}/phone/`);
      await page.getByLabel('ニックネーム').waitFor();
      await settle(page);
    },
  },
  { name: 'phone-pass', size: PHONE, scale: 2, show: pass },
  { name: 'phone-pass-en', size: PHONE, scale: 2, show: inLanguage('en', pass) },
  { name: 'phone-pass-easy', size: SMALL, scale: 2, show: inLanguage('ja-easy', pass) },
  {
    name: 'phone-history',
    size: PHONE,
    scale: 2,
    show: screen('/phone/me/history', 'ts-phone-history summary, ts-phone-history button', (page) =>
      page.locator('ts-phone-history summary').nth(1).click(),
    ),
  },
  {
    name: 'phone-activities',
    size: PHONE,
    scale: 2,
    show: screen('/phone/activities', 'ts-phone-activities summary', (page) =>
      page.locator('ts-phone-activities summary').first().click(),
    ),
  },
  { name: 'phone-coupons', size: PHONE, scale: 2, show: coupons },
  { name: 'phone-coupons-easy', size: SMALL, scale: 2, show: inLanguage('ja-easy', coupons) },
  {
    name: 'phone-coupon-use',
    size: PHONE,
    scale: 2,
    show: screen('/phone/coupons', 'ts-coupon-card', async (page) => {
      await page.getByRole('link', { name: 'お店の人の前で使う' }).first().click();
      await page.locator('ts-phone-coupon-use .qr').waitFor();
    }),
  },
  {
    name: 'phone-tickets',
    size: PHONE,
    scale: 2,
    show: screen('/phone/lottery', 'ts-ticket-order', below('ts-ticket-order')),
  },
  { name: 'phone-lottery', size: PHONE, scale: 2, show: lottery },
  { name: 'phone-lottery-easy', size: SMALL, scale: 2, show: inLanguage('ja-easy', lottery) },
  {
    name: 'phone-lottery-prizes',
    size: PHONE,
    scale: 2,
    show: screen('/phone/lottery', 'ts-prize-odds', below('ts-prize-odds')),
  },
  {
    name: 'phone-lottery-prize',
    size: PHONE,
    scale: 2,
    show: inDraw(async (page) => {
      await page.getByRole('link', { name: '花火大会 桟敷席（ペア）を選ぶ' }).click();
      await page.locator('ts-phone-lottery-prize').waitFor();
    }),
  },
  {
    name: 'phone-lottery-prize-en',
    size: SMALL,
    scale: 2,
    show: inLanguage(
      'en',
      inDraw(async (page) => {
        await page.locator('a[href$="/seat"]').click();
        await page.locator('ts-phone-lottery-prize').waitFor();
      }),
    ),
  },
  {
    name: 'phone-lottery-receipts',
    size: PHONE,
    scale: 2,
    show: inDraw(below('ts-lottery-receipts')),
  },
  { name: 'phone-lottery-result', size: PHONE, scale: 2, show: result },
  { name: 'phone-me', size: PHONE, scale: 2, show: screen('/phone/me', 'ts-phone-me') },
  { name: 'phone-certificate', size: PHONE, scale: 2, show: certificate },
  {
    name: 'phone-books',
    size: PHONE,
    scale: 2,
    show: async (page, stage) => {
      await page.goto(`${stage.venue.address}/books`);
      await page.locator('main').first().waitFor();
      await settle(page);
    },
  },
];
