/** The lottery on the phone, in a real browser on a real server: entering once, receipts, the result. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Lottery } from '#domain/contract/lotteries.ts';
import { readPass } from '#domain/pass.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { launchBrowser, openPage } from '../tests/browser.ts';
import { buildScreens, type BuiltScreens } from '../tests/built-screens.ts';
import { award } from '../tests/economy-samples.ts';
import { enter, lead, makeLottery, phoneWithTickets, tryMove } from '../tests/lottery-venue.ts';
import { lineStands, phoneIsKept } from '../tests/phone-page.ts';
import { readCode } from '../tests/read-code.ts';
import { eventually, startSystem, type RunningSystem } from '../tests/running-system.ts';

const PHONE = { width: 390, height: 844 } as const;
const SMALL = { width: 360, height: 640 } as const;
const WAIT_MS = 20_000;
const ENTRIES = '**/api/me/lottery-entries';

let screens: BuiltScreens;
let system: RunningSystem;
let ledger: Ledger;
let browser: Browser;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  screens = await buildScreens();
  system = await startSystem({ screensFolder: screens.folder });
  await system.startWorker();
  ledger = createLedger({ databaseUrl: system.databaseUrl });
  browser = await launchBrowser({ noCamera: true });
});
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});
afterAll(async () => {
  await browser.close();
  await ledger.close();
  await system.stop();
  screens.remove();
});

async function openLottery(changes: Record<string, unknown> = {}): Promise<Lottery> {
  const lottery = await makeLottery(system.node, changes);
  await lead(system.node, lottery, 'open');
  return lottery;
}

/** Somebody new with tickets, who looks at a page of the phone. */
async function phoneWith(tickets: number, path: string, size: typeof PHONE | typeof SMALL = PHONE) {
  const opened = await openPage(browser, `${system.node.base}/phone/`, size);
  contexts.push(opened.context);
  return { ...opened, ...(await joined(opened.page, tickets, path)) };
}

/** Without the worker, whose requests a test cannot take hold of. */
async function phoneOnALine(tickets: number, path: string) {
  const context = await browser.newContext({ locale: 'ja-JP', serviceWorkers: 'block' });
  contexts.push(context);
  const page = await context.newPage();
  await page.goto(`${system.node.base}/phone/`);
  return { page, ...(await joined(page, tickets, path)) };
}

async function joined(page: Page, tickets: number, path: string) {
  page.setDefaultTimeout(WAIT_MS);
  await page.getByLabel('ニックネーム').fill('みずたま');
  await page.keyboard.press('Enter');
  const pass = await eventually('the pass', () => readCode(page.locator('ts-phone-pass .code')));
  const participantId = readPass(pass)?.participantId ?? '';
  if (tickets > 0) await giveTickets(page, participantId, tickets);
  // What is led on from here comes over the line.
  await Promise.all([lineStands(page), page.goto(system.node.base + path)]);
  return { participantId };
}

async function giveTickets(page: Page, participantId: string, count: number): Promise<void> {
  await award(ledger, participantId, count * 100);
  await page.goto(`${system.node.base}/phone/lottery`);
  const more = page.getByRole('button', { name: '1枚増やす' });
  await more.waitFor();
  for (let press = 1; press < count; press += 1) await more.click();
  await page.getByRole('button', { name: `${count}枚と交換する` }).click();
  await page.getByRole('button', { name: '交換する', exact: true }).click();
  await page.getByRole('heading', { name: /枚と\s*交換しますか/ }).waitFor({ state: 'hidden' });
}

const prizePath = ({ lotteryId }: Lottery, prizeId: string) =>
  `/phone/lottery/${lotteryId}/${prizeId}`;

async function enterOnPage(page: Page, count: number): Promise<void> {
  const more = page.locator('ts-entry-count').getByRole('button', { name: '1枚増やす' });
  await more.waitFor();
  for (let press = 1; press < count; press += 1) await more.click();
  await page.getByRole('button', { name: `${count}枚応募する` }).click();
  await page.getByRole('button', { name: '応募する', exact: true }).click();
}

