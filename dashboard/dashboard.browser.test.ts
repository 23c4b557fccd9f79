/** The dashboard in a real browser on a real server: log-in, live figures, kiosks, cards. */
import type { Browser, Page } from 'playwright-core';
import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Activity } from '#domain/contract/activities.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import { NAMESPACES, PROTOCOL_VERSION } from '#domain/contract/protocol.ts';
import { launchBrowser, openPage } from '../tests/browser.ts';
import { buildScreens, type BuiltScreens } from '../tests/built-screens.ts';
import { openDoorKiosk, type DoorKiosk } from '../tests/door-kiosk.ts';
import { scanOf, startSystem, STAFF, type RunningSystem } from '../tests/running-system.ts';
import { enrollKiosk, logIn as sessionCookie } from '../tests/staff-desk.ts';
import { Venue, VENUE_STAFF } from '../tests/venue.ts';

const DESK = { width: 1440, height: 900 };
let screens: BuiltScreens;
let venue: Venue;
let browser: Browser;
const kiosks: DoorKiosk[] = [];

beforeAll(async () => {
  screens = await buildScreens();
  venue = await Venue.open(screens.folder);
  browser = await launchBrowser({ noCamera: true });
});
afterEach(async () => {
  for (const kiosk of kiosks.splice(0)) kiosk.close();
  for (const context of browser.contexts()) await context.close();
  await venue.startServer();
});
afterAll(async () => {
  await browser?.close();
  await venue?.close();
  screens?.remove();
});

const pathOf = (activity: Activity) => `/dashboard/activities/${activity.activityId}`;
const figure = (page: Page, name: string) => page.locator(`[data-figure=${name}]`);

async function logIn(page: Page, staff: { email: string; password: string } = VENUE_STAFF) {
  await page.getByLabel('メールアドレス').fill(staff.email);
  await page.getByLabel('パスワード').fill(staff.password);
  await page.keyboard.press('Enter');
}

async function openAt(path: string, size = DESK) {
  const opened = await openPage(browser, venue.address + path, size);
  await logIn(opened.page);
  return opened;
}

/** A kiosk at the door, without its screen. */
async function kioskAt(activity: Activity, name = '受付1（入口）'): Promise<DoorKiosk> {
  const cookie = await sessionCookie(venue.address, VENUE_STAFF);
  const { token } = await enrollKiosk(venue.address, cookie, activity.activityId, name);
  const kiosk = openDoorKiosk(venue.address, token);
  kiosks.push(kiosk);
  return kiosk;
}

/** A kiosk's line, to say on it what a kiosk would not say by itself. */
function lineOf(token: string) {
  return io(venue.address + NAMESPACES.kiosk, {
    transports: ['websocket'],
    forceNew: true,
    auth: { token, protocolVersion: PROTOCOL_VERSION },
  });
}

async function enrollBy(enrollmentCode: string): Promise<number> {
  const answer = await fetch(`${venue.address}/api/kiosks/enroll`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ enrollmentCode }),
  });
  return answer.status;
}

