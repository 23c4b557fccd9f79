/** What points are for, in a real browser on a real server: coupons, tickets, certificates, the books. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as pathOf } from 'node:path';
import type { Browser, BrowserContext, Page, WebSocketRoute } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { LIMITS } from '#domain/contract/limits.ts';
import { readCouponCode } from '#domain/coupon-code.ts';
import { readPass } from '#domain/pass.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { launchBrowser, openPage } from '../tests/browser.ts';
import { buildScreens, type BuiltScreens } from '../tests/built-screens.ts';
import { award } from '../tests/economy-samples.ts';
import { holdBack } from '../tests/held-answers.ts';
import { writeQrVideo } from '../tests/qr-video.ts';
import { readCode } from '../tests/read-code.ts';
import { eventually, startSystem, type RunningSystem } from '../tests/running-system.ts';
import {
  enrollShopDevice,
  makeShop,
  type MadeShop,
  type ShopDevice,
} from '../tests/shop-client.ts';
import { createCloseBooks } from '../workers/jobs/close-books.ts';

const PHONE = { width: 390, height: 844 } as const;
const WAIT_MS = 15_000;

let screens: BuiltScreens;
let system: RunningSystem;
let ledger: Ledger;
let browser: Browser;
let shop: MadeShop;
let device: ShopDevice;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  screens = await buildScreens();
  system = await startSystem({ screensFolder: screens.folder });
  await system.startWorker();
  ledger = createLedger({ databaseUrl: system.databaseUrl });
  shop = await makeShop(system.node);
  device = await enrollShopDevice(system.node, shop.shop.shopId);
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

async function open(path: string, chosen = browser) {
  const opened = await openPage(chosen, system.node.base + path, PHONE);
  opened.page.setDefaultTimeout(WAIT_MS);
  contexts.push(opened.context);
  return opened;
}

/** Somebody new with points, who looks at a page of the phone. */
async function phoneWith(points: number, path: string, chosen = browser) {
  const opened = await open('/phone/', chosen);
  const { page } = opened;
  await page.getByLabel('ニックネーム').fill('みずたま');
  await page.keyboard.press('Enter');
  const pass = await eventually('the pass', () => readCode(page.locator('ts-phone-pass .code')));
  const participantId = readPass(pass)?.participantId ?? '';
  if (points > 0) await award(ledger, participantId, points);
  await page.goto(system.node.base + path);
  return { ...opened, participantId };
}

async function exchange(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'コーヒー1杯 100 Pで交換' }).click();
  await page.getByRole('button', { name: '交換する', exact: true }).click();
  await page.getByText('交換しました').waitFor();
}

const balanceOn = (page: Page) => page.locator('ts-phone-coupons .balance .figure').textContent();

