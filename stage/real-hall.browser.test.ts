/** A whole sealed draw with the real server and workers: big screens and a phone, from open to the end. */
import { createHash } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LotteryEntryListSchema, type Lottery } from '#domain/contract/lotteries.ts';
import { readAudience, readResult } from '#domain/draw/tables.ts';
import { ownerTagOf } from '#domain/draw/digest.ts';
import { readOpen } from '#domain/draw/files.ts';
import { verifyBundle } from '#domain/draw/verify.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { launchBrowser, openPage } from '../tests/browser.ts';
import { buildScreens, type BuiltScreens } from '../tests/built-screens.ts';
import {
  DICE,
  bundleOf,
  enter,
  lead,
  makeLottery,
  phoneWithTickets,
} from '../tests/lottery-venue.ts';
import { read, startSystem, type RunningSystem, type SystemNode } from '../tests/running-system.ts';
import { BIG, PHONE, SOON, atMoment } from '../tests/stage-pages.ts';

let screens: BuiltScreens;
let system: RunningSystem;
let node: SystemNode;
let ledger: Ledger;
let browser: Browser;

beforeAll(async () => {
  screens = await buildScreens(['stage']);
  system = await startSystem({ screensFolder: screens.folder });
  node = system.node;
  await system.startWorker();
  ledger = createLedger({ databaseUrl: system.databaseUrl });
  browser = await launchBrowser({ noCamera: true });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await ledger?.close();
  await system?.stop();
  screens?.remove();
});

/** The draw that is led, and what staff do on the stage. */
async function prepared() {
  const lottery = await makeLottery(node, {
    prizes: [
      { prizeId: 'tea', name: 'お茶', quantity: 1, alternates: 1 },
      { prizeId: 'keep', name: '天守閣を好きな色に灯す', quantity: 2, alternates: 0 },
    ],
  });
  await lead(node, lottery, 'open');
  const people = await Promise.all([3, 8, 2].map((count) => phoneWithTickets(node, ledger, count)));
  for (const person of people) {
    await enter(person, lottery, 'tea');
    await enter(person, lottery, 'keep');
  }
  const own = people[1];
  if (own === undefined) throw new Error('nobody');
  for (let entry = 0; entry < 6; entry += 1) await enter(own, lottery, 'keep');
  const answer = await own.ask('GET', `/api/me/lottery-entries/${lottery.lotteryId}`);
  const entries = await read(LotteryEntryListSchema, answer, 200);
  return { lottery, entries };
}

const show = async (lottery: Lottery, body: object) => {
  const answer = await node.ask('PATCH', `/api/lotteries/${lottery.lotteryId}/stage`, body);
  expect(answer.ok, await answer.text()).toBe(true);
};
const reveal = async (lottery: Lottery, prizeIndex: number, kind: 'win' | 'alt', place: number) => {
  const order = { prizeIndex, kind, place };
  const answer = await node.ask('POST', `/api/lotteries/${lottery.lotteryId}/reveals`, order);
  expect(answer.ok, await answer.text()).toBe(true);
};
const opened = async (address: string, size: { width: number; height: number }) => {
  const page = await openPage(browser, address, size);
  page.page.setDefaultTimeout(SOON.timeout);
  return page;
};
const digits = (page: Page) => page.locator('[data-digits]').getAttribute('data-digits');

