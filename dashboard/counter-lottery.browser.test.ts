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
import { readResult } from '#domain/draw/tables.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { launchBrowser, openPage } from '../tests/browser.ts';
import { buildScreens, type BuiltScreens } from '../tests/built-screens.ts';
import { award } from '../tests/economy-samples.ts';
import { readCode } from '../tests/read-code.ts';
import { logIn } from '../tests/staff-desk.ts';
import { Venue, VENUE_STAFF } from '../tests/venue.ts';

const PHONE = { width: 390, height: 844 };
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
  venue = await Venue.open(screens.folder);
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

const fileOf = ({ lotteryId }: Lottery, name: string) =>
  fetch(`${venue.address}/api/lotteries/${lotteryId}/files/${name}`);

/** The workers do it in their own time. */
async function reached({ lotteryId }: Lottery, state: Lottery['state']): Promise<void> {
  const read = async () =>
    v.parse(LotterySchema, await venue.request('GET', `/api/lotteries/${lotteryId}`)).state;
  await expect.poll(read, { timeout: 60_000 }).toBe(state);
}

/** The list of entries is the workers' too; staff go on when it is there. */
async function listed(lottery: Lottery): Promise<void> {
  await expect.poll(async () => (await fileOf(lottery, 'entries.tsv')).status).toBe(200);
}

/** Somebody with a card and so many tickets, bought with their points. */
async function ticketHolder(nickname: string, tickets = TICKETS): Promise<IssuedCard> {
  const card = v.parse(IssuedCardSchema, await venue.request('POST', '/api/passes', { nickname }));
  const { me } = await personOf(card);
  await award(ledger, card.participantId, me.prices.ticket * tickets);
  await buyTickets(card, tickets);
  return card;
}

const buyTickets = (card: IssuedCard, count: number) => spend(card, 'tickets', { count });

const enter = (card: IssuedCard, { lotteryId }: Lottery, prizeId: string, count: number) =>
  spend(card, 'lottery-entries', { lotteryId, prizeId, count });

/** As another desk does it. */
async function spend({ participantId }: IssuedCard, what: string, body: object): Promise<void> {
  const answer = await fetch(`${venue.address}/api/people/${participantId}/${what}`, {
    method: 'POST',
    headers: {
      cookie: await logIn(venue.address, VENUE_STAFF),
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify(body),
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
  await atCounter(opened.page, card);
  return opened;
}

async function atCounter(page: Page, card: IssuedCard): Promise<void> {
  await page.getByLabel('メールアドレス').fill(VENUE_STAFF.email);
  await page.getByLabel('パスワード').fill(VENUE_STAFF.password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '窓口' }).waitFor();
  await page.keyboard.type(card.number);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name: card.nickname }).waitFor();
}

const dialogOf = (page: Page) => page.locator('ts-lottery-entry-dialog');

/** Both steps, up to the press that enters. */
async function choose(
  page: Page,
  lottery: Lottery,
  prize: RegExp | string,
  count: string,
): Promise<void> {
  await page.getByRole('button', { name: '抽選会に応募' }).click();
  const dialog = dialogOf(page);
  await dialog.getByText(lottery.name).first().waitFor();
  const several = dialog.locator('input[name=lottery]').and(page.getByLabel(lottery.name));
  if ((await several.count()) > 0) await several.check();
  await dialog.locator('input[name=prize]').and(page.getByLabel(prize)).check();
  await dialog.getByLabel('枚数', { exact: true }).fill(count);
  await dialog.getByRole('button', { name: '確認に進む' }).click();
  await dialog.getByText('ご本人に確認してください').waitFor();
}

const submit = (page: Page) =>
  dialogOf(page).getByRole('button', { name: '応募する', exact: true }).click();

async function nod(page: Page): Promise<void> {
  await dialogOf(page).getByRole('checkbox').check();
  await submit(page);
}

