/**
 * The kiosk in a real browser, before a real camera picture, on a real server: from the enrollment to
 * the books, with the network and without it.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, openPage } from '../tests/browser.ts';
import { buildScreens, type BuiltScreens } from '../tests/built-screens.ts';
import { everythingOn, makeKiosk, openKiosk, scan, stopClock } from '../tests/kiosk-page.ts';
import { writeQrVideo } from '../tests/qr-video.ts';
import { Venue } from '../tests/venue.ts';
import { KIOSK_LIMITS } from './kiosk-limits.ts';

const MINUTE_MS = 60_000;
const scratch = mkdtempSync(join(tmpdir(), 'tsudoi-kiosk-'));
let screens: BuiltScreens;
let venue: Venue;
let browser: Browser;

beforeAll(async () => {
  screens = await buildScreens();
  venue = await Venue.open(screens.folder);
  browser = await launchBrowser({ noCamera: true });
});
afterEach(async () => {
  await venue.startServer();
  await venue.startWorker();
  for (const context of browser.contexts()) await context.close();
});
afterAll(async () => {
  await browser?.close();
  await venue?.close();
  screens?.remove();
  rmSync(scratch, { recursive: true, force: true });
});

describe('enrollment', () => {
  test('by typing: small letters are forgiven, an unknown and a used code are explained', async () => {
    const { enrollmentCode } = await makeKiosk(venue);
    const { page, faults } = await openPage(browser, `${venue.address}/kiosk/`);
    await page.getByLabel('登録コード', { exact: true }).fill('bcdf2345');
    await page.getByRole('button', { name: '登録する' }).click();
    await page.getByText('この登録コードは見つかりません').waitFor();
    await page.getByLabel('登録コード', { exact: true }).fill(enrollmentCode.toLowerCase());
    await page.getByRole('button', { name: '登録する' }).click();
    await page.locator('ts-kiosk-attract').waitFor();
    // The browser says in its console that an answer was 404: that one is meant.
    expect(faults.filter((fault) => !fault.includes('404'))).toEqual([]);

    const second = await openPage(browser, `${venue.address}/kiosk/#code=${enrollmentCode}`);
    await second.page.getByText('この登録コードはもう使われています').waitFor();
    await second.page.getByText('English').click();
    await second.page.getByText('This code has been used').waitFor();
  });

  test('from the address bar, once: the code does not stay there, and a reload stays enrolled', async () => {
    const { page } = await openKiosk(venue, browser);
    expect(new URL(page.url()).hash).toBe('');
    await page.reload();
    await page.locator('ts-kiosk-attract').waitFor();
  });

  test('by keys on the screen, and by a hand scanner', async () => {
    const byKeys = await makeKiosk(venue);
    const { page } = await openPage(browser, `${venue.address}/kiosk/`);
    for (const sign of byKeys.enrollmentCode.replace('-', '')) {
      await page.getByRole('button', { name: sign, exact: true }).click();
    }
    await page.getByRole('button', { name: '登録する' }).click();
    await page.locator('ts-kiosk-attract').waitFor();

    const byScanner = await makeKiosk(venue);
    const other = await openPage(browser, `${venue.address}/kiosk/`);
    await other.page.getByLabel('登録コード', { exact: true }).focus();
    await scan(other.page, `${venue.address}/kiosk/#code=${byScanner.enrollmentCode}`);
    await other.page.locator('ts-kiosk-attract').waitFor();
  });

  test('without a secure context it says what to do', async () => {
    const { page } = await openPage(browser, 'about:blank');
    await page.addInitScript(() => {
      Object.defineProperty(globalThis, 'isSecureContext', { value: false });
    });
    await page.goto(`${venue.address}/kiosk/`);
    await page.getByRole('link', { name: '証明書を受け取る' }).waitFor();
    await page.getByText('English').click();
    const link = page.getByRole('link', { name: 'Open the secure address' });
    expect(await link.getAttribute('href')).toMatch(/^https:\/\//);
  });
});

describe('a hand scanner', () => {
  test('KS1 after person B nothing of A is in the page or readable on the disk', async () => {
    const { page, kioskId } = await openKiosk(venue, browser);
    const [a, b] = [await venue.join('ひみつのあおい'), await venue.join('つぎのみどり')];
    await page.getByText('English').click();
    await scan(page, a.pass);
    await page.getByText('ひみつのあおい').first().waitFor();
    await page.getByText('checked in').first().waitFor();
    await scan(page, b.pass);
    await page.getByText('つぎのみどり').first().waitFor();
    // Back to Japanese: the language was A's choice.
    await page.getByText('受付しました').first().waitFor();

    const held = await everythingOn(page);
    for (const trace of ['ひみつのあおい', a.pass, a.participantId, a.pass.slice(4, 40)]) {
      expect(held).not.toContain(trace);
    }
    await page.locator('ts-kiosk-verdict').waitFor({ state: 'detached' });
    const after = await everythingOn(page);
    for (const trace of ['つぎのみどり', b.pass, b.participantId])
      expect(after).not.toContain(trace);
    expect(await page.locator('html').getAttribute('lang')).toBe('ja');
    await expect.poll(async () => (await venue.kiosk(kioskId)).status?.waiting).toBe(0);
  });

  test('the same person again, somebody unknown, and the way out', async () => {
    const { page, kioskId, faults } = await openKiosk(venue, browser);
    const person = await venue.join('けやき');
    await scan(page, person.pass);
    await page.getByText('+100', { exact: true }).waitFor();
    await scan(page, 'TS1:THIS IS NOT A PASS OF OURS');
    await page.getByText('集いのQRコードでは').first().waitFor();
    await scan(page, person.pass);
    await page.getByText('受付ずみです').first().waitFor();
    await page.getByText('で受付しました').waitFor();
    await page.locator('ts-kiosk-verdict').waitFor({ state: 'detached' });

    await openStaffMenu(page, (await venue.kiosk(kioskId)).exitPin);
    await page.locator('[data-mode=out]').click();
    await page.getByRole('button', { name: '受付にもどる' }).click();
    await page.getByText('退出の受付').waitFor();
    await scan(page, person.pass);
    await page.getByText('退出しました').first().waitFor();
    expect(faults).toEqual([]);
  });

  test('does not press the button that has the focus', async () => {
    const { page } = await openKiosk(venue, browser);
    const { pass } = await venue.join('そらまめ');
    await page.locator('ts-language-switch [data-language=en]').focus();
    await scan(page, pass);
    await page.getByText('受付しました').first().waitFor();
  });
});

describe('KS2 the outbox', () => {
  test('has a scan on the disk before it is sent, and until the books have it', async () => {
    await venue.stopWorker();
    const { page } = await openKiosk(venue, browser);
    await recordOrder(page);
    await scan(page, (await venue.join('つばめ')).pass);
    await page.getByText('受付しました').first().waitFor();
    // A connection that was just made sends everything once more.
    const order = await page.evaluate((): string[] => Reflect.get(globalThis, 'order'));
    expect(order.slice(0, 2)).toEqual(['kept', 'sent']);
    // Answered, not booked: it stays, and is counted.
    expect(await outboxCount(page)).toBe(1);
    await page.locator('[data-count=booking]').getByText('1').waitFor();
    await venue.startWorker();
    await expect.poll(() => outboxCount(page), { timeout: 15_000 }).toBe(0);
    await page.locator('[data-count=booking]').waitFor({ state: 'detached' });
  });

  test('survives a reload with the server away, and drains when it is back', async () => {
    const { page, activityId } = await openKiosk(venue, browser);
    const [first, second] = [await venue.join('いずみ'), await venue.join('たいこ')];
    await page.evaluate(async () => navigator.serviceWorker.ready);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await venue.stopServer();
    await page.getByText('通信がとぎれています').first().waitFor();
    await scan(page, first.pass);
    await page.getByText('記録しました').first().waitFor();
    await page.locator('ts-kiosk-verdict').waitFor({ state: 'detached' });
    await scan(page, first.pass);
    await page.getByText('受付ずみです').first().waitFor();
    // KS1: what waits on the disk is sealed, with keys that cannot be taken out.
    const held = await everythingOn(page);
    for (const trace of [first.pass, first.pass.slice(4, 40), first.participantId, 'いずみ']) {
      expect(held).not.toContain(trace);
    }
    expect(held).toContain('"key, extractable: false"');
    expect(held).not.toContain('extractable: true');

    await page.reload();
    await page.locator('[data-count=waiting]').getByText('2').waitFor();
    await scan(page, second.pass);
    await page.getByText('記録しました').first().waitFor();
    await scan(page, 'TS1:NOT A PASS');
    await page.getByText('集いのQRコードでは').first().waitFor();
    expect(await outboxCount(page)).toBe(4);

    await venue.startServer();
    await expect.poll(() => outboxCount(page), { timeout: 30_000 }).toBe(0);
    const attendance = await venue.request<{ counters: { admitted: number } }>(
      'GET',
      `/api/activities/${activityId}/attendance`,
    );
    expect(attendance.counters.admitted).toBe(2);
  });

  test('KS3 a revoked kiosk forgets its token and keeps what is not booked', async () => {
    await venue.stopWorker();
    const { page, kioskId, activityId } = await openKiosk(venue, browser);
    const { pass, token } = await venue.join('ゆうひ');
    await scan(page, pass);
    await page.getByText('受付しました').first().waitFor();
    await venue.request('DELETE', `/api/kiosks/${kioskId}`);
    await page.getByText('管理画面で停止されました').waitFor();
    await page.getByText('記録1件を、この端末で').waitFor();
    await page.reload();
    await page.getByText('記録1件を、この端末で').waitFor();

    await venue.startWorker();
    // What is booked is told to the desk that sent it, and to any other when it sends it again.
    const me = `${venue.address}/api/me`;
    const headers = { authorization: `Bearer ${token}` };
    const balance = async () => (await (await fetch(me, { headers })).json()).balance;
    await expect.poll(balance).toBe(100);
    const again = await venue.makeKiosk(activityId, '受付2');
    await page.getByLabel('登録コード', { exact: true }).fill(again.enrollmentCode);
    await page.getByRole('button', { name: '登録する' }).click();
    await page.locator('ts-kiosk-attract').waitFor();
    await expect.poll(() => outboxCount(page), { timeout: 15_000 }).toBe(0);
  });
});

describe('staff', () => {
  test('need the PIN, without the network too; three wrong ones make them wait', async () => {
    const { page, kioskId } = await openKiosk(venue, browser);
    const { exitPin } = await venue.kiosk(kioskId);
    const wrong = exitPin === '000000' ? '111111' : '000000';
    await page.getByRole('button', { name: '係員メニュー' }).hover();
    await page.mouse.down();
    await page.getByText('係員の暗証番号').waitFor();
    await page.mouse.up();
    // The first wait is a second, and may be over before anybody looks.
    const atMs = Date.now();
    await page.clock.setFixedTime(atMs);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await page.keyboard.type(wrong);
      await page.getByText('番号がちがいます').waitFor();
    }
    await page.getByText('秒お待ちください').waitFor();
    await page.keyboard.type(exitPin);
    expect(await page.getByRole('heading', { name: '係員メニュー' }).count()).toBe(0);
    await page.clock.setFixedTime(atMs + KIOSK_LIMITS.pinPauseMinMs);
    await page.getByText('秒お待ちください').waitFor({ state: 'detached' });
    await page.keyboard.type(exitPin);
    await page.getByRole('heading', { name: '係員メニュー' }).waitFor();
    await page.getByRole('button', { name: 'この活動から登録を解除' }).click();
    await page.getByRole('button', { name: '解除する', exact: true }).click();
    await page.getByText('登録を解除しました').waitFor();
  });

  test('see the door’s words before it opens, when it is full, and when it is cancelled', async () => {
    const startsAt = new Date(Date.now() + 60 * MINUTE_MS).toISOString();
    const endsAt = new Date(Date.now() + 120 * MINUTE_MS).toISOString();
    const { page, activityId } = await openKiosk(venue, browser, { startsAt, endsAt });
    await page.getByText('始まるまで、しばらくお待ちください').waitFor();
    await scan(page, (await venue.join('はなこ')).pass);
    await page.getByText('受付はまだ').first().waitFor();
    const opensAt = new Date(Date.now() - MINUTE_MS).toISOString();
    await venue.request('PATCH', `/api/activities/${activityId}`, { opensAt, capacity: 1 });
    await page.getByText('かざしてください').first().waitFor();
    await scan(page, (await venue.join('庭の人')).pass);
    await page.getByText('受付しました').first().waitFor();
    await page.getByText('定員に').first().waitFor();
    await venue.request('PATCH', `/api/activities/${activityId}`, { cancelled: true });
    await page.getByText('この活動は').first().waitFor();
  });
});

describe('the camera', () => {
  test('reads a code that is held before it, and asks nobody but our server', async () => {
    const { pass } = await venue.join('みずたま');
    const video = join(scratch, 'pass.y4m');
    writeQrVideo(video, [
      { text: null, seconds: 1 },
      { text: pass, seconds: 2 },
    ]);
    const withCamera = await launchBrowser({ cameraVideo: video });
    try {
      const { page, faults, hosts } = await openKiosk(venue, withCamera);
      await Promise.all(
        ['みずたま', '受付しました'].map(async (words) =>
          page.getByText(words).first().waitFor({ timeout: 30_000 }),
        ),
      );
      // Held still, or shown again by the looping video: never a second participation.
      await page.getByText('受付ずみです').first().waitFor({ timeout: 30_000 });
      expect(faults).toEqual([]);
      expect([...hosts]).toEqual([new URL(venue.address).host]);

      // Without the network, after a reload: page, decoder and WASM come from the tablet itself.
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      await venue.stopServer();
      await page.reload();
      await page.getByText('この端末で受付しました').waitFor({ timeout: 30_000 });
    } finally {
      await withCamera.close();
    }
  });
});

describe('a page that is too old', () => {
  test('says so, and that its records are kept', async () => {
    const kiosk = await makeKiosk(venue);
    const { page } = await openPage(
      browser,
      `${venue.address}/kiosk/#code=${kiosk.enrollmentCode}`,
    );
    await page.locator('ts-kiosk-attract').waitFor();
    // The handshake of an older page, on the way to the real server.
    await page.routeWebSocket(/socket\.io/, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((message) => {
        server.send(String(message).replace('"protocolVersion":1', '"protocolVersion":0'));
      });
    });
    await page.reload();
    await page.getByText('新しい版に').waitFor();
    await page.getByText('記録はこの端末に残っています').waitFor();
  });

  test('a new version waits until the person has been answered', async () => {
    const { page } = await openKiosk(venue, browser);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await venue.stopServer();
    releaseAnotherVersion(screens.folder);
    await venue.startServer();
    await page.locator('ts-kiosk-line[state=online]').waitFor();
    await page.evaluate(() => Object.assign(globalThis, { isOldPage: true }));
    // However long the new version takes: the person is still being answered.
    await stopClock(page);
    await scan(page, 'TS1:NOT A PASS OF OURS');
    await page.locator('ts-kiosk-refusal').waitFor();
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      await registration?.update();
      const found = registration?.installing ?? registration?.waiting;
      if (!found) throw new Error('no new version was found');
    });
    await page.waitForFunction(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return registration?.waiting?.state === 'installed';
    });
    expect(await page.evaluate(() => Reflect.has(globalThis, 'isOldPage'))).toBe(true);
    await page.locator('ts-kiosk-refusal').waitFor();
    await page.clock.resume();
    await page.waitForFunction(() => !Reflect.has(globalThis, 'isOldPage'));
    await page.locator('ts-kiosk-attract').waitFor();
  });
});

/** The same screens under another version, as a new build has them. */
function releaseAnotherVersion(folder: string): void {
  const worker = join(folder, 'sw.js');
  const source = readFileSync(worker, 'utf8');
  writeFileSync(worker, source.replace(/"version":"[0-9a-f]+"/, '"version":"fedcba9876543210"'));
}

