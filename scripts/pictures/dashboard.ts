/** The dashboard's pictures, and the sheet of cards as it is printed. */
import type { Page } from 'playwright-core';
import type { PassList } from '#domain/contract/people.ts';
import type { ShopInList } from '#domain/contract/shops.ts';
import { VENUE_STAFF } from '../../tests/venue.ts';
import type { Picture } from '../pictures.ts';
import type { Stage } from './stage.ts';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
/** A4 at 96 dots an inch. */
const SHEET = { width: 794, height: 1123 };
const SETTLED_MS = 700;

async function logIn(page: Page, stage: Stage, path: string): Promise<void> {
  await page.goto(stage.venue.address + path);
  await page.fill('input[name=email]', VENUE_STAFF.email);
  await page.fill('input[name=password]', VENUE_STAFF.password);
  await page.keyboard.press('Enter');
  await page.locator('ts-dashboard-rail').waitFor();
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(SETTLED_MS);
}

interface ShopList {
  readonly shops: readonly ShopInList[];
}

const live = async (page: Page, stage: Stage) => {
  await logIn(page, stage, `/dashboard/activities/${stage.activity.activityId}`);
  await page.locator('ts-head-count').waitFor();
  await page.waitForTimeout(SETTLED_MS);
};

export const dashboardPictures: readonly Picture[] = [
  {
    name: 'dashboard-login',
    size: DESK,
    show: async (page, stage) => {
      await page.goto(`${stage.venue.address}/dashboard/`);
      await page.fill('input[name=email]', 'uketsuke@city.example.jp');
      await page.fill('input[name=password]', '********');
      await page.waitForTimeout(SETTLED_MS);
    },
  },
  { name: 'dashboard-live', size: DESK, show: live },
  {
    name: 'dashboard-live-en',
    size: DESK,
    show: async (page, stage) => {
      await page.addInitScript(() => localStorage.setItem('tsudoi-dashboard-language', 'en'));
      await live(page, stage);
    },
  },
  { name: 'dashboard-live-phone', size: PHONE, show: live },
  {
    name: 'dashboard-empty',
    size: DESK,
    show: async (page, stage) => {
      // Everything of today is for another day.
      await page.route(/\/api\/activities(\?|$)/, async (route) => {
        const answer = await route.fetch();
        const list = await answer.json();
        await route.fulfill({
          response: answer,
          json: { ...list, activities: [], upcoming: list.activities.slice(0, 2) },
        });
      });
      await logIn(page, stage, '/dashboard/');
    },
  },
  {
    name: 'dashboard-enroll',
    size: DESK,
    show: async (page, stage) => {
      await live(page, stage);
      await page.getByRole('button', { name: '端末を追加' }).click();
      await page.locator('ts-enroll-dialog').getByRole('textbox').fill('受付4（西口）');
      await page.keyboard.press('Enter');
      await page
        .getByText(/[0-9A-Z]{4}-[0-9A-Z]{4}/)
        .first()
        .waitFor();
      await page.waitForTimeout(SETTLED_MS);
    },
  },
  {
    name: 'dashboard-passes',
    size: DESK,
    show: async (page, stage) => {
      await logIn(page, stage, '/dashboard/passes');
    },
  },
  {
    name: 'pass-sheet',
    size: SHEET,
    scale: 2,
    show: async (page, stage) => {
      await logIn(page, stage, '/dashboard/passes');
      await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
      await page.emulateMedia({ media: 'print' });
      await page.waitForTimeout(SETTLED_MS);
    },
  },
  {
    name: 'dashboard-counter',
    size: DESK,
    show: async (page, stage) => {
      await logIn(page, stage, '/dashboard/counter');
      const { passes } = await stage.venue.request<PassList>('GET', '/api/passes');
      await page.keyboard.type(passes.find(({ nickname }) => nickname === 'みずたま')!.pass);
      await page.keyboard.press('Enter');
      await page.getByText('みずたま').first().waitFor();
      await page.waitForTimeout(SETTLED_MS);
    },
  },
  {
    name: 'dashboard-shop',
    size: DESK,
    show: async (page, stage) => {
      const { shops } = await stage.venue.request<ShopList>('GET', '/api/shops');
      await logIn(page, stage, `/dashboard/shops/${shops[0]!.shopId}`);
    },
  },
  {
    name: 'dashboard-reports',
    size: DESK,
    show: (page, stage) => logIn(page, stage, '/dashboard/reports'),
  },
];