/** As long as a name may be. */
const long = (letters: string) => letters.repeat(40).slice(0, 40);

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
    await page.getByRole('button', { name: '抽選会に応募' }).click();
    const dialog = dialogOf(page);
    await dialog.getByRole('button', { name: '確認に進む' }).click();
    await dialog.getByText('選んでください').waitFor();
    // People see the grand prize first.
    expect(await dialog.locator('label.option').first().textContent()).toContain('天守閣');
    await dialog.getByRole('radio', { name: /工場見学/ }).check();
    await dialog.getByLabel('枚数', { exact: true }).fill(String(TICKETS + 1));
    await dialog.getByRole('button', { name: '確認に進む' }).click();
    await dialog.getByText(`1から${TICKETS}までの数`).waitFor();
    await dialog.getByRole('button', { name: '5枚', exact: true }).click();
    await dialog.getByText('抽選券 6枚 → 1枚').waitFor();
    for (let less = 0; less < 2; less += 1) {
      await dialog.getByRole('button', { name: '1枚減らす' }).click();
    }
    await dialog.getByText('全部で3枚になります。そのうち3枚').waitFor();
    // A double click goes no further than the question.
    await dialog.getByRole('button', { name: '確認に進む' }).dblclick();
    await dialog.getByText('応募した抽選券は、元にもどせません').waitFor();
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
      'tram',
      1,
      3,
    ]);
    expect((await personOf(card)).me.tickets).toBe(TICKETS - 3);
    const open = await fileOf(lottery, 'open.txt');
    const { key } = readOpen(new Uint8Array(await open.arrayBuffer()));
    expect(verifyReceipt({ row: entry, signature: entry.signature }, key)).toBe(true);

    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const sizes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
    expect(sizes.map(([, ...size]) => size.map(Number).map(Math.round))).toEqual([A6_POINTS]);
    await page.emulateMedia({ media: 'print' });
    const slip = page.locator('ts-lottery-slip .slip');
    expect((await slip.textContent())?.replaceAll(/\s/g, '')).toContain(entry.signature);
    expect(await slip.textContent()).toContain(` ${entry.signature.slice(4, 8)} `);
    expect(await slip.textContent()).not.toContain(card.nickname);
    // Nothing of it is cut off at the foot of the paper.
    expect(await slip.evaluate((paper) => paper.scrollHeight - paper.clientHeight)).toBe(0);
    const address = new URL((await readCode(slip.locator('.qr'))) ?? '');
    expect(address.origin + address.pathname).toBe(`${venue.address}/stage/${lottery.lotteryId}`);
    const text = new URLSearchParams(address.hash.slice(1)).get('entries') ?? '';
    const followed = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    expect(v.parse(LotteryEntryListSchema, followed)).toEqual(held);
    await page.emulateMedia({ media: 'screen' });
    const phone = await openPage(browser, address.href, PHONE);
    await phone.page.locator('ts-own-tickets').getByText('1–3', { exact: true }).waitFor();
    // A secret that stands in no address bar, and in no history.
    await expect.poll(() => phone.page.url()).not.toContain('entries=');

    await page.getByRole('button', { name: '次の方へ' }).click();
    await page.locator('ts-person-page').waitFor({ state: 'detached' });
    const left = await pageText(page);
    for (const trace of [card.nickname, entry.entryId, entry.ownerTag.slice(0, 4), '工場見学']) {
      expect(left).not.toContain(trace);
    }
    expect(faults).toEqual([]);
  });

  test('PT5 an answer that got lost is asked for again, and entered once', async () => {
    const [lottery, card] = [await openLottery(), await ticketHolder('あさつゆ')];
    const { page } = await openCounter(card);
    const keys: (string | undefined)[] = [];
    await page.route('**/lottery-entries', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      const answer = await route.fetch();
      if (keys.length === 1) await route.abort('connectionreset');
      else await route.fulfill({ response: answer });
    });
    await choose(page, lottery, /工場見学/, '２');
    await nod(page);
    await dialogOf(page).getByText('サーバーにつながりません').waitFor();
    await submit(page);
    await page.getByText('番号は1–2です。抽選券は残り4枚です').waitFor();
    expect(keys).toEqual([keys[0], keys[0]]);
    expect((await heldBy(card, lottery)).entries).toHaveLength(1);
  });

  test('LT3 tickets that went elsewhere meanwhile are told, and fewer can be entered', async () => {
    const [lottery, card] = [await openLottery(), await ticketHolder('ひばり')];
    const { page } = await openCounter(card);
    await choose(page, lottery, /工場見学/, '5');
    await enter(card, lottery, 'keep', 4);
    // One that is opened meanwhile does not take the place of the one that was chosen.
    const newer = await openLottery();
    await nod(page);
    const dialog = dialogOf(page);
    await dialog.getByText('5枚のところ、使えるのは2枚です').waitFor();
    await dialog.getByRole('button', { name: 'すべて（2枚）' }).click();
    await dialog.getByRole('button', { name: '確認に進む' }).click();
    await nod(page);
    await page.getByText('抽選券は残り0枚です').waitFor();
    // Both entries have their slips, also the one that was not made here.
    await page.getByRole('button', { name: '天守閣をあなたの色に 1–4番の控え' }).click();
    await page.getByText('1–4番の控えを印刷できます').waitFor();
    expect((await personOf(card)).me.tickets).toBe(0);
    expect((await heldBy(card, newer)).entries).toEqual([]);
  });

  test('entries that close meanwhile, and a person who is erased, are told in a sentence', async () => {
    const [lottery, card] = [await openLottery(), await ticketHolder('つばめ')];
    const { page } = await openCounter(card);
    const dialog = dialogOf(page);
    await choose(page, lottery, /工場見学/, '1');
    await move(lottery, { to: 'void', reason: '会場が使えなくなったため' });
    await nod(page);
    await dialog.getByText('応募の受付は終わりました。抽選券は減っていません').waitFor();
    expect((await personOf(card)).me.tickets).toBe(TICKETS);
    await dialog.getByRole('button', { name: 'キャンセル' }).click();

    const next = await openLottery();
    await choose(page, next, /工場見学/, '1');
    await venue.request('DELETE', `/api/people/${card.participantId}`);
    await nod(page);
    await dialog.getByText('この方は見つかりません').waitFor();
  });

  test('KS1 somebody who walks away half-way leaves nothing, and nothing is entered', async () => {
    const [lottery, card] = [await openLottery(), await ticketHolder('もみじ')];
    const { page } = await openPage(browser, `${venue.address}/dashboard/counter`, DESK);
    await page.clock.install();
    await atCounter(page, card);
    await choose(page, lottery, /天守閣/, '1');
    await page.clock.runFor(190_000);
    await page.locator('ts-person-page').waitFor({ state: 'detached' });
    await dialogOf(page).getByText('ご本人に確認してください').waitFor({ state: 'hidden' });
    const left = await pageText(page);
    for (const trace of [card.nickname, '天守閣']) expect(left).not.toContain(trace);
    expect((await heldBy(card, lottery)).entries).toEqual([]);
  });

  test('KS1 an answer that comes when the person has gone shows nothing of them', async () => {
    const [lottery, card] = [await openLottery(), await ticketHolder('すすき')];
    const { page } = await openCounter(card);
    const held = Promise.withResolvers<void>();
    await page.route('**/lottery-entries', async (route) => {
      const answer = await route.fetch();
      await held.promise;
      await route.fulfill({ response: answer });
    });
    await choose(page, lottery, /天守閣/, '1');
    await nod(page);
    await expect.poll(async () => (await heldBy(card, lottery)).entries.length).toBe(1);
    // As the end of the session, or a page that was left, would: the dialog itself lets nobody by.
    await page.getByText('次の方へ').dispatchEvent('click');
    await page.locator('ts-person-page').waitFor({ state: 'detached' });
    // The page asks for the tag once more before it would say what was done.
    const last = page.waitForResponse((answer) => answer.url().includes('/lottery-entries/'));
    held.resolve();
    await (await last).finished();
    await page.waitForLoadState('networkidle');
    const left = await pageText(page);
    for (const trace of [card.nickname, '天守閣', '番号は', '控え'])
      expect(left).not.toContain(trace);
  });
});

