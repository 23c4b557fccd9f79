/** The grand lottery's pages in a real browser, on a real server and worker. */
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Lottery, LotteryDeskView } from '#domain/contract/lotteries.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { launchBrowser } from '../tests/browser.ts';
import { buildScreens, type BuiltScreens } from '../tests/built-screens.ts';
import { award } from '../tests/economy-samples.ts';
import { holdBack } from '../tests/held-answers.ts';
import {
  arm,
  armAndHold,
  armedText,
  openOperatorPage,
  show,
  takeLead,
} from '../tests/operator-page.ts';
import { Venue, VENUE_STAFF } from '../tests/venue.ts';
import { HOLD_MS, PAUSE_MS } from './lottery/arming.ts';

const HOUR_MS = 60 * 60_000;
/** A ticket's price, with room. */
const POINTS = 2_000;
const DICE = '31415926535897932384';
/** A whole draw, with every hold and every digit, on a busy machine. */
const WHOLE_DRAW_MS = 300_000;
/** A leading page and a watching one work for a while. */
const SLOW_MS = 150_000;

let screens: BuiltScreens;
let venue: Venue;
let browser: Browser;
let ledger: Ledger;

beforeAll(async () => {
  screens = await buildScreens();
  venue = await Venue.open(screens.folder);
  ledger = createLedger({ databaseUrl: venue.databaseUrl });
  browser = await launchBrowser({ noCamera: true });
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(async () => {
  await browser?.close();
  await ledger?.close();
  await venue?.close();
  screens?.remove();
});

const openAt = (path: string) => openOperatorPage(browser, venue.address + path);

async function makeLottery(more: object = {}): Promise<Lottery> {
  return venue.request('POST', '/api/lotteries', {
    draw: `draw-${randomUUID()}`,
    name: '春の大抽選会',
    mode: 'sealed',
    closesAt: new Date(Date.now() + HOUR_MS).toISOString(),
    prizes: [
      { prizeId: 'tea', name: 'お茶', quantity: 2, alternates: 1 },
      { prizeId: 'seat', name: '桟敷席', quantity: 1, alternates: 0 },
    ],
    ...more,
  });
}

async function openLottery(more: object = {}): Promise<Lottery> {
  const { lotteryId } = await makeLottery(more);
  await venue.request('POST', `/api/lotteries/${lotteryId}/transitions`, { to: 'open' });
  return (await deskOf(lotteryId)).lottery;
}

const deskOf = (lotteryId: string) =>
  venue.request<LotteryDeskView>('GET', `/api/lottery-desk/${lotteryId}`);
const stateOf = async (lotteryId: string) => (await deskOf(lotteryId)).lottery.state;
const pathOf = ({ lotteryId }: Lottery) => `/dashboard/lotteries/${lotteryId}`;

/** Somebody with tickets, all for one prize. */
async function enterSomebody(lottery: Lottery, prizeId: string, nickname: string): Promise<void> {
  const { participantId, token } = await venue.join(nickname);
  await award(ledger, participantId, POINTS);
  const spend = async (path: string, body: object) => {
    const answer = await fetch(venue.address + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(await answer.text());
  };
  await spend('/api/me/tickets', { count: 1 });
  const { lotteryId } = lottery;
  await spend('/api/me/lottery-entries', { lotteryId, prizeId, count: 1 });
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe('preparing a draw', () => {
  test('says in sentences what is wrong, keeps a draft, and opens it by a hold alone', async () => {
    const { page, faults } = await openAt('/dashboard/lotteries');
    const make = page.getByRole('link', { name: '抽選会をつくる' });
    await make.waitFor();
    // A list from before the draft, as slow as can be.
    const answerList = await holdBack(page, 'GET', '**/api/lottery-desk', 1);
    await make.click();
    await button(page, '下書きを保存する').click();
    await page.getByText('2か所を直してください').waitFor();
    expect(await page.getByText('入力してください').count()).toBe(2);
    await page.getByLabel('抽選会の名前').fill('夏の大抽選会');
    await page.getByLabel('賞の名前').fill('うちわ');
    await button(page, '賞を加える').click();
    await page.getByLabel('賞の名前').nth(1).fill('浴衣');
    await button(page, '「浴衣」を先に引く').click();
    await button(page, '下書きを保存する').click();
    await page.getByText('保存しました').waitFor();
    await answerList();
    await page.evaluate(() => new Promise(requestAnimationFrame));
    expect(await page.getByText('保存しました').isVisible()).toBe(true);
    const lotteryId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const { lottery } = await deskOf(lotteryId);
    expect(lottery.prizes.map(({ name }) => name)).toEqual(['浴衣', 'うちわ']);
    expect(lottery.state).toBe('draft');
    await page.reload();
    expect(await page.getByLabel('抽選会の名前').inputValue()).toBe('夏の大抽選会');
    await armAndHold(page, '公開して応募を始める');
    await page.getByText('応募を受け付けています').waitFor();
    expect(await stateOf(lotteryId)).toBe('open');
    expect(faults).toEqual([]);
  });

  test('a draft can be deleted, after a question', async () => {
    const draft = await makeLottery({ name: 'いらない抽選' });
    const { page } = await openAt(pathOf(draft));
    await button(page, '下書きを削除する').click();
    await button(page, 'そのままにする').click();
    await button(page, '下書きを削除する').click();
    await button(page, '削除する').click();
    await page.getByRole('heading', { level: 1, name: '大抽選会', exact: true }).waitFor();
    expect(await page.getByText('いらない抽選').count()).toBe(0);
    await expect(stateOf(draft.lotteryId)).rejects.toThrow(/404/);
  });

  test('what was typed and not saved is not lost by a link, by “back”, by logging out, or by closing', async () => {
    const draft = await makeLottery();
    const { page } = await openAt('/dashboard/lotteries');
    await page.locator(`a[href="${pathOf(draft)}"]`).click();
    await page.getByLabel('抽選会の名前').fill('秋の大抽選会');
    const asked = page.getByRole('heading', { name: '保存していない変更があります' });
    for (const leave of [
      () => page.getByRole('link', { name: '一覧にもどる' }).click(),
      () => page.goBack(),
      () => button(page, 'ログアウト').click(),
    ]) {
      await leave();
      await asked.waitFor();
      await button(page, 'そのままにする').click();
      await asked.waitFor({ state: 'hidden' });
      expect(new URL(page.url()).pathname).toBe(pathOf(draft));
      expect(await page.getByLabel('抽選会の名前').inputValue()).toBe('秋の大抽選会');
    }
    const browserAsked = page.waitForEvent('dialog');
    void page.reload().catch(() => undefined);
    const dialog = await browserAsked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await page.getByRole('link', { name: '一覧にもどる' }).click();
    await button(page, '保存せずに離れる').click();
    await page.getByRole('heading', { level: 1, name: '大抽選会', exact: true }).waitFor();
    await page.goBack();
    await page.getByLabel('抽選会の名前').fill('秋の大抽選会');
    await button(page, 'ログアウト').click();
    await button(page, '保存せずに離れる').click();
    await page.getByLabel('パスワード').waitFor();
    expect((await deskOf(draft.lotteryId)).lottery.name).toBe('春の大抽選会');
  });

  test('a draft whose time of closing went by is not opened, and says why', async () => {
    const closesAt = new Date(Date.now() - HOUR_MS).toISOString();
    const draft = await makeLottery({ closesAt });
    const { page } = await openAt(pathOf(draft));
    await armAndHold(page, '公開して応募を始める');
    await page.getByText('いまより後の時刻にしてください').waitFor();
    expect(await stateOf(draft.lotteryId)).toBe('draft');
  });

  test('LT4 a rehearsal has the same prizes, and says what it is wherever it is led', async () => {
    const draft = await makeLottery();
    const { page } = await openAt(pathOf(draft));
    await button(page, 'リハーサルをつくる').click();
    await page.waitForURL((url) => !url.pathname.endsWith(draft.lotteryId));
    const lotteryId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const { lottery } = await deskOf(lotteryId);
    expect(lottery.rehearsal).toBe(true);
    expect(lottery.prizes.map(({ prizeId }) => prizeId)).toEqual(['tea', 'seat']);
    expect(await stateOf(draft.lotteryId)).toBe('draft');
    await armAndHold(page, '公開して応募を始める');
    await page.getByText('本番の抽選ではありません').waitFor();
  });
});

describe('leading a draw', () => {
  test('nothing fires by a double click, keys that lie pressed, Escape, or a reload', async () => {
    const lottery = await openLottery();
    const { page } = await openAt(pathOf(lottery));
    await takeLead(page);
    const close = await arm(page, '応募を締め切る');
    await page.keyboard.press('Escape');
    await armedText(page).waitFor({ state: 'detached' });
    await page.waitForTimeout(PAUSE_MS + 100);
    await close.dblclick();
    await armedText(page).waitFor();
    await page.waitForTimeout(PAUSE_MS + 100);
    // Neither a press in passing …
    await close.click();
    await page.keyboard.press('Space');
    await page.getByText('1秒押し続けて実行').waitFor();
    await page.keyboard.press('Escape');
    await page.waitForTimeout(PAUSE_MS + 100);
    // … nor a key that lay there since before it was armed.
    await close.focus();
    for (let repeats = 0; repeats < 30; repeats += 1) {
      await page.keyboard.down('Enter');
      await page.waitForTimeout(HOLD_MS / 10);
    }
    expect(await stateOf(lottery.lotteryId)).toBe('open');
    await page.keyboard.up('Enter');
    await armedText(page).waitFor();
    // The stage may be heard long before it is known who leads.
    const answerDesk = await holdBack(page, 'GET', '**/api/lottery-desk/*');
    await page.reload();
    await page.getByText('応募を受け付けています').waitFor();
    expect(await button(page, 'この画面で進行する').count()).toBe(0);
    await answerDesk();
    await close.waitFor();
    expect(await armedText(page).count()).toBe(0);
    await page.getByText('この画面が進行しています').waitFor();
    expect(await stateOf(lottery.lotteryId)).toBe('open');
  });

  test('by keyboard alone: armed by a key, done by holding it', async () => {
    const lottery = await openLottery();
    const { page } = await openAt(pathOf(lottery));
    await takeLead(page);
    const close = await arm(page, '応募を締め切る');
    await close.focus();
    await page.waitForTimeout(PAUSE_MS + 100);
    await page.keyboard.down('Enter');
    await armedText(page).waitFor({ state: 'detached' });
    await page.keyboard.up('Enter');
    await button(page, '会場の声を集める').waitFor();
    expect(await stateOf(lottery.lotteryId)).toBe('closed');
  });

  test('one desk leads, another sees the same and can take over', async () => {
    const lottery = await openLottery();
    const [first, second] = [await openAt(pathOf(lottery)), await openAt(pathOf(lottery))];
    await takeLead(first.page);
    // A copy of the tab is a desk of its own.
    const copied = first.context.waitForEvent('page');
    await first.page.evaluate(() => void window.open(location.href));
    await (await copied).getByText('さんが進行しています').waitFor();
    await second.page.getByText('さんが進行しています').waitFor();
    expect(await button(second.page, '応募を締め切る').count()).toBe(0);
    await armAndHold(second.page, '進行を引きつぐ');
    await second.page.getByText('この画面が進行しています').waitFor();
    await first.page.getByText('進行を引きつぎました').waitFor();
    expect(await button(first.page, '応募を締め切る').count()).toBe(0);
    await armAndHold(second.page, '応募を締め切る');
    await first.page.getByText('応募を締め切りました').waitFor();
    await button(second.page, '進行をやめる').click();
    // Whoever lost the lead does not have it back without asking for it.
    await first.page.getByText('まだだれも進行していません').waitFor();
    await takeLead(first.page);
  });

  test('a lead that could not be taken says why; what was led, by whom, stands in the log', async () => {
    const lottery = await openLottery();
    const { page } = await openAt(pathOf(lottery));
    await page.route('**/lead', (route) => route.abort());
    await button(page, 'この画面で進行する').click();
    await page.locator('.lead-panel ts-notice').waitFor();
    await page.unroute('**/lead');
    await takeLead(page);
    expect(await page.locator('.lead-panel ts-notice').count()).toBe(0);
    await armAndHold(page, '応募を締め切る');
    const steps = page.locator('.log li');
    await steps.nth(1).waitFor();
    expect(await steps.nth(1).textContent()).toContain('締切ずみ');
    expect(await steps.nth(1).textContent()).toContain(VENUE_STAFF.email);
    // Neither this desk nor a big screen is a phone of the hall.
    expect(await page.locator('[data-figure="watching"]').textContent()).toContain('0');
  });

  test('a draw that cannot take place ends with its reason, which nobody gives in passing', async () => {
    const lottery = await openLottery();
    const { page } = await openAt(pathOf(lottery));
    await takeLead(page);
    await page.getByText('抽選会を取り止める').click();
    expect(await button(page, '取り止める').isDisabled()).toBe(true);
    await page.getByLabel('理由').fill('強風のため、会を中止しました');
    await armAndHold(page, '取り止める');
    await page.getByText('抽選会を取り止めました').waitFor();
    const { state, voidReason } = (await deskOf(lottery.lotteryId)).lottery;
    expect([state, voidReason]).toEqual(['void', '強風のため、会を中止しました']);
  });

  test(
    'LT2 a whole sealed draw, led by hand, watched by another desk, reloaded in the middle',
    async () => {
      const lottery = await openLottery();
      const { lotteryId } = lottery;
      for (const name of ['さくら', 'けやき', 'みずたま']) {
        await enterSomebody(lottery, 'tea', name);
      }
      await enterSomebody(lottery, 'seat', 'そらまめ');
      const { page, faults } = await openAt(pathOf(lottery));
      const watching = await openAt(pathOf(lottery));
      await takeLead(page);
      await armAndHold(page, '応募を締め切る');
      await armAndHold(page, '会場の声を集める');
      // The workers are away: what was ordered is remembered, and goes on when they are back.
      await venue.stopWorker();
      const answerFreeze = await holdBack(page, 'POST', '**/transitions');
      await armAndHold(page, '固定する');
      await page.getByText('固定しています…').waitFor();
      await venue.startWorker();
      await page.getByText('つぎはサイコロです').waitFor({ timeout: SLOW_MS });
      // The stage is often told before the order is answered: no throw may fall in between.
      await page.keyboard.type(`${DICE.slice(0, 7)}0`);
      await page.getByText('20回のうち8回').waitFor();
      await answerFreeze();
      await page.keyboard.press('Backspace');
      await page.keyboard.type(DICE.slice(7, 8));
      // The hall has the correction too: a reload would lose what was not sent.
      await watching.page.getByRole('img', { name: DICE.slice(0, 8) }).waitFor();
      await page.reload();
      // Digit keys count from when it is known that this page leads.
      await page.getByText('この画面が進行しています').waitFor();
      await page.getByText('20回のうち8回').waitFor();
      await page.keyboard.type(DICE.slice(8));
      await page.getByRole('img', { name: DICE }).waitFor();
      await armAndHold(page, 'この数字で確定する');
      await page.getByRole('heading', { name: '確認ことば' }).waitFor();
      await armAndHold(page, '封じた数を公開して抽選する');
      await page.getByText('当せんが決まりました').waitFor({ timeout: SLOW_MS });
      await show(page, '「お茶」に進む', page.getByText('つぎは「お茶」です'));
      // One press, one reveal: while it runs nothing else can begin.
      const running = { name: '数字が出ています…', disabled: true } as const;
      await show(page, '1枚目の当せんを発表する', page.getByRole('button', running));
      await page.reload();
      await page.getByText('「お茶」1枚目の当せん', { exact: true }).waitFor();
      await page
        .locator('.winner .figure')
        .getByText(/^[123]$/)
        .waitFor();
      await watching.page.getByText('「お茶」1枚目の当せん', { exact: true }).waitFor();
      await show(
        page,
        '2枚目の当せんを発表する',
        page.getByText('「お茶」2枚目の当せん', { exact: true }),
      );
      await show(page, '次点1人目を発表する', page.getByText('「お茶」次点1人目', { exact: true }));
      await show(page, '「桟敷席」に進む', page.getByText('つぎは「桟敷席」です'));
      await show(page, '1枚目の当せんを発表する', page.getByText('そらまめさん').first());
      await show(page, 'すべての当せんを見せる', page.getByText('すべての賞を発表しました'));
      await watching.page.getByText('すべての賞を発表しました').waitFor();
      expect(await stateOf(lotteryId)).toBe('drawn');
      expect([...faults, ...watching.faults]).toEqual([]);
    },
    WHOLE_DRAW_MS,
  );
});
