/** The page from which staff lead a draw, as an operator uses it. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { HOLD_MS, PAUSE_MS } from '../dashboard/lottery/arming.ts';
import { openPage } from './browser.ts';
import { VENUE_STAFF } from './venue.ts';

const DESK = { width: 1440, height: 900 } as const;
/** A press right after the button appeared, or while another one runs, counts for nothing. */
const PRESSING_MS = 60_000;
const CLICK_MS = 2_000;

export async function openOperatorPage(browser: Browser, address: string) {
  const opened = await openPage(browser, address, DESK);
  await opened.page.getByLabel('メールアドレス').fill(VENUE_STAFF.email);
  await opened.page.getByLabel('パスワード').fill(VENUE_STAFF.password);
  await opened.page.keyboard.press('Enter');
  return opened;
}

export const buttonOf = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
export const armedText = (page: Page) => page.getByText('まだ実行していません');

/** Presses until it says that it is armed. */
export async function arm(page: Page, name: string): Promise<Locator> {
  const action = buttonOf(page, name);
  await pressUntil(action, armedText(page), 500);
  return action;
}

/** Arms, and holds until it is done. */
export async function armAndHold(page: Page, name: string): Promise<void> {
  const action = await arm(page, name);
  await page.waitForTimeout(PAUSE_MS + 100);
  await action.hover();
  await page.mouse.down();
  await armedText(page).waitFor({ state: 'detached', timeout: 10 * HOLD_MS });
  await page.mouse.up();
}

export async function takeLead(page: Page): Promise<void> {
  await buttonOf(page, 'この画面で進行する').click();
  await page.getByText('この画面が進行しています').waitFor();
}

/** Presses the light button as soon as it can be pressed, until the page goes on. */
export async function show(page: Page, name: string, then: Locator): Promise<void> {
  await pressUntil(buttonOf(page, name), then, 1_000);
}

async function pressUntil(action: Locator, then: Locator, waitMs: number): Promise<void> {
  // Looked for all the while: what stands there for a moment only is not missed during a press.
  const appears = then.waitFor({ timeout: PRESSING_MS }).then(
    () => true,
    () => false,
  );
  for (;;) {
    // Pressed, it may stand for something else by now.
    await action.click({ timeout: CLICK_MS }).catch(() => undefined);
    const isThere = await Promise.race([appears, delay(waitMs, 'not yet')]);
    if (isThere === true) return;
    if (isThere === false) throw new Error(`Pressing ${String(action)} leads nowhere.`);
  }
}