describe('after the draw', () => {
  test('LT2 the counter says what came of each entry, from the public result', async () => {
    const lottery = await openLottery({
      limit: 'none',
      prizes: [{ prizeId: 'keep', name: '天守閣をあなたの色に', quantity: 2, alternates: 1 }],
    });
    const [winner, other] = [await ticketHolder('しらさぎ', 3), await ticketHolder('かもめ', 1)];
    // One ticket has no place: whose, the dice say.
    await enter(winner, lottery, 'keep', 3);
    await enter(other, lottery, 'keep', 1);
    const { page } = await openCounter(winner);
    await page.getByText('応募を受付中').waitFor();
    await move(lottery, { to: 'closed' });
    await listed(lottery);
    for (const to of ['gathering', 'frozen']) await move(lottery, { to });
    await reached(lottery, 'frozen');
    await move(lottery, { to: 'final', dice: '31415926535897932384' });
    await move(lottery, { to: 'drawn' });
    await reached(lottery, 'drawn');

    const rows = readResult(
      new Uint8Array(await (await fileOf(lottery, 'result.tsv')).arrayBuffer()),
    );
    const words = (held: LotteryEntryList) => {
      const best = rows.find(({ ownerTag }) => ownerTag === held.ownerTag);
      if (best === undefined) return '当たりませんでした';
      const { kind, place, serial } = best;
      return kind === 'win'
        ? `当せん ${place}枚目（${serial}番）`
        : `次点${place}人目（${serial}番）`;
    };
    for (const card of [winner, other]) {
      await page.getByRole('button', { name: '次の方へ' }).click();
      await page.keyboard.type(card.number);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 2, name: card.nickname }).waitFor();
      await page.getByText('結果が出ました').waitFor();
      await page
        .locator('[data-place]')
        .getByText(words(await heldBy(card, lottery)))
        .waitFor();
    }
  });
});