describe('coupons', () => {
  test('PT3 with too few points the button says how many are missing', async () => {
    const { page, faults } = await phoneWith(60, '/phone/coupons');
    await page.getByRole('button', { name: /コーヒー1杯.*あと40ポイント/ }).click();
    await page.getByRole('status').getByText('あと40ポイント必要です').waitFor();
    expect(faults).toEqual([]);
  });

  test('PT5 an exchange whose answer got lost is paid once', async () => {
    const { page } = await phoneWith(300, '/phone/coupons');
    await page.route('**/api/me/coupons', async (route) => {
      if (route.request().method() !== 'POST') return route.fallback();
      await route.fetch();
      await route.abort();
    });
    await page.getByRole('button', { name: 'コーヒー1杯 100 Pで交換' }).click();
    await page.getByRole('button', { name: '交換する', exact: true }).click();
    await page.getByText('二重に引かれることはありません').waitFor();
    await page.unroute('**/api/me/coupons');
    await page.getByRole('button', { name: '交換する', exact: true }).click();
    await page.getByText('交換しました').waitFor();
    await expect.poll(() => balanceOn(page)).toBe('200');
    expect(await page.locator('ts-coupon-card').count()).toBe(1);
    expect(await page.getByText('ほかに使えるクーポン').count()).toBe(0);
  });

  test("the live code is read by the shop's device, and the phone turns by itself", async () => {
    const { page, faults } = await phoneWith(1_300, '/phone/coupons');
    await exchange(page);
    await expect.poll(() => balanceOn(page)).toBe('1,200');
    await page.getByRole('link', { name: 'お店の人の前で使う' }).click();
    const shown = page.locator('ts-phone-coupon-use .qr-box');
    const code = await eventually('the code', () => readCode(shown));
    expect(readCouponCode(code)).not.toBeNull();
    expect((await device.readCode(code)).status).toBe(200);
    await page.getByRole('heading', { name: '使いました' }).waitFor();
    expect(await page.locator('ts-countdown-ring').count()).toBe(1);
    await page.reload();
    await page.getByText('最初に使われたのは').waitFor();
    expect(faults).toEqual([]);
  });

  test('one that was used while the line was away is told when it is back', async () => {
    const { page } = await phoneWith(100, '/phone/coupons');
    await exchange(page);
    const back = Promise.withResolvers<void>();
    await page.routeWebSocket(/socket\.io/, async (socket) => {
      await back.promise;
      socket.connectToServer();
    });
    await page.goto(`${system.node.base}/phone/coupons`);
    await page.getByRole('link', { name: 'お店の人の前で使う' }).click();
    const shown = page.locator('ts-phone-coupon-use .qr-box');
    const code = await eventually('the code', () => readCode(shown));
    expect((await device.readCode(code)).status).toBe(200);
    back.resolve();
    await page.getByRole('heading', { name: '使いました' }).waitFor();
  });

  test("by the shop's printed code and the clerk's hand; a touch in passing does nothing", async () => {
    const { page } = await phoneWith(100, '/phone/coupons');
    await exchange(page);
    await page.goto(`${system.node.base}/phone/shop/${shop.shop.counterCode}`);
    await page.getByRole('button', { name: 'このお店で使う' }).click();
    await page.getByRole('button', { name: 'お店の人が押します' }).hover();
    // However busy the machine is: it is held for so long by the page's own time.
    await page.clock.pauseAt(Date.now() + 10_000);
    const hold = async (forMs: number) => {
      await page.mouse.down();
      await page.clock.runFor(forMs);
      await page.mouse.up();
    };
    await hold(900);
    await page.getByRole('heading', { name: 'このクーポンを使います' }).waitFor();
    await hold(1_000);
    await page.getByRole('heading', { name: '使いました' }).waitFor();
  });

  test('a message of before that comes late ends no reservation', async () => {
    const { page } = await phoneWith(100, '/phone/coupons');
    await exchange(page);
    const late = Promise.withResolvers<void>();
    await page.routeWebSocket(/socket\.io/, (socket) => {
      const server = socket.connectToServer();
      server.onMessage((message) => {
        if (!String(message).includes('coupon:changed')) return socket.send(message);
        const before = String(message)
          .replace('"state":"reserved"', '"state":"held"')
          .replace(/"reservedUntil":"[^"]+"/, '"reservedUntil":null');
        void late.promise.then(() => socket.send(before));
      });
    });
    await page.goto(`${system.node.base}/phone/shop/${shop.shop.counterCode}`);
    await page.getByRole('button', { name: 'このお店で使う' }).click();
    await page.getByRole('heading', { name: 'このクーポンを使います' }).waitFor();
    const asked = page.waitForResponse('**/api/me/coupons');
    late.resolve();
    await asked;
    await page.getByRole('button', { name: 'お店の人が押します' }).hover();
    expect(await page.getByText('お店の端末にかざしてください').count()).toBe(0);
  });

  test('an answer of before that comes late does not reserve a coupon again', async () => {
    const { page } = await phoneWith(100, '/phone/coupons');
    await exchange(page);
    const told = Promise.withResolvers<void>();
    // The page is told of the reservation, late, and of nothing after it.
    let left = 1;
    await page.routeWebSocket(/socket\.io/, (socket) => {
      const server = socket.connectToServer();
      server.onMessage((message) => {
        if (!String(message).includes('coupon:changed')) return socket.send(message);
        if (left > 0) void told.promise.then(() => socket.send(message));
        left -= 1;
      });
    });
    await page.goto(`${system.node.base}/phone/shop/${shop.shop.counterCode}`);
    await page.getByRole('button', { name: 'このお店で使う' }).click();
    await page.getByRole('heading', { name: 'このクーポンを使います' }).waitFor();
    const answerLate = await holdBack(page, 'GET', '**/api/me/coupons', 1);
    const asked = page.waitForRequest('**/api/me/coupons');
    told.resolve();
    const late = await asked;
    await page.getByRole('button', { name: 'やめる' }).click();
    await page.getByText('お店の端末にかざしてください').waitFor();
    await answerLate();
    await (await late.response())?.finished();
    // It is shown when it is kept: what is read after that is read behind it.
    await page
      .locator('ts-phone')
      .evaluate((phone) => Reflect.get(phone, 'session').store.keptMe());
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    expect(await page.getByText('もう一度お店のコードを読みとると').count()).toBe(0);
  });

  test('a reservation that is given up leaves the coupon as it was', async () => {
    const { page } = await phoneWith(100, '/phone/coupons');
    await exchange(page);
    await page.goto(`${system.node.base}/phone/shop/${shop.shop.counterCode}`);
    await page.getByRole('button', { name: 'このお店で使う' }).click();
    await page.getByRole('button', { name: 'やめる' }).click();
    await page.getByText('お店の端末にかざしてください').waitFor();
    expect(await page.getByText('クーポンがもどりました').count()).toBe(0);
  });

  test('a reservation that nobody confirms comes back by itself, with a sentence', async () => {
    const { page } = await phoneWith(100, '/phone/coupons');
    await exchange(page);
    await page.clock.install();
    await page.goto(`${system.node.base}/phone/shop/${shop.shop.counterCode}`);
    await page.getByRole('button', { name: 'このお店で使う' }).click();
    await page.getByRole('heading', { name: 'このクーポンを使います' }).waitFor();
    // The day's time alone: a line whose pulse failed would be made anew, and measure the clock.
    await page.clock.setSystemTime(Date.now() + LIMITS.reservationTtlMs);
    await page.getByText('クーポンがもどりました').waitFor();
  });

  test("the phone's camera finds the shop's code, and asks for no other", async () => {
    const folder = mkdtempSync(pathOf(tmpdir(), 'tsudoi-shop-code-'));
    const video = pathOf(folder, 'counter.y4m');
    const address = `${system.node.base}/phone/shop/${shop.shop.counterCode}`;
    // Another kind of code lies beside it.
    writeQrVideo(video, [
      { text: 'https://example.com/', seconds: 1 },
      { text: address, seconds: 2 },
    ]);
    const withCamera = await launchBrowser({ cameraVideo: video });
    try {
      const { page } = await phoneWith(100, '/phone/coupons', withCamera);
      await exchange(page);
      await page.getByRole('link', { name: 'お店の人の前で使う' }).click();
      await page.getByText('お店に端末がないとき').click();
      await page.getByRole('button', { name: 'お店のコードを読みとる' }).click();
      await page.getByRole('heading', { name: 'このクーポンを使います' }).waitFor();
      expect(await page.locator('video').count()).toBe(0);
    } finally {
      contexts.length = 0;
      await withCamera.close();
      rmSync(folder, { recursive: true });
    }
  });

  test('without the network the code is still shown, with the time of the list', async () => {
    const { page, context } = await phoneWith(100, '/phone/coupons');
    // What the server lists after the exchange never arrives.
    await page.route('**/api/me/coupons', (route) =>
      route.request().method() === 'GET' ? route.abort() : route.fallback(),
    );
    await exchange(page);
    await context.setOffline(true);
    await page.getByRole('link', { name: 'お店の人の前で使う' }).click();
    const shown = page.locator('ts-phone-coupon-use .qr-box');
    expect(readCouponCode(await eventually('the code', () => readCode(shown)))).not.toBeNull();
    await page.getByRole('link', { name: 'クーポンの一覧へ' }).click();
    await page
      .getByText(/\dの内容です/)
      .first()
      .waitFor();
    // The button stands under the words, not beside them.
    const notice = page.locator('ts-notice').first();
    const [words, button] = [notice.getByRole('status'), notice.getByRole('button')];
    expect((await words.boundingBox())?.x).toBe((await button.boundingBox())?.x);
    await page.getByText('コーヒー1杯').first().waitFor();
  });
});

