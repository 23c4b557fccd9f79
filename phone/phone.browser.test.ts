/** The phone in a real browser on a real server: joining, the live pass, points, leaving. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { PassListSchema } from '#domain/contract/people.ts';
import { readPass, stepAt } from '#domain/pass.ts';
import { launchBrowser, openPage } from '../tests/browser.ts';
import { buildScreens, type BuiltScreens } from '../tests/built-screens.ts';
import { lineStands, phoneIsKept } from '../tests/phone-page.ts';
import { readCode } from '../tests/read-code.ts';
import {
  eventually,
  scanOf,
  startSystem,
  type KioskSocket,
  type RunningSystem,
} from '../tests/running-system.ts';

const PHONE = { width: 390, height: 844 } as const;
const WAIT_MS = 15_000;
const HOUR_MS = 60 * 60_000;

let screens: BuiltScreens;
let system: RunningSystem;
let browser: Browser;
let kiosk: KioskSocket;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  screens = await buildScreens();
  system = await startSystem({ screensFolder: screens.folder });
  await system.startWorker();
  const activity = await system.node.makeActivity();
  const { token } = await system.node.enrollKiosk(activity.activityId);
  kiosk = system.node.kioskSocket(token);
  browser = await launchBrowser({ noCamera: true });
});
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});
afterAll(async () => {
  await browser.close();
  await system.stop();
  screens.remove();
});

/** A phone of its own, on a path. @param before runs in the page before its scripts */
async function openPhone(path = '/phone/', before?: () => void) {
  const opened = await openPage(browser, 'about:blank', PHONE);
  opened.page.setDefaultTimeout(WAIT_MS);
  contexts.push(opened.context);
  if (before !== undefined) await opened.page.addInitScript(before);
  await opened.page.goto(system.node.base + path);
  return opened;
}

async function join(page: Page, nickname = 'みずたま'): Promise<void> {
  await page.getByLabel('ニックネーム').fill(nickname);
  await page.getByRole('button', { name: 'パスをつくる' }).click();
  await page.locator('ts-phone-pass .qr').waitFor();
}

/** Joins, and is told from then on of what changes. */
async function joinAndListen(page: Page, nickname?: string): Promise<void> {
  await Promise.all([lineStands(page), join(page, nickname)]);
}

/** What a camera reads off the pass screen. */
async function passOn(page: Page): Promise<string> {
  return eventually('a code that can be read', () => readCode(page.locator('ts-phone-pass .code')));
}

async function scan(pass: string): Promise<unknown> {
  return kiosk.timeout(5_000).emitWithAck('scan:submit', scanOf(pass));
}

const balanceOn = (page: Page) => page.locator('ts-phone-pass .balance .figure').textContent();

describe('joining', () => {
  test('one field and one button give a live pass', async () => {
    const { page, faults } = await openPhone();
    await page.getByLabel('ニックネーム').waitFor();
    expect(await page.getByRole('textbox').count()).toBe(1);
    await join(page);
    const pass = readPass(await passOn(page));
    expect(pass?.kind).toBe('phone');
    expect(Math.abs((pass?.device?.step ?? 0) - stepAt(Date.now()))).toBeLessThanOrEqual(1);
    await page.getByText('みずたま さん').waitFor();
    expect(faults).toEqual([]);
  });

  test('an empty name, and a server that is away, are told in a sentence', async () => {
    const { page, context } = await openPhone();
    await page.getByRole('button', { name: 'パスをつくる' }).click();
    await page.getByText('ニックネームを入れてください').waitFor();
    await context.setOffline(true);
    await page.getByLabel('ニックネーム').fill('みずたま');
    await page.getByRole('button', { name: 'パスをつくる' }).click();
    await page.getByText('つながりませんでした').waitFor();
    await context.setOffline(false);
    await join(page);
  });

  test('without Ed25519 it is a card pass, and the screen says so', async () => {
    const { page } = await openPhone('/phone/', () => {
      Object.assign(crypto.subtle, {
        generateKey: () => Promise.reject(new Error('no Ed25519 here')),
      });
    });
    await join(page);
    await page.getByText('このコードは変わりません').waitFor();
    expect(await page.locator('ts-countdown-ring').count()).toBe(0);
    expect(readPass(await passOn(page))?.kind).toBe('card');
  });
});

describe('the pass', () => {
  test('PT1 points arrive while one looks, without a reload', async () => {
    const { page } = await openPhone();
    await joinAndListen(page);
    await expect.poll(() => balanceOn(page)).toBe('0');
    expect(await scan(await passOn(page))).toMatchObject({ outcome: 'admitted', points: 100 });
    await page.getByRole('status').getByText('100ポイントがつきました').waitFor();
    expect(await balanceOn(page)).toBe('100');
    await page.getByText('あと4回で「青葉」').waitFor();
    expect(await page.locator('.rank-dots .filled').count()).toBe(1);
  });

  test('opens without the network, and its code is still taken', async () => {
    const { page, context } = await openPhone();
    await join(page);
    await page.getByText('みずたま さん').waitFor();
    await phoneIsKept(page);
    await context.setOffline(true);
    await page.reload();
    await page.locator('ts-phone-pass .qr').waitFor();
    await page.getByText('みずたま さん').waitFor();
    expect(await scan(await passOn(page))).toMatchObject({ outcome: 'admitted' });
  });

  test('a clock that is an hour wrong is told, and the code is of the right time', async () => {
    const { page } = await openPhone('/phone/', () => {
      const now = Date.now;
      Date.now = () => now() + 3_600_000;
    });
    await join(page);
    await page.getByText('約1時間進んでいます').waitFor();
    expect(await page.evaluate(() => Date.now())).toBeGreaterThan(Date.now() + HOUR_MS - 60_000);
    expect(await scan(await passOn(page))).toMatchObject({ outcome: 'admitted' });
  });

  test('speaks three languages and remembers the choice', async () => {
    const { page } = await openPhone();
    await join(page);
    await page.getByRole('button', { name: 'ことば: 日本語' }).click();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('Show this at the door').waitFor();
    await page.reload();
    await page.getByText('Points to spend').waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  });
});

