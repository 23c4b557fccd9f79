/**
 * A whole draw in a hall without internet, in real browsers: two people join and enter on their
 * phones, the operator leads from the dashboard, the big screen shows, the phones throw in their own
 * numbers, recompute everything and agree; and what remains is a bundle that verifies.
 */
import { unzipSync } from 'fflate';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Lottery } from '#domain/contract/lotteries.ts';
import { readAudience, readResult } from '#domain/draw/tables.ts';
import { verifyBundle } from '#domain/draw/verify.ts';
import { readPass } from '#domain/pass.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { launchBrowser, openPage } from '../browser.ts';
import { buildScreens } from '../built-screens.ts';
import type { BuiltScreens } from '../built-screens.ts';
import { award } from '../economy-samples.ts';
import { armAndHold, buttonOf, openOperatorPage, show, takeLead } from '../operator-page.ts';
import { readCode } from '../read-code.ts';
import { eventually } from '../running-system.ts';
import { Venue } from '../venue.ts';

const HALL = { width: 1920, height: 1080 } as const;
const PHONE = { width: 390, height: 844 } as const;
const HOUR_MS = 60 * 60_000;
const DICE = '27182818284590452353';
const TICKETS = 3;

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

afterAll(async () => {
  await browser?.close();
  await ledger?.close();
  await venue?.close();
  screens?.remove();
});

const moment = (page: Page, name: string) => page.locator(`main[data-moment="${name}"]`).waitFor();

async function openLottery(): Promise<Lottery> {
  const { lotteryId } = await venue.request<Lottery>('POST', '/api/lotteries', {
    draw: 'spring-2027',
    name: '春の大抽選会',
    mode: 'sealed',
    closesAt: new Date(Date.now() + HOUR_MS).toISOString(),
    prizes: [
      { prizeId: 'tea', name: 'お茶の詰め合わせ', quantity: 2, alternates: 1 },
      { prizeId: 'seat', name: '花火の桟敷席', quantity: 1, alternates: 0 },
    ],
  });
  await venue.request('POST', `/api/lotteries/${lotteryId}/transitions`, { to: 'open' });
  return venue.request('GET', `/api/lotteries/${lotteryId}`);
}

/** Joins, turns points into tickets, and enters them for prizes, so many for each, all by hand. */
async function enterByHand(
  lottery: Lottery,
  nickname: string,
  prizes: Readonly<Record<string, number>>,
) {
  const { page, faults } = await openPage(browser, `${venue.address}/phone/`, PHONE);
  await page.getByLabel('ニックネーム').fill(nickname);
  await page.keyboard.press('Enter');
  const pass = await eventually('the pass', () => readCode(page.locator('ts-phone-pass .code')));
  await award(ledger, readPass(pass)?.participantId ?? '', TICKETS * 100);
  await page.goto(`${venue.address}/phone/lottery`);
  const more = buttonOf(page, '1枚増やす');
  for (let press = 1; press < TICKETS; press += 1) await more.click();
  await buttonOf(page, `${TICKETS}枚と交換する`).click();
  await page.getByRole('button', { name: '交換する', exact: true }).click();
  await page.getByRole('heading', { name: /枚と\s*交換しますか/ }).waitFor({ state: 'hidden' });
  await page.goto(`${venue.address}/phone/lottery/${lottery.lotteryId}`);
  for (const [prize, count] of Object.entries(prizes)) {
    await page.getByRole('link', { name: `${prize}を選ぶ` }).click();
    for (let press = 1; press < count; press += 1) await more.click();
    await buttonOf(page, `${count}枚応募する`).click();
    await page.getByRole('button', { name: '応募する', exact: true }).dblclick();
    await page.getByText(`${count}枚応募しました`).waitFor();
    await page.getByRole('link', { name: '抽選会にもどる' }).click();
    await page.getByText('控えを確かめました').first().waitFor();
  }
  return { page, faults, nickname };
}

/** From the phone's own page into the hall, with its receipts. */
async function intoTheHall(page: Page): Promise<void> {
  await page.getByRole('link', { name: '会場に数を加える' }).click();
  await page.getByRole('heading', { name: '数を加える' }).waitFor();
  // The secret in the address is not left there to be seen or sent on.
  await expect.poll(() => new URL(page.url()).hash).toBe('');
}

const listOf = async (items: Locator) => (await items.allTextContents()).map((word) => word.trim());

async function throwIn(page: Page, word: string): Promise<void> {
  await page.getByLabel('ひとこと（なくてもよい）').fill(word);
  await page.getByRole('button', { name: '加える', exact: true }).click();
  await page.getByText(/受け付けました。\d番目です。/).waitFor();
}