describe('the record of points', () => {
  test('who reads far down stays there when the line was away and nothing came', async () => {
    const { page, participantId } = await phoneWith(0, '/phone/');
    for (let line = 0; line < 52; line += 1) await award(ledger, participantId, 1);
    const sockets: WebSocketRoute[] = [];
    await page.routeWebSocket(/socket\.io/, (socket) => {
      socket.connectToServer();
      sockets.push(socket);
    });
    await page.goto(`${system.node.base}/phone/me/history`);
    await page.getByRole('button', { name: '前の記録を見る' }).click();
    const lines = page.locator('.lines > li');
    await lines.nth(51).waitFor();
    const again = page.waitForResponse('**/api/me/entries');
    await sockets.at(-1)?.close();
    await (await again).finished();
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    expect(await lines.count()).toBe(52);
  });
});

describe('a page that comes late', () => {
  test('is waited for, and drawn whole when it is there', async () => {
    const { page, faults } = await phoneWith(300, '/phone/');
    await keepNothing(page);
    const come = Promise.withResolvers<void>();
    await page.route('**/later-views-*.js', async (route) => {
      await come.promise;
      await route.continue();
    });
    await page.goto(`${system.node.base}/phone/coupons`);
    await page.locator('.phone-loading').waitFor();
    come.resolve();
    await page.getByRole('button', { name: 'コーヒー1杯 100 Pで交換' }).waitFor();
    expect(faults).toEqual([]);
  });

  test('and never comes: a sentence, and a button that asks again', async () => {
    const { page } = await phoneWith(0, '/phone/');
    await keepNothing(page);
    await page.route('**/later-views-*.js', (route) => route.abort());
    await page.goto(`${system.node.base}/phone/shop/${shop.shop.counterCode}`);
    await page.getByText('つながりませんでした').waitFor();
    await page.unroute('**/later-views-*.js');
    await page.getByRole('button', { name: 'もう一度ためす' }).click();
    await page.getByRole('heading', { name: shop.shop.name }).waitFor();
  });
});