describe('logging in', () => {
  test('says what is missing or wrong, and leads to where one wanted to go', async () => {
    const activity = await venue.makeActivity();
    const { page, faults } = await openPage(browser, venue.address + pathOf(activity), DESK);
    await page.getByRole('button', { name: 'ログイン' }).click();
    await page.getByText('メールアドレスを入力してください').waitFor();
    await logIn(page, { ...VENUE_STAFF, password: 'not this' });
    await page.getByText('メールアドレスかパスワードがちがいます').waitFor();
    expect(await page.getByLabel('パスワード').getAttribute('autocomplete')).toBe(
      'current-password',
    );
    await logIn(page);
    await page.getByRole('heading', { level: 1, name: activity.name }).waitFor();
    expect(new URL(page.url()).pathname).toBe(pathOf(activity));
    expect(faults.filter((fault) => !fault.includes('401'))).toEqual([]);
  });

  test('a session that ended leads back to the log-in, and from there to the same place', async () => {
    const { page, context } = await openAt('/dashboard/passes');
    await page.getByRole('heading', { level: 1, name: '紙のカード' }).waitFor();
    await context.clearCookies();
    await page.getByRole('link', { name: '今日の活動' }).click();
    await page.getByRole('button', { name: '練習用の活動でためす' }).click();
    await page.getByText('もう一度ログインしてください').waitFor();
    await logIn(page);
    await page.getByRole('heading', { level: 1, name: '今日の活動' }).waitFor();
    await page.getByRole('button', { name: 'ログアウト' }).click();
    await page.getByRole('heading', { name: '係員ログイン' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: '係員ログイン' }).waitFor();
  });

  test('a chosen language is remembered', async () => {
    const { page } = await openPage(browser, `${venue.address}/dashboard/`, DESK);
    await page.getByRole('radio', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Staff log-in' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Staff log-in' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });
});

describe('the live view', () => {
  test('moves with every check-in, without a reload, and names what was refused', async () => {
    const activity = await venue.makeActivity({ expected: 12 });
    const kiosk = await kioskAt(activity);
    const { page, faults } = await openAt(pathOf(activity));
    await figure(page, 'admitted').getByText('0', { exact: true }).waitFor();
    const people = await Promise.all(
      ['さくら', 'けやき', 'そらまめ'].map((name) => venue.join(name)),
    );
    await kiosk.checkIn(
      people.map(({ pass }) => pass),
      1,
    );
    await figure(page, 'admitted').getByText('3', { exact: true }).waitFor();
    await figure(page, 'expected').getByText('12', { exact: true }).waitFor();
    await page.getByRole('cell', { name: 'さくら' }).waitFor();
    await kiosk.checkIn(['HELLO', people[0]!.pass], 1);
    await page.getByText('受付ずみ').waitFor();
    await page.locator('ts-refusals').getByText('読みとれない').first().waitFor();
    expect(await figure(page, 'admitted').textContent()).toBe('3');
    const inRail = page.locator('ts-dashboard-rail [aria-current=page] .figure');
    expect(await inRail.textContent()).toBe('3');
    expect(faults.filter((fault) => !fault.includes('401'))).toEqual([]);
  });

  test('has a table that says, minute by minute, what the chart draws', async () => {
    const activity = await venue.makeActivity();
    const { token } = await enrollKiosk(
      venue.address,
      await sessionCookie(venue.address, VENUE_STAFF),
      activity.activityId,
      '受付1',
    );
    const line = lineOf(token);
    const thisMinuteMs = Math.floor(Date.now() / 60_000) * 60_000;
    const minutesAgo = [8, 8, 8, 5, 2, 2];
    for (const minutes of minutesAgo) {
      const { pass } = await venue.join('こさめ');
      const scannedAt = new Date(thisMinuteMs - minutes * 60_000 + 7_000).toISOString();
      await line.timeout(10_000).emitWithAck('scan:submit', scanOf(pass, { scannedAt }));
    }
    line.disconnect();
    const { page } = await openAt(pathOf(activity));
    const chart = page.locator('ts-arrivals-chart');
    await chart.getByRole('img', { name: /6人が到着/ }).waitFor();
    expect(await chart.locator('circle').count()).toBe(minutesAgo.length);
    await chart.getByRole('button', { name: '表で見る' }).click();
    const rows = await chart
      .locator('tbody tr')
      .evaluateAll((lines) =>
        lines.map((row) => [...row.children].map((cell) => cell.textContent)),
      );
    const clock = (minutes: number) =>
      new Intl.DateTimeFormat('ja-JP', { timeStyle: 'short', timeZone: 'Asia/Tokyo' })
        .format(thisMinuteMs - minutes * 60_000)
        .padStart(5, '0');
    expect(rows).toEqual([
      [clock(2), '2', '6'],
      [clock(5), '1', '4'],
      [clock(8), '3', '3'],
    ]);
    // It moves with the next check-in, as the chart does.
    const kiosk = await kioskAt(activity, '受付2');
    await kiosk.checkIn([(await venue.join('にじ')).pass], 1);
    await chart.getByRole('cell', { name: '7', exact: true }).waitFor();
    await chart.getByRole('button', { name: '図で見る' }).click();
    await chart.getByRole('img', { name: /7人が到着/ }).waitFor();
    expect(await chart.locator('circle').count()).toBe(7);
  });

  test('keeps its figures while the server is away, says so, and is right again afterwards', async () => {
    const activity = await venue.makeActivity();
    const kiosk = await kioskAt(activity);
    const [first, second] = await Promise.all([venue.join('ゆうひ'), venue.join('つばめ')]);
    const { page } = await openAt(pathOf(activity));
    await kiosk.checkIn([first.pass], 1);
    await figure(page, 'admitted').getByText('1', { exact: true }).waitFor();
    await venue.stopServer();
    await page.getByText('つながっていません').waitFor();
    await page.getByText('サーバーとの通信がとぎれています').waitFor();
    expect(await figure(page, 'admitted').textContent()).toBe('1');
    await venue.startServer();
    await page.getByText('接続中・遅れなし').waitFor();
    await kiosk.checkIn([second.pass], 1);
    await figure(page, 'admitted').getByText('2', { exact: true }).waitFor();
  });

  test('a kiosk that falls silent is seen at once', async () => {
    const activity = await venue.makeActivity();
    const kiosk = await kioskAt(activity, '受付2（2階）');
    const { page } = await openAt(pathOf(activity));
    const row = page.getByRole('button', { name: /受付2（2階）/ });
    await row.waitFor();
    // One that was never heard would be no silence.
    await page.getByRole('button', { name: '受付2（2階）のくわしい情報: 正常' }).waitFor();
    kiosk.close();
    await page.getByRole('button', { name: '受付2（2階）のくわしい情報: オフライン' }).waitFor();
    await page.getByText('受付2の記録は').waitFor();
  });
});

describe('a person whom two kiosks admitted without the network', () => {
  test('CI3 counts once, and stays in the list until somebody looked', async () => {
    const activity = await venue.makeActivity();
    const cookie = await sessionCookie(venue.address, VENUE_STAFF);
    const person = await venue.join('あおぞら');
    const { page } = await openAt(pathOf(activity));
    for (const [name, secondsAgo] of [
      ['受付1', 90],
      ['受付2', 60],
    ] as const) {
      const { token } = await enrollKiosk(venue.address, cookie, activity.activityId, name);
      const socket = lineOf(token);
      const scannedAt = new Date(Date.now() - secondsAgo * 1000).toISOString();
      const scan = scanOf(person.pass, { scannedAt, recordedOffline: true });
      await socket.timeout(10_000).emitWithAck('scan:submit', scan);
      socket.disconnect();
    }
    await page.getByRole('button', { name: /重複の確認 1/ }).click();
    const dialog = page.locator('ts-conflicts-dialog');
    await dialog.getByText('あおぞら').waitFor();
    await figure(page, 'admitted').getByText('1', { exact: true }).waitFor();
    await dialog.getByRole('button', { name: '確認した' }).click();
    await dialog.getByText('すべて確認しました').waitFor();
    await page.reload();
    await page.getByRole('button', { name: /重複の確認 0/ }).waitFor();
  });
});

describe('activities', () => {
  test('are made by a form that says what is wrong, changed, cancelled and taken up again', async () => {
    const { page } = await openAt('/dashboard/');
    await page.locator('ts-dashboard-rail').getByRole('button', { name: '活動をつくる' }).click();
    // Its content is slotted into the native dialog, so the scope is our element.
    const dialog = page.locator('ts-activity-dialog');
    await page.getByRole('dialog', { name: '活動をつくる' }).waitFor();
    await dialog.getByRole('button', { name: 'つくる', exact: true }).click();
    await dialog.getByText('4か所を直してください').waitFor();
    await dialog.getByLabel('活動の名前').fill('まちあるきワークショップ');
    await dialog.getByLabel('会場').fill('駅前交流センター');
    await dialog.getByLabel('開始', { exact: true }).fill('00:10');
    await dialog.getByLabel('終了', { exact: true }).fill('23:50');
    await dialog.getByLabel('予定の人数').fill('２５');
    await dialog.getByRole('button', { name: 'つくる', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'まちあるきワークショップ' }).waitFor();
    await figure(page, 'expected').getByText('25', { exact: true }).waitFor();

    await page.getByRole('button', { name: '変更する' }).click();
    await dialog.getByLabel('予定の人数').fill('30');
    await dialog.getByRole('button', { name: '保存する' }).click();
    await figure(page, 'expected').getByText('30', { exact: true }).waitFor();

    await page.getByRole('button', { name: '変更する' }).click();
    await dialog.getByRole('button', { name: '活動を中止する' }).click();
    await dialog.getByRole('button', { name: '中止する' }).click();
    await page.getByText('中止になりました').waitFor();
    await page.getByRole('button', { name: '変更する' }).click();
    await dialog.getByRole('button', { name: '中止を取り消す' }).click();
    await dialog.getByRole('button', { name: '取り消す', exact: true }).click();
    // Whether its door is open at this hour is another question.
    await page.getByText('中止になりました').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '変更する' }).click();
    await dialog.getByRole('button', { name: '活動を中止する' }).waitFor();
  });

  test('a practice activity is one click away', async () => {
    const { page } = await openAt('/dashboard/');
    await page.getByRole('button', { name: '練習用の活動でためす' }).click();
    await page.getByText('練習用（ポイントはつきません）').waitFor();
  });

  test('one that does not exist is said not to', async () => {
    const { page } = await openAt('/dashboard/activities/0197e1c4-0000-7000-8000-000000000001');
    await page.getByText('この活動は見つかりません').waitFor();
  });
});