const ownEntries = async ({ lotteryId }: Lottery, participantId: string) =>
  (await ledger.lotteryEntriesOf(lotteryId, participantId)).entries;

/** Nothing stands out at the side. */
async function expectToFit(page: Page): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
}

describe('entering tickets', () => {
  test('asked once, entered once, the receipt at once and checked by this phone', async () => {
    const lottery = await openLottery();
    const other = await phoneWithTickets(system.node, ledger, 6);
    await enter(other, lottery, 'bicycle', 6);
    const { page, participantId, faults } = await phoneWith(5, prizePath(lottery, 'bicycle'));
    await page.getByText('6枚に1枚').waitFor();
    const more = page.locator('ts-entry-count').getByRole('button', { name: '1枚増やす' });
    await more.click();
    await more.click();
    // Three of nine: one is drawn.
    await page.getByText('9枚のうち3枚').waitFor();
    await page.getByText('10回に3回ほど').waitFor();
    await page.getByRole('button', { name: '3枚応募する' }).click();
    await page.getByText('取り消したり、ほかの賞品に替えたりできません').waitFor();
    await page.getByRole('button', { name: '応募する', exact: true }).dblclick();
    await page.getByText('3枚応募しました').waitFor();
    await page.getByText('番号は7–9です').waitFor();
    await page.getByRole('link', { name: '抽選会にもどる' }).click();
    await page.getByText('控えを確かめました').waitFor();
    expect(await page.locator('[data-serials]').textContent()).toBe('7–9');
    expect(await page.locator('ts-ticket-shapes text').allTextContents()).toEqual(['7', '8', '9']);
    await page.getByText('残り').first().waitFor();
    expect(await ownEntries(lottery, participantId)).toMatchObject([{ first: 7, count: 3 }]);
    expect(faults).toEqual([]);
  });

  test('PT5 an answer that got lost: the same order is asked again by itself, and once entered', async () => {
    const lottery = await openLottery();
    const { page, participantId } = await phoneOnALine(3, prizePath(lottery, 'tea'));
    await page.route(ENTRIES, async (route) => {
      await route.fetch();
      // The page may have been loaded anew meanwhile.
      await route.abort().catch(() => undefined);
    });
    await enterOnPage(page, 2);
    await page.getByText('二重に応募することはありません').first().waitFor();
    // Nothing else can be entered meanwhile, not even after a reload.
    await page.reload();
    await page.getByText('さきほどの応募を確かめています').waitFor();
    expect(await page.getByRole('button', { name: /枚応募する/ }).isDisabled()).toBe(true);
    await page.unroute(ENTRIES);
    await page.getByText('さきほどの応募はできていました').waitFor();
    expect(await ownEntries(lottery, participantId)).toMatchObject([{ prizeId: 'tea', count: 2 }]);
    await page.getByRole('button', { name: '1枚応募する' }).waitFor();
  });

  test('PT5 an order that never arrived is told when entries had closed meanwhile', async () => {
    const lottery = await openLottery();
    const { page, participantId } = await phoneOnALine(2, prizePath(lottery, 'tea'));
    await page.route(ENTRIES, (route) => route.abort());
    await enterOnPage(page, 2);
    await page.getByText('二重に応募することはありません').first().waitFor();
    await lead(system.node, lottery, 'closed');
    await page.unroute(ENTRIES);
    await page.getByText('さきほどの応募はできていませんでした').waitFor();
    await page.getByText('応募は締め切られています。抽選券は減っていません。').waitFor();
    expect(await ownEntries(lottery, participantId)).toEqual([]);
    expect((await ledger.balance(participantId)).tickets).toBe(2);
  });

  test('closed while somebody looks: nothing is taken, and the page says so', async () => {
    const lottery = await openLottery();
    const { page } = await phoneWith(1, prizePath(lottery, 'tea'));
    await page.getByRole('button', { name: '1枚応募する' }).click();
    await lead(system.node, lottery, 'closed');
    await page.getByRole('button', { name: '応募する', exact: true }).click();
    await page.getByText('抽選券は減っていません').waitFor();
    await page.getByRole('button', { name: 'やめる' }).click();
    await page.getByText('応募は締め切られています', { exact: true }).waitFor();
  });

  test('without a ticket they are bought where they are needed', async () => {
    const lottery = await openLottery();
    const { page, participantId } = await phoneWith(0, prizePath(lottery, 'tea'));
    await page.getByText('使える抽選券がありません').waitFor();
    await award(ledger, participantId, 100);
    await page.reload();
    await page.getByRole('button', { name: '1枚と交換する' }).click();
    await page.getByRole('button', { name: '交換する', exact: true }).click();
    await enterOnPage(page, 1);
    await page.getByText('1枚応募しました').waitFor();
  });
});