describe('tickets', () => {
  test('three are bought, drawn one by one, and paid once', async () => {
    const { page, faults } = await phoneWith(450, '/phone/lottery');
    const more = page.getByRole('button', { name: '1枚増やす' });
    for (let press = 0; press < 3; press += 1) await more.click();
    await page.getByRole('button', { name: '4枚と交換する' }).waitFor();
    expect(await more.getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('button', { name: '1枚減らす' }).click();
    await page.getByRole('button', { name: '3枚と交換する' }).click();
    await page.getByRole('button', { name: '交換する', exact: true }).click();
    await page.getByText('抽選券3枚と交換しました').waitFor();
    expect(await page.locator('ts-ticket-shapes svg').count()).toBe(3);
    await page.getByText('賞品と応募のしかたは').waitFor();
    expect(faults).toEqual([]);
  });
});

describe('certificates', () => {
  test('one is made with a name of its own, and anybody can confirm it', async () => {
    const { page, participantId } = await phoneWith(100, '/phone/me/certificates');
    await page.getByRole('button', { name: 'つくる', exact: true }).click();
    await page.getByLabel('証明書にのせる名前').fill('山田 花子');
    await page.getByRole('button', { name: '証明書をつくる' }).click();
    await page.getByText('証明書ができました').waitFor();
    const [made] = await ledger.certificatesOf(participantId);
    const certificate = await ledger.certificate(made?.certificateId ?? '');
    const path = `/certificate/${made?.certificateId}`;
    const signature = certificate?.signatureHex ?? '';

    const confirmed = await open(`${path}#${signature}`);
    await confirmed.page.getByText('本物の証明書です').waitFor();
    await confirmed.page.getByText('山田 花子').waitFor();
    await confirmed.page.getByText('このブラウザーでも署名を確かめました').waitFor();
    expect(confirmed.faults).toEqual([]);

    const letter = signature.startsWith('0') ? '1' : '0';
    const forged = await open(`${path}#${letter}${signature.slice(1)}`);
    await forged.page.getByRole('alert').getByText('本物とは確認できません').waitFor();
    expect(await forged.page.getByText('山田').count()).toBe(0);

    const withoutSignature = await open(path);
    await withoutSignature.page.getByText('QRコードから開いてください').waitFor();
  });
});

describe('activities', () => {
  test('are searched while one types, and one that is not there is told', async () => {
    await system.node.makeActivity({ name: '花と緑の植えつけ', venue: '大江公園' });
    const { page } = await phoneWith(0, '/phone/activities');
    await page.getByText('花と緑の植えつけ').click();
    const map = page.getByRole('link', { name: '地図を開く' });
    expect(await map.getAttribute('href')).toContain(encodeURIComponent('大江公園'));
    expect(await map.getAttribute('rel')).toContain('noopener');
    await page.getByLabel('活動をさがす').fill('ぬえ');
    await page.getByText('「ぬえ」は').waitFor();
    await page.getByRole('button', { name: 'すべて見る' }).click();
    await page.getByText('花と緑の植えつけ').waitFor();
  });
});

describe('the books', () => {
  test('PT6 the result of the night and the head of the chain, in three languages', async () => {
    const close = createCloseBooks({ ledger, nowMs: Date.now, onWrongBalances: () => undefined });
    await close();
    const [report] = await ledger.booksReports(1);
    const { page, faults } = await open('/books');
    await page.getByText('残高はすべて合っています').waitFor();
    expect(await page.locator('[data-head]').textContent()).toBe(report?.headHex);
    await page.getByRole('radio', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'The books of points' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    expect(faults).toEqual([]);
  });

  test('PT6 a night that was missed is told, and no balance is called right', async () => {
    const [report] = await ledger.booksReports(1);
    const at = new Date(Date.now() - 3 * 24 * 3_600_000).toISOString();
    await ledger.addBooksReport({ ...report!, at });
    const { page } = await open('/books');
    await page.getByText('毎晩の計算が遅れています').waitFor();
    expect(await page.getByText('残高はすべて合っています').count()).toBe(0);
  });
});

/** As on a first visit: every part of the page comes over the line. */
async function keepNothing(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { serviceWorker } = navigator;
    for (const registration of await serviceWorker.getRegistrations()) {
      await registration.unregister();
    }
    for (const name of await caches.keys()) await caches.delete(name);
  });
}
