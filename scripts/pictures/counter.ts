/** The counter's pictures: the lottery entered for somebody with a card, and the slip on paper. */
import type { Page } from 'playwright-core';
import * as v from 'valibot';
import { PersonAtCounterSchema } from '#domain/contract/counter.ts';
import { PassListSchema } from '#domain/contract/people.ts';
import { VENUE_STAFF } from '../../tests/venue.ts';
import type { Picture } from '../pictures.ts';
import type { Stage } from './stage.ts';

const DESK = { width: 1440, height: 900 };
/** A6 at 96 dots an inch. */
const SLIP = { width: 397, height: 559 };
const SETTLED_MS = 700;

/** The number of a card whose person has points or tickets enough for one entry. */
async function enteringCard({ venue }: Stage): Promise<string> {
  const { passes } = v.parse(PassListSchema, await venue.request('GET', '/api/passes'));
  for (const { number } of passes) {
    const answer = await venue.request('POST', '/api/people/lookup', { number });
    const { me } = v.parse(PersonAtCounterSchema, answer);
    if (me.tickets > 0 || me.balance >= me.prices.ticket) return number;
  }
  throw new Error('Nobody of the examples has a ticket, or points for one.');
}

/** Up to what the person is asked to nod to. */
async function ask(page: Page, stage: Stage): Promise<void> {
  const number = await enteringCard(stage);
  await page.goto(`${stage.venue.address}/dashboard/counter`);
  await page.fill('input[name=email]', VENUE_STAFF.email);
  await page.fill('input[name=password]', VENUE_STAFF.password);
  await page.keyboard.press('Enter');
  await page.locator('ts-person-field').waitFor();
  await page.keyboard.type(number);
  await page.keyboard.press('Enter');
  const held = page.locator('[data-figure=tickets]');
  await held.waitFor();
  if ((await held.textContent()) === '0') {
    await page.getByRole('button', { name: '抽選券と交換' }).click();
    await page.locator('ts-form-dialog').getByRole('button', { name: '交換する' }).click();
    await page.getByText(/抽選券は全部で/).waitFor();
  }
  await page.getByRole('button', { name: '抽選会に応募' }).click();
  await page.locator('ts-lottery-choice input[name=prize]').first().check();
  await page.getByRole('button', { name: '確認に進む' }).click();
  await page.getByText('ご本人に確認してください').waitFor();
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(SETTLED_MS);
}

export const counterPictures: readonly Picture[] = [
  { name: 'dashboard-counter-lottery', size: DESK, show: ask },
  {
    name: 'lottery-slip',
    size: SLIP,
    scale: 2,
    show: async (page, stage) => {
      await page.setViewportSize(DESK);
      await ask(page, stage);
      await page.locator('ts-lottery-nod').getByRole('checkbox').check();
      await page.getByRole('button', { name: '応募する', exact: true }).click();
      await page.getByRole('button', { name: '控えを印刷する' }).waitFor();
      await page.emulateMedia({ media: 'print' });
      await page.setViewportSize(SLIP);
      await page.waitForTimeout(SETTLED_MS);
    },
  },
];
