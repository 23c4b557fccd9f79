/** Somebody with only a card enters the lottery at the counter: a real browser on a real server. */
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { IssuedCardSchema, PersonAtCounterSchema } from '#domain/contract/counter.ts';
import type { IssuedCard } from '#domain/contract/counter.ts';
import { LotteryEntryListSchema, LotterySchema } from '#domain/contract/lotteries.ts';
import type { Lottery, LotteryEntryList } from '#domain/contract/lotteries.ts';
import { readOpen } from '#domain/draw/files.ts';
import { verifyReceipt } from '#domain/draw/receipt.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { launchBrowser, openPage } from '../tests/browser.ts';
import { buildScreens, type BuiltScreens } from '../tests/built-screens.ts';
import { award } from '../tests/economy-samples.ts';
import { readCode } from '../tests/read-code.ts';
import { logIn } from '../tests/staff-desk.ts';
import { Venue, VENUE_STAFF } from '../tests/venue.ts';

const DESK = { width: 1440, height: 900 };
const HOUR_MS = 60 * 60_000;
const TICKETS = 6;
/** A6 in points, to the nearest. */
const A6_POINTS = [298, 420];

let screens: BuiltScreens;
let venue: Venue;
let browser: Browser;
let ledger: Ledger;
let lotteries = 0;

beforeAll(async () => {
  screens = await buildScreens();
  venue = await Venue.open(screens.folder, { demo: true });
  ledger = createLedger({ databaseUrl: venue.databaseUrl, poolSize: 1 });
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

async function openLottery(changes: Record<string, unknown> = {}): Promise<Lottery> {
  lotteries += 1;
  const made = await venue.request('POST', '/api/lotteries', {
    draw: `counter-${lotteries}`,
    name: `第${lotteries}回 大抽選会`,
    nameEn: `Grand lottery ${lotteries}`,
    mode: 'sealed',
    closesAt: new Date(Date.now() + HOUR_MS).toISOString(),
    prizes: [
      { prizeId: 'tram', name: '市電の工場見学', quantity: 20, alternates: 2 },
      {
        prizeId: 'keep',
        name: '天守閣をあなたの色に',
        nameEn: 'The keep in your colour',
        quantity: 1,
      },
    ],
    ...changes,
  });
  const lottery = v.parse(LotterySchema, made);
  await move(lottery, { to: 'open' });
  return lottery;
}

const move = ({ lotteryId }: Lottery, order: Record<string, string>) =>
  venue.request('POST', `/api/lotteries/${lotteryId}/transitions`, order);

/** Somebody with a card and so many tickets, bought with their points. */
async function ticketHolder(nickname: string, tickets = TICKETS): Promise<IssuedCard> {
  const card = v.parse(IssuedCardSchema, await venue.request('POST', '/api/passes', { nickname }));
  const { me } = await personOf(card);
  await award(ledger, card.participantId, me.prices.ticket * tickets);
  await buyTickets(card, tickets);
  return card;
}

async function buyTickets({ participantId }: IssuedCard, count: number): Promise<void> {
  const answer = await fetch(`${venue.address}/api/people/${participantId}/tickets`, {
    method: 'POST',
    headers: {
      cookie: await logIn(venue.address, VENUE_STAFF),
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({ count }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

async function personOf({ number }: IssuedCard) {
  return v.parse(
    PersonAtCounterSchema,
    await venue.request('POST', '/api/people/lookup', { number }),
  );
}

async function heldBy(card: IssuedCard, { lotteryId }: Lottery): Promise<LotteryEntryList> {
  const path = `/api/people/${card.participantId}/lottery-entries/${lotteryId}`;
  return v.parse(LotteryEntryListSchema, await venue.request('GET', path));
}

/** At the counter, with the card just read. */
async function openCounter(card: IssuedCard) {
  const opened = await openPage(browser, `${venue.address}/dashboard/counter`, DESK);
  const { page } = opened;
  await page.getByLabel('メールアドレス').fill(VENUE_STAFF.email);
  await page.getByLabel('パスワード').fill(VENUE_STAFF.password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '窓口' }).waitFor();
  await page.keyboard.type(card.number);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name: card.nickname }).waitFor();
  return opened;
}

const dialogOf = (page: Page) => page.locator('ts-lottery-entry-dialog');

/** Both steps, up to the press that enters. */
async function choose(page: Page, lottery: Lottery, prize: string, count: string): Promise<void> {
  await page.getByRole('button', { name: '抽選に応募' }).click();
  const dialog = dialogOf(page);
  await dialog.getByText(lottery.name).first().waitFor();
  const several = dialog.getByRole('radio', { name: lottery.name });
  if ((await several.count()) > 0) await several.check();
  await dialog.getByRole('radio', { name: prize }).check();
  await dialog.getByLabel('枚数', { exact: true }).fill(count);
  await dialog.getByRole('button', { name: '確認に進む' }).click();
  await dialog.getByText('ご本人に確認してください').waitFor();
}

const submit = (page: Page) =>
  dialogOf(page).getByRole('button', { name: '応募する', exact: true }).click();

/** Everything that stands in the page, through all shadow roots. */
async function pageText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const textOf = (node: Node): string => {
      if (node instanceof HTMLInputElement) return node.value;
      const inner = [...node.childNodes].map(textOf).join(' ');
      const shadow = node instanceof Element && node.shadowRoot ? textOf(node.shadowRoot) : '';
      return node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '') : inner + shadow;
    };
    return textOf(document.body);
  });
}