test('LT1 LT2 two screens and a phone through a whole sealed draw, with a server that restarts', async () => {
  const { lottery, entries } = await prepared();
  const path = `${node.base}/stage/${lottery.lotteryId}`;
  const handed = Buffer.from(JSON.stringify(entries)).toString('base64url');
  const [one, other, phone] = await Promise.all([
    opened(path, BIG),
    opened(path, BIG),
    opened(`${path}#entries=${handed}`, PHONE),
  ]);
  await atMoment(one.page, 'waiting');
  await phone.page.getByText('応募を受け付けています').waitFor();
  expect(phone.page.url()).toBe(path);

  await lead(node, lottery, 'closed');
  await atMoment(one.page, 'closed');
  await one.page.locator('[data-seal="entries"]').waitFor();
  await phone.page.getByText('控えは本物です').first().waitFor();

  await lead(node, lottery, 'gathering');
  await phone.page.getByLabel('ひとこと（なくてもよい）').fill('わくわく');
  await phone.page.getByRole('button', { name: '加える', exact: true }).click();
  await phone.page.getByText('受け付けました。1番目です。').waitFor();
  for (const screen of [one, other]) await screen.page.getByText('わくわく').waitFor();

  await lead(node, lottery, 'frozen');
  await atMoment(one.page, 'dice');
  await show(lottery, { dice: DICE.slice(0, 7) });
  await one.page.getByText('20回のうち7回').waitFor();
  await phone.page.getByText('20回のうち7回').waitFor();
  await lead(node, lottery, 'final');
  await atMoment(one.page, 'sealed');
  const words = await one.page.locator('[data-seal="final"] li').allTextContents();
  await lead(node, lottery, 'drawn');
  await atMoment(one.page, 'ready');
  const onPhone = () => phone.page.locator('[data-words] li').allTextContents();
  await expect.poll(onPhone, SOON).toEqual(words.map((word) => word.replace(/[\d\s]/g, '')));

  // The phone found it out before the hall was told, and keeps it to itself.
  await phone.page.getByText('発表のあとに').waitFor();
  const bundle = await bundleOf(node, lottery);
  const result = readResult(bundle.get('result.tsv') ?? new Uint8Array());
  await show(lottery, { prizeIndex: 1 });
  const numbers = result.filter(({ prizeId }) => prizeId === 'keep').map(({ serial }) => serial);
  expect(numbers).toHaveLength(2);
  await reveal(lottery, 1, 'win', 1);
  await atMoment(one.page, 'reveal');
  // A reload in the middle shows the same moment.
  await one.page.reload();
  await atMoment(one.page, 'reveal');
  for (const screen of [one, other]) {
    await expect.poll(() => digits(screen.page), SOON).toBe(String(numbers[0]));
  }
  await expect.poll(() => one.page.locator('[data-agreeing]').textContent(), SOON).toMatch(/^1$/);

  // The server goes away in the middle, and comes back at the same address.
  await node.server.close();
  await one.page.getByText('通信がとぎれています').waitFor();
  node = await system.startNode({ port: Number(new URL(path).port) });
  await one.page.getByText('通信がとぎれています').waitFor({ state: 'detached' });
  await expect.poll(() => digits(one.page), SOON).toBe(String(numbers[0]));
  await expect.poll(() => one.page.locator('[data-agreeing]').textContent(), SOON).toMatch(/^1$/);
  await reveal(lottery, 1, 'win', 2);
  for (const screen of [one, other]) await atMoment(screen.page, 'prize-done');
  await phone.page.getByText('すべて確認できました').waitFor();
  await phone.page.locator('[data-outcome]').waitFor();

  await show(lottery, { prizeIndex: 2 });
  for (const screen of [one, other]) await atMoment(screen.page, 'all-drawn');
  await itHolds(lottery, bundle, entries.nonceHex ?? '');
  await theScriptIsThePromisedOne(phone.page, bundle);
  expect([...one.faults, ...other.faults, ...phone.faults]).toEqual([]);
}, 180_000);

async function itHolds(
  { draw }: Lottery,
  bundle: ReadonlyMap<string, Uint8Array>,
  nonceHex: string,
): Promise<void> {
  expect(verifyBundle(bundle)).toMatchObject({ ok: true, draw, signed: true });
  const { rows } = readAudience(bundle.get('audience.tsv') ?? new Uint8Array());
  expect(rows.map(({ ownerTag }) => ownerTag)).toEqual([ownerTagOf(draw, nonceHex)]);
  expect(rows[0]?.hex.slice(32)).toBe(Buffer.from('わくわく').toString('hex'));
}

/** `code` of open.txt is the hash of what is really served. */
async function theScriptIsThePromisedOne(
  page: Page,
  bundle: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  const served = await fetch(`${node.base}/stage/verify_vd1.py`);
  const sha256 = createHash('sha256').update(new Uint8Array(await served.arrayBuffer()));
  expect(readOpen(bundle.get('open.txt') ?? new Uint8Array()).code).toBe(sha256.digest('hex'));
  await page.getByText('自分で確かめるには').click();
  await page.locator('[data-served="same"]').waitFor();
}