describe('my page', () => {
  test('PT2 every line unfolds to entries that sum to zero', async () => {
    const { page } = await openPhone();
    await joinAndListen(page);
    await scan(await passOn(page));
    await page.getByText('100ポイントがつきました').waitFor();
    await page.getByRole('link', { name: 'わたしのページ' }).click();
    await page.getByRole('link', { name: 'ポイントの記録' }).click();
    await page.locator('summary', { hasText: 'スマホお悩み相談室' }).click();
    const table = page.getByRole('table', { name: 'ポイントの動き' });
    await table.getByRole('rowheader', { name: /使えるポイント/ }).waitFor();
    const amounts = await table.locator('td').allTextContents();
    expect(amounts.toSorted()).toEqual(['+100', '0', '−100']);
  });

  test('moves to a new phone by the address in its code; the old one ends with a sentence', async () => {
    const old = await openPhone();
    await join(old.page, 'ひっこし');
    const before = await passOn(old.page);
    await old.page.goto(`${system.node.base}/phone/me/move`);
    await old.page.locator('ts-phone-move-away .qr').waitFor();
    const link = await eventually('the code for moving', () =>
      readCode(old.page.locator('ts-phone-move-away .code')),
    );
    expect(link).toMatch(/\/phone\/move#[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    const next = await openPhone(new URL(link).pathname + new URL(link).hash);
    const take = next.page.getByRole('button', { name: 'このスマートフォンに移す' });
    await take.waitFor();
    expect(await next.page.evaluate(() => location.hash)).toBe('');
    await take.click();
    await next.page.getByText('ひっこし さん').waitFor();
    await old.page.getByText('パスは新しいスマートフォンに移りました').waitFor();
    expect(await databaseNames(old.page)).not.toContain('tsudoi-phone');
    expect(await scan(before)).toMatchObject({ outcome: 'refused' });
    expect(await scan(await passOn(next.page))).toMatchObject({ outcome: 'admitted' });
  });

  test('PP1 erased at the counter, the phone is told at once and keeps nothing', async () => {
    const { page } = await openPhone();
    // Who asks at that very moment is told that the token is not known; who listens is told why.
    const asked = ['/api/me', '/api/me/pass', '/api/lotteries'].map(async (path) =>
      page.waitForResponse((answer) => new URL(answer.url()).pathname === path),
    );
    await Promise.all([...asked, joinAndListen(page, 'まどぐち')]);
    const pass = readPass(await passOn(page));
    const path = `/api/people/${pass?.participantId ?? ''}`;
    expect((await system.node.ask('DELETE', path)).status).toBe(204);
    await page.getByRole('status').getByText('データを消しました').waitFor();
    expect(await databaseNames(page)).not.toContain('tsudoi-phone');
    await page.reload();
    await page.getByLabel('ニックネーム').waitFor();
  });

  test('PP1 erases everything here and at the server, after two steps', async () => {
    const { page } = await openPhone();
    await join(page, 'さようなら');
    const before = await passOn(page);
    await page.goto(`${system.node.base}/phone/me`);
    await page.getByText('さようなら').first().waitFor();
    const answerLate = await askMeSlowly(page);
    await page.getByRole('button', { name: 'わたしのデータを消す' }).click();
    await page.getByRole('button', { name: '次へ進む' }).click();
    await page.getByLabel(/ニックネーム「さようなら」/).fill('ちがう名前');
    await page.getByRole('button', { name: 'すべて消す' }).click();
    await page.getByText('ニックネームが同じではありません').waitFor();
    await page.getByLabel(/ニックネーム「さようなら」/).fill('さようなら');
    await page.getByRole('button', { name: 'すべて消す' }).click();
    await page.getByRole('status').getByText('データを消しました').waitFor();
    await answerLate();
    expect(await figuresHeldBy(page)).toBeNull();
    expect(await databaseNames(page)).not.toContain('tsudoi-phone');
    expect(await scan(before)).toMatchObject({ outcome: 'refused' });
    const passes = v.parse(
      PassListSchema,
      await (await system.node.ask('GET', '/api/passes')).json(),
    );
    expect(passes.passes.map(({ nickname }) => nickname)).not.toContain('さようなら');
    await page.getByRole('button', { name: 'もう一度はじめる' }).click();
    await page.getByLabel('ニックネーム').waitFor();
  });
});

/**
 * The page asks for its figures, and the server's answer is kept back.
 * @returns gives the answer; settles when the page has it
 */
async function askMeSlowly(page: Page): Promise<() => Promise<void>> {
  const late = Promise.withResolvers<void>();
  const given = Promise.withResolvers<void>();
  await page.route('**/api/me', async (route) => {
    if (route.request().method() !== 'GET') return route.fallback();
    const response = await route.fetch();
    late.promise.then(() => route.fulfill({ response })).then(given.resolve, given.reject);
  });
  const asked = page.waitForRequest('**/api/me');
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await asked;
  return async () => {
    const answered = page.waitForEvent('requestfinished');
    late.resolve();
    await Promise.all([given.promise, answered]);
    await page.unroute('**/api/me');
  };
}

/** In the page's memory, shown or not. */
function figuresHeldBy(page: Page): Promise<unknown> {
  return page.locator('ts-phone').evaluate((phone) => Reflect.get(phone, 'session').me);
}

function databaseNames(page: Page): Promise<(string | undefined)[]> {
  return page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
}