describe('the lottery at the counter', () => {
  test('LT3 a card holder enters once, and the slip is what a phone would hold', async () => {
    const [lottery, card] = [await openLottery(), await ticketHolder('ささの葉')];
    const { page, faults } = await openCounter(card);
    await page.getByRole('button', { name: '抽選に応募' }).click();
    const dialog = dialogOf(page);
    await dialog.getByRole('button', { name: '確認に進む' }).click();
    await dialog.getByText('選んでください').waitFor();
    // People see the grand prize first.
    expect(await dialog.getByRole('radio').first().getAttribute('name')).toBe('prize');
    await dialog.getByRole('radio', { name: /天守閣/ }).check();
    await dialog.getByLabel('枚数', { exact: true }).fill(String(TICKETS + 1));
    await dialog.getByRole('button', { name: '確認に進む' }).click();
    await dialog.getByText(`1から${TICKETS}までの数`).waitFor();
    await dialog.getByRole('button', { name: '3枚', exact: true }).click();
    await dialog.getByText('全部で3枚、うちこの方が3枚').waitFor();
    // A double click goes no further than the question.
    await dialog.getByRole('button', { name: '確認に進む' }).dblclick();
    await dialog.getByText('応募した抽選券は、もとにもどせません').waitFor();
    await submit(page);
    await dialog.getByText('印をつけてください').waitFor();
    expect((await heldBy(card, lottery)).entries).toEqual([]);
    await dialog.getByRole('checkbox').check();
    await submit(page);
    await page.getByText('番号は1–3です。抽選券は残り3枚です').waitFor();

    const held = await heldBy(card, lottery);
    const [entry] = held.entries;
    if (entry === undefined) throw new Error('nothing was entered');
    expect([held.entries.length, entry.prizeId, entry.first, entry.count]).toEqual([
      1,
      'keep',
      1,
      3,
    ]);
    expect((await personOf(card)).me.tickets).toBe(TICKETS - 3);
    const open = await fetch(`${venue.address}/api/lotteries/${lottery.lotteryId}/files/open.txt`);
    const { key } = readOpen(new Uint8Array(await open.arrayBuffer()));
    expect(verifyReceipt({ row: entry, signature: entry.signature }, key)).toBe(true);

    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const sizes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
    expect(sizes.map(([, ...size]) => size.map(Number).map(Math.round))).toEqual([A6_POINTS]);
    await page.emulateMedia({ media: 'print' });
    const slip = page.locator('ts-lottery-slip .slip');
    const fours = entry.signature.match(/.{4}/g)?.join(' ') ?? 'none';
    expect(await slip.textContent()).toContain(fours);
    expect(await slip.textContent()).not.toContain(card.nickname);
    // Nothing of it is cut off at the foot of the paper.
    expect(await slip.evaluate((paper) => paper.scrollHeight - paper.clientHeight)).toBe(0);
    const address = new URL((await readCode(slip.locator('.qr'))) ?? '');
    expect(address.origin + address.pathname).toBe(`${venue.address}/stage/${lottery.lotteryId}`);
    const text = new URLSearchParams(address.hash.slice(1)).get('entries') ?? '';
    const followed = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    expect(v.parse(LotteryEntryListSchema, followed)).toEqual(held);
    await page.emulateMedia({ media: 'screen' });

    await page.getByRole('button', { name: '次の方へ' }).click();
    await page.locator('ts-person-page').waitFor({ state: 'detached' });
    const left = await pageText(page);
    for (const trace of [card.nickname, entry.entryId, entry.ownerTag.slice(0, 4), '天守閣']) {
      expect(left).not.toContain(trace);
    }
    expect(faults).toEqual([]);
  });
});