describe('kiosks', () => {
  test('KS3 are enrolled by a code that is noticed to be used, and end when they are revoked', async () => {
    const activity = await venue.makeActivity();
    const { page } = await openAt(pathOf(activity));
    await page.getByRole('button', { name: '端末を追加' }).click();
    await page.getByLabel('端末の名前').fill('受付4（北口）');
    await page.keyboard.press('Enter');
    const code = await page.locator('ts-enroll-dialog .code').textContent();
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    await page.getByText(/残り時間 1[45]:\d\d/).waitFor();
    await page.getByRole('img', { name: '受付端末の登録用QRコード' }).waitFor();
    expect(await enrollBy(code ?? '')).toBe(201);
    await page.getByText('「受付4（北口）」が登録されました').waitFor();
    await page.getByRole('button', { name: 'できました' }).click();

    await page.getByRole('button', { name: /受付4（北口）/ }).click();
    await page.getByText('••••••').waitFor();
    await page.getByRole('button', { name: '見る', exact: true }).click();
    expect(await page.locator('ts-kiosk-details .pin').textContent()).toMatch(/^\d{6}$/);
    await page.getByRole('button', { name: '端末を停止する' }).click();
    await page.getByRole('button', { name: '停止する', exact: true }).click();
    await page.getByRole('button', { name: '停止した端末1台' }).waitFor();
  });
});