describe('the slip', () => {
  test('LT4 of a rehearsal says so, in three languages, with the longest names, on one A6', async () => {
    const names = { name: long('花火'), nameEn: long('Fireworks by '), nameEasy: long('はなび ') };
    const lottery = await openLottery({
      draw: `rehearsal-${long('0-').replaceAll('--', '-')}1`,
      ...names,
      prizes: [{ prizeId: long('seat').slice(0, 40), ...names, quantity: 1 }],
    });
    const card = await ticketHolder('さざなみ', 1);
    const { page } = await openCounter(card);
    await choose(page, lottery, names.name, '700');
    await page.locator('ts-lottery-nod').getByText('抽選券は減りません').waitFor();
    await dialogOf(page).getByRole('radio', { name: 'English' }).check();
    await dialogOf(page).getByText('No tickets are used').waitFor();
    await nod(page);
    await page.getByText('番号は1–700です').waitFor();
    expect((await personOf(card)).me.tickets).toBe(1);
    const slip = page.locator('ts-lottery-slip .slip');
    for (const [language, said] of [
      ['English', 'Rehearsal, not the real draw'],
      ['やさしい にほんご', 'れんしゅう'],
      ['日本語', 'リハーサル（本番ではありません）'],
    ] as const) {
      await page.locator('.notices').getByRole('radio', { name: language }).check();
      await page.emulateMedia({ media: 'print' });
      expect(await slip.textContent()).toContain(said);
      expect(await slip.evaluate((paper) => paper.scrollHeight - paper.clientHeight)).toBe(0);
      expect(await readCode(slip.locator('.qr'))).toContain(`/stage/${lottery.lotteryId}#entries=`);
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      expect(pdf.match(/\/MediaBox/g)).toHaveLength(1);
      await page.emulateMedia({ media: 'screen' });
    }
  });
});