describe('what stays', () => {
  test('receipts are there without the network, as text and as a file', async () => {
    const lottery = await openLottery({ name: '冬の大抽選会' });
    const { page, context } = await phoneWith(2, prizePath(lottery, 'tea'));
    await enterOnPage(page, 2);
    await page.getByText('2枚応募しました').waitFor();
    await page.getByRole('link', { name: '抽選会にもどる' }).click();
    await page.getByText('控えを確かめました').waitFor();
    await phoneIsKept(page);
    await context.setOffline(true);
    await page.goto(`${system.node.base}/phone/lottery/${lottery.lotteryId}`);
    await page
      .getByText(/\dの内容です/)
      .first()
      .waitFor();
    await page.getByText('控えを確かめました').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'ファイルに保存する' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toContain(lottery.draw);
    const text = await page.locator('ts-lottery-receipts pre').textContent();
    expect(text).toContain('冬の大抽選会');
    expect(text).toMatch(/\ntea\t[^\t]+\t[0-9a-f]{32}\t1\t2\n/);
    expect(text).toMatch(/\n[0-9a-f]{128}\n/);
  });
});

describe('after closing', () => {
  test('the pass tells that the draw begins, the page leads into the hall, and tells the result', async () => {
    const lottery = await openLottery();
    const { page, faults } = await phoneWith(1, prizePath(lottery, 'tea'));
    await enterOnPage(page, 1);
    await page.getByText('1枚応募しました').waitFor();
    await page.getByRole('link', { name: 'パス' }).click();
    await lead(system.node, lottery, 'closed', 'gathering');
    const news = page.getByRole('link', { name: '抽選が始まりました' });
    await news.waitFor();
    await news.click();
    const hall = page.getByRole('link', { name: '会場に数を加える' });
    const address = await eventually('the way into the hall', async () => {
      const href = (await hall.getAttribute('href')) ?? '';
      return href.includes('#') && href;
    });
    expect(address).toMatch(new RegExp(`^/stage/${lottery.lotteryId}#entries=[\\w-]+$`));
    const handed: unknown = JSON.parse(
      Buffer.from(address.split('#entries=')[1] ?? '', 'base64url').toString(),
    );
    expect(handed).toMatchObject({ entries: [{ prizeId: 'tea', first: 1, count: 1 }] });
    await hall.click();
    await page.locator('ts-own-tickets').getByText('1', { exact: true }).first().waitFor();
    await page.goBack();
    await lead(system.node, lottery, 'frozen', 'final', 'drawn');
    await eventually('the result', async () => {
      const answer = await system.node.askPublic('GET', `/api/lotteries/${lottery.lotteryId}`);
      return /"state":"drawn"/.test(await answer.text());
    });
    await page.reload();
    await page.getByText('結果が決まりました').waitFor();
    // Who enters alone wins; the hall may still be on its way there.
    expect(await page.locator('[data-outcome]').count()).toBe(0);
    await page.getByRole('button', { name: 'わたしの結果を見る' }).click();
    await page.locator('[data-outcome=win]').getByText('当せんしました').waitFor();
    await page.getByText('窓口でご案内します').waitFor();
    await page.goto(`${system.node.base}/phone/`);
    await page.locator('ts-phone-pass .qr').waitFor();
    expect(await page.locator('.news').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  test('LT4 a rehearsal is marked, takes no ticket, and its receipts lie apart', async () => {
    const lottery = await openLottery({ draw: `rehearsal-${Date.now()}`, name: '練習の抽選会' });
    const { page, participantId } = await phoneWith(1, prizePath(lottery, 'tea'));
    await page.getByText('練習の抽選会です').waitFor();
    await enterOnPage(page, 2);
    await page.getByText('2枚応募しました').waitFor();
    await page.goto(`${system.node.base}/phone/lottery/${lottery.lotteryId}`);
    await page.getByText('賞品も当たりません').waitFor();
    await page.getByText('控えを確かめました').waitFor();
    expect(await ownEntries(lottery, participantId)).toMatchObject([{ count: 2 }]);
    expect((await ledger.balance(participantId)).tickets).toBe(1);
  });

  test('one that was called off says why, and the tickets come back by themselves', async () => {
    const lottery = await openLottery();
    const { page, participantId } = await phoneWith(1, prizePath(lottery, 'tea'));
    await enterOnPage(page, 1);
    await page.getByText('1枚応募しました').waitFor();
    await tryMove(system.node, lottery, { to: 'void', reason: '台風のため' });
    await page.goto(`${system.node.base}/phone/lottery/${lottery.lotteryId}`);
    await page.getByText('取り止めになりました').first().waitFor();
    await page.getByText('理由：台風のため').waitFor();
    await page.getByText('応募に使った抽選券は、まもなく自動でもどります').waitFor();
    expect(await page.getByRole('link', { name: '選ぶ' }).count()).toBe(0);
    await page.goto(`${system.node.base}/phone/me/history`);
    const line = page.locator('details', { hasText: '抽選会の取り止めでもどりました' });
    await line.click();
    await line.getByText('応募した抽選券').waitFor();
    await line.getByText('台風のため').waitFor();
    expect((await ledger.balance(participantId)).tickets).toBe(1);
    await page.getByRole('button', { name: '応募したときの行を見る' }).click();
    await page.getByText('抽選会の取り止めで、あとでもどりました').waitFor();
  });
});

describe('on every phone', () => {
  test.each([
    ['ja', '選ぶ', /枚に1枚|応募がありません/],
    ['en', 'Choose', /No entries yet/],
    ['ja-easy', 'えらぶ', /だれも いません/],
  ] as const)('long names fit a small one: %s', async (language, choose, odds) => {
    const long = 'お城のまわりの提灯をともすひとときと記念写真のご招待券（おふたりさま）';
    const lottery = await openLottery({
      name: '令和八年度くまの川まつりコミュニティ大抽選会',
      nameEn: 'Grand lottery of the river festival',
      prizes: [
        {
          prizeId: 'long',
          name: long,
          nameEn: 'Supercalifragilistic'.repeat(2).slice(0, 35),
          quantity: 10_000,
        },
      ],
    });
    const { page, context, faults } = await phoneWith(2, '/phone/', SMALL);
    await context.addInitScript((chosen) => {
      localStorage.setItem('tsudoi-phone-language', chosen);
    }, language);
    await page.goto(`${system.node.base}/phone/lottery/${lottery.lotteryId}`);
    await page.getByText(odds).first().waitFor();
    await expectToFit(page);
    await page.getByRole('link', { name: choose }).first().click();
    await page.locator('ts-entry-count').waitFor();
    await expectToFit(page);
    await page.locator('.submit').click();
    const confirm = page.locator('ts-entry-dialog .button.primary');
    await confirm.waitFor();
    await expectToFit(page);
    await confirm.click();
    await page.locator('ts-notice[kind=done]').waitFor();
    await expectToFit(page);
    expect(faults).toEqual([]);
  });
});