describe('a kiosk whose tablet is exchanged', () => {
  test('KS3 gets a new code, a newer one ends it, and the tablet before is cut off', async () => {
    const activity = await venue.makeActivity();
    const { token } = await enrollKiosk(
      venue.address,
      await sessionCookie(venue.address, VENUE_STAFF),
      activity.activityId,
      '受付5',
    );
    const before = lineOf(token);
    await new Promise<void>((resolve) => before.once('connect', resolve));
    const { page } = await openAt(pathOf(activity));
    await page.getByRole('button', { name: /受付5/ }).click();
    await page.getByRole('button', { name: '登録しなおす' }).click();
    await page.getByRole('heading', { name: '「受付5」の登録コード' }).waitFor();
    const code = page.locator('ts-enroll-dialog .code');
    const first = (await code.textContent()) ?? '';
    await page.getByRole('button', { name: '新しいコードを出す' }).click();
    await expect.poll(() => code.textContent()).not.toBe(first);
    const second = (await code.textContent()) ?? '';
    expect(second).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    // A code on the screen that nobody has used yet is no enrollment.
    expect(await enrollBy(first)).not.toBe(201);
    expect(await page.getByText('「受付5」が登録されました').count()).toBe(0);
    expect(await enrollBy(second)).toBe(201);
    await page.getByText('「受付5」が登録されました').waitFor();
    await page.getByRole('button', { name: 'できました' }).click();
    await expect.poll(() => before.connected).toBe(false);
    before.disconnect();
    const again = lineOf(token);
    const refusal = await new Promise<Error>((resolve) => again.once('connect_error', resolve));
    again.disconnect();
    expect(refusal.message).toMatch(/token-unknown|kiosk-revoked/);
    // It is the same kiosk: one row, not two.
    expect(await page.getByRole('button', { name: /受付5/ }).count()).toBe(1);
  });
});

describe('another house', () => {
  let system: RunningSystem;
  beforeAll(async () => {
    system = await startSystem({ demo: true, screensFolder: screens.folder });
  });
  afterAll(() => system?.stop());

  test('cards print as A4 sheets of ten and nothing else, and one fills a telephone', async () => {
    const { page } = await openPage(browser, `${system.node.base}/dashboard/passes`, DESK);
    await logIn(page, STAFF);
    await page.getByRole('button', { name: '印刷する（12枚・A4 2枚）' }).waitFor();
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const sizes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
    // A4 in points, to the nearest.
    expect(sizes.map(([, width, height]) => [width, height].map(Number).map(Math.round))).toEqual([
      [595, 842],
      [595, 842],
    ]);
    await page.getByLabel('ニックネームでさがす').fill('サクラ');
    await page.getByRole('button', { name: '印刷する（1枚・A4 1枚）' }).waitFor();
    await page.setViewportSize({ width: 360, height: 640 });
    await page.getByRole('button', { name: 'さくらさんのパスを大きく見せる' }).click();
    const code = page.getByRole('img', { name: 'さくらさんのパスのQRコード' });
    const box = await code.boundingBox();
    expect(box?.width).toBeGreaterThan(330);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(640);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });

  test('wrong passwords in a row bring a pause that counts down', async () => {
    const { page } = await openPage(browser, `${system.node.base}/dashboard/`, DESK);
    for (let attempt = 0; attempt <= LIMITS.loginAttemptsMax; attempt += 1) {
      await logIn(page, { ...STAFF, password: `wrong ${attempt}` });
      await page.getByRole('button', { name: 'ログイン' }).waitFor();
      await page
        .getByText(/メールアドレスかパスワードがちがいます|少し時間をおいてください/)
        .waitFor();
    }
    await page.getByText(/あと[1-6]?\d秒でログインできます/).waitFor();
    expect(await page.getByRole('button', { name: 'ログイン' }).isDisabled()).toBe(true);
  });
});
