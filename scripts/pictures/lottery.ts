/** The pictures of the pages from which a draw is prepared and led. */
import type { Page } from 'playwright-core';
import { show, takeLead } from '../../tests/operator-page.ts';
import { VENUE_STAFF } from '../../tests/venue.ts';
import type { Picture } from '../pictures.ts';
import { DICE, draftOf, fillHall, leadTo, openDraw } from './led-draw.ts';
import type { Stage } from './stage.ts';

const DESK = { width: 1440, height: 900 };
const SMALL_DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const SETTLED_MS = 900;
/** The hall's count is told every two seconds. */
const COUNTED_MS = 2_600;
const THROWN = 11;

async function logIn(page: Page, stage: Stage, path: string): Promise<void> {
  await page.goto(stage.venue.address + path);
  await page.fill('input[name=email]', VENUE_STAFF.email);
  await page.fill('input[name=password]', VENUE_STAFF.password);
  await page.keyboard.press('Enter');
  await page.locator('ts-dashboard-rail').waitFor();
}

async function settle(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(SETTLED_MS);
}

const pathOf = (lotteryId: string) => `/dashboard/lotteries/${lotteryId}`;

/** The words of another language, once the page was led in Japanese. */
async function speak(page: Page, language: string | undefined): Promise<void> {
  if (language === undefined) return;
  await page.evaluate((chosen) => {
    localStorage.setItem('tsudoi-dashboard-language', chosen);
  }, language);
  await page.reload();
  await page.locator('ts-dashboard-rail').waitFor();
}

const list = (language?: string) => async (page: Page, stage: Stage) => {
  const { lotteries } = await stage.venue.request<{ lotteries: readonly { state: string }[] }>(
    'GET',
    '/api/lottery-desk',
  );
  if (!lotteries.some(({ state }) => state === 'draft')) await draftOf(stage.venue);
  await logIn(page, stage, '/dashboard/lotteries');
  await page.locator('ts-lotteries-view .row').first().waitFor();
  await speak(page, language);
  await settle(page);
};

const draft = (language?: string) => async (page: Page, stage: Stage) => {
  const { lotteryId } = await draftOf(stage.venue);
  await logIn(page, stage, pathOf(lotteryId));
  await page.locator('ts-lottery-prizes').waitFor();
  await speak(page, language);
  await settle(page);
};

const dice = (language?: string) => async (page: Page, stage: Stage) => {
  const { venue } = stage;
  const { lotteryId } = await openDraw(venue);
  await leadTo(venue, lotteryId, 'closed', 'gathering');
  const hall = await fillHall(venue, lotteryId);
  await leadTo(venue, lotteryId, 'frozen');
  await logIn(page, stage, pathOf(lotteryId));
  await takeLead(page);
  await page.getByText('つぎはサイコロです').waitFor();
  await page.keyboard.type(DICE.slice(0, THROWN));
  await page.getByText(`20回のうち${THROWN}回`).waitFor();
  await speak(page, language);
  await page.waitForTimeout(COUNTED_MS);
  await settle(page);
  hall.close();
};

const reveal = (language?: string) => async (page: Page, stage: Stage) => {
  const { venue } = stage;
  const { lotteryId } = await openDraw(venue);
  await leadTo(venue, lotteryId, 'closed', 'gathering');
  const hall = await fillHall(venue, lotteryId);
  await leadTo(venue, lotteryId, 'frozen', 'final', 'drawn');
  await logIn(page, stage, pathOf(lotteryId));
  await takeLead(page);
  const prize = '熊本県産茶の詰め合わせ';
  await show(page, `「${prize}」に進む`, page.getByText(`つぎは「${prize}」です`));
  for (const place of [1, 2]) {
    const shown = page.getByText(`「${prize}」${place}枚目の当せん`, { exact: true });
    await show(page, `${place}枚目の当せんを発表する`, shown);
  }
  await page.getByRole('button', { name: '3枚目の当せんを発表する' }).waitFor();
  await speak(page, language);
  await page.waitForTimeout(COUNTED_MS);
  await settle(page);
  hall.close();
};

/** Somebody typed something and goes elsewhere. */
const unsaved: Picture['show'] = async (page, stage) => {
  await draft()(page, stage);
  await page.getByLabel('抽選会の名前').fill('秋のくまもと大抽選会（西区）');
  await page.getByRole('link', { name: '一覧にもどる' }).click();
  await page.getByRole('heading', { name: '保存していない変更があります' }).waitFor();
  await settle(page);
};

/** Brings what comes below the first screen into the picture. */
const below =
  (take: Picture['show'], selector: string): Picture['show'] =>
  async (page, stage) => {
    await take(page, stage);
    const first = page.locator(selector).first();
    await first.evaluate((element) => element.scrollIntoView({ block: 'start' }));
    await settle(page);
  };

export const lotteryPictures: readonly Picture[] = [
  { name: 'dashboard-lotteries', size: DESK, show: list() },
  { name: 'dashboard-lotteries-phone', size: PHONE, scale: 2, show: list() },
  { name: 'dashboard-lottery-draft', size: DESK, show: draft() },
  { name: 'dashboard-lottery-draft-prizes', size: DESK, show: below(draft(), 'ts-lottery-prizes') },
  { name: 'dashboard-lottery-draft-en', size: SMALL_DESK, show: draft('en') },
  { name: 'dashboard-lottery-dice', size: DESK, show: dice() },
  { name: 'dashboard-lottery-dice-en', size: SMALL_DESK, show: dice('en') },
  { name: 'dashboard-lottery-reveal', size: DESK, show: reveal() },
  { name: 'dashboard-lottery-unsaved', size: DESK, show: unsaved },
  { name: 'dashboard-lottery-log', size: DESK, show: below(reveal(), '.files') },
  { name: 'dashboard-lottery-reveal-easy', size: SMALL_DESK, show: reveal('ja-easy') },
  { name: 'dashboard-lottery-reveal-phone', size: PHONE, scale: 2, show: reveal() },
];