test('LT1 LT2 LT3 a whole draw, from the first ticket to the last winner', async () => {
  const lottery = await openLottery();
  const { lotteryId } = lottery;
  const first = await enterByHand(lottery, 'さくら', { お茶の詰め合わせ: 2 });
  const second = await enterByHand(lottery, 'けやき', { お茶の詰め合わせ: 1, 花火の桟敷席: 2 });
  const hall = await openPage(browser, `${venue.address}/stage/${lotteryId}`, HALL);
  await moment(hall.page, 'waiting');
  const operator = await openOperatorPage(
    browser,
    `${venue.address}/dashboard/lotteries/${lotteryId}`,
  );
  const desk = operator.page;
  await takeLead(desk);

  // The audience's own randomness, each word on the big screen as it comes.
  await armAndHold(desk, '応募を締め切る');
  await moment(hall.page, 'closed');
  await armAndHold(desk, '会場の声を集める');
  await moment(hall.page, 'gathering');
  for (const { page } of [first, second]) {
    await page.goto(`${venue.address}/phone/lottery/${lotteryId}`);
    await intoTheHall(page);
  }
  await throwIn(first.page, '花火！');
  await throwIn(second.page, 'わくわく');
  await hall.page.getByText('花火！').waitFor();
  await hall.page.getByText('わくわく').waitFor();
  await buttonOf(desk, '「わくわく」を画面から消す').click();
  await hall.page.getByText('わくわく').waitFor({ state: 'detached' });

  // Nothing can be added any more; then the dice, thrown by people in the hall.
  await armAndHold(desk, '固定する');
  await moment(hall.page, 'dice');
  await desk.getByText('つぎはサイコロです').waitFor();
  await desk.keyboard.type(DICE);
  await desk.getByRole('img', { name: DICE }).waitFor();
  await armAndHold(desk, 'この数字で確定する');
  await moment(hall.page, 'sealed');
  // On the big screen each has its place before it.
  const numbered = await listOf(hall.page.locator('[data-seal="final"] li'));
  const words = numbered.map((word) => word.replace(/^\d+\s*/, ''));
  expect(words).toHaveLength(12);
  for (const { page } of [first, second]) {
    await expect.poll(() => listOf(page.locator('[data-words] li'))).toEqual(words);
  }

  // The result exists; the hall has seen none of it, and neither do the phones tell.
  await armAndHold(desk, '封じた数を公開して抽選する');
  await moment(hall.page, 'ready');
  for (const { page } of [first, second]) {
    await page.getByText('2台が確認ずみ').waitFor();
    expect(await page.locator('[data-outcome]').count()).toBe(0);
  }

  // The smallest prize first: two of it for two people, each of whom wins once. A reload between the
  // two shows the same moment.
  await show(desk, '「お茶の詰め合わせ」に進む', desk.getByText('つぎは「お茶の詰め合わせ」です'));
  await show(desk, '1枚目の当せんを発表する', buttonOf(desk, '2枚目の当せんを発表する'));
  await moment(hall.page, 'reveal');
  await hall.page.reload();
  await moment(hall.page, 'reveal');
  await show(desk, '2枚目の当せんを発表する', buttonOf(desk, '「花火の桟敷席」に進む'));
  for (const name of ['さくら さん', 'けやき さん']) await hall.page.getByText(name).waitFor();
  await expect.poll(() => hall.page.locator('[data-agreeing]').textContent()).toBe('2');
  await show(desk, '「花火の桟敷席」に進む', desk.getByText('つぎは「花火の桟敷席」です'));
  await show(desk, '1枚目の当せんを発表する', buttonOf(desk, 'すべての当せんを見せる'));
  await hall.page.getByText('けやき さん').waitFor();
  await second.page.getByText('1枚目の当せんです').waitFor();
  await show(desk, 'すべての当せんを見せる', desk.getByText('すべての賞を発表しました'));
  await moment(hall.page, 'all-drawn');

  // What remains for ever.
  const answer = await fetch(`${venue.address}/api/lotteries/${lotteryId}/bundle.zip`);
  const bundle = new Map(Object.entries(unzipSync(new Uint8Array(await answer.arrayBuffer()))));
  expect(verifyBundle(bundle)).toMatchObject({ ok: true, draw: lottery.draw, signed: true });
  const result = readResult(bundle.get('result.tsv')!);
  expect(result.map(({ prizeId, kind, place }) => `${prizeId} ${kind} ${place}`)).toEqual([
    'tea win 1',
    'tea win 2',
    'seat win 1',
  ]);
  // Both contributions are in the file, the one that was taken from the screen too.
  expect(readAudience(bundle.get('audience.tsv')!).rows).toHaveLength(2);
  expect(await ledger.wrongBalances(5)).toEqual([]);
  await hall.page.goto(`${venue.address}/stage/draws`);
  await hall.page.locator('[data-draw="spring-2027"]').waitFor();
  for (const { faults } of [first, second, hall, operator]) expect(faults).toEqual([]);
}, 300_000);