async function openStaffMenu(page: Page, exitPin: string): Promise<void> {
  await page.getByRole('button', { name: '係員メニュー' }).press('Enter');
  await page.getByText('係員の暗証番号').waitFor();
  await page.keyboard.type(exitPin);
  await page.getByRole('heading', { name: '係員メニュー' }).waitFor();
}

async function outboxCount(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('tsudoi-kiosk');
        opening.addEventListener('error', () => reject(opening.error ?? new Error('not opened')));
        opening.addEventListener('success', () => {
          const counting = opening.result.transaction('outbox').objectStore('outbox').count();
          counting.addEventListener('success', () => {
            opening.result.close();
            resolve(counting.result);
          });
        });
      }),
  );
}

/** Notes when a scan was durable and when it went over the socket. */
async function recordOrder(page: Page): Promise<void> {
  await page.evaluate(() => {
    const order: string[] = [];
    Object.assign(globalThis, { order });
    const begin = Reflect.get(IDBDatabase.prototype, 'transaction');
    IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...given) {
      const transaction: IDBTransaction = Reflect.apply(begin, this, given);
      const writes = given[0] === 'outbox' && given[1] === 'readwrite';
      transaction.addEventListener('complete', () => {
        if (writes && !order.includes('kept')) order.push('kept');
      });
      return transaction;
    };
    const send = Reflect.get(WebSocket.prototype, 'send');
    WebSocket.prototype.send = function (this: WebSocket, message) {
      if (typeof message === 'string' && message.includes('scan:submit')) order.push('sent');
      return Reflect.apply(send, this, [message]);
    };
  });
}
