/** The counter, special points, shops and staff in a real browser on a real server. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { PersonAtCounterSchema } from '#domain/contract/counter.ts';
import { PassListSchema } from '#domain/contract/people.ts';
import { launchBrowser, openPage } from '../tests/browser.ts';
import { buildScreens, type BuiltScreens } from '../tests/built-screens.ts';
import { holdBack } from '../tests/held-answers.ts';
import { readCode } from '../tests/read-code.ts';
import { Venue, VENUE_STAFF } from '../tests/venue.ts';

const DESK = { width: 1440, height: 900 };
let screens: BuiltScreens;
let venue: Venue;
let browser: Browser;

beforeAll(async () => {
  screens = await buildScreens();
  venue = await Venue.open(screens.folder, { server: { demo: true } });
  browser = await launchBrowser({ noCamera: true });
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(async () => {
  await browser?.close();
  await venue?.close();
  screens?.remove();
});

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

/** Somebody of the examples who has a card and points enough for a coupon. */
async function cardHolder() {
  const { passes } = v.parse(PassListSchema, await venue.request('GET', '/api/passes'));
  for (const card of passes) {
    const person = await personOf(card.number);
    if (person.me.balance >= 100) return { card, balance: person.me.balance };
  }
  throw new Error('nobody has 100 points');
}

async function personOf(number: string) {
  const answer = await venue.request('POST', '/api/people/lookup', { number });
  return v.parse(PersonAtCounterSchema, answer);
}

/** What a hand scanner does, wherever the focus is. */
async function scan(page: Page, text: string): Promise<void> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

const figure = (page: Page, name: string) => page.locator(`ts-person-page [data-figure=${name}]`);

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

describe('the counter', () => {
  test('PT4 exchanges for a card holder, takes it back, and KS1 forgets the person', async () => {
    const { card, balance } = await cardHolder();
    const { page, faults } = await openAt('/dashboard/counter');
    await page.getByRole('heading', { level: 1, name: '窓口' }).waitFor();
    await scan(page, card.pass);
    await page.getByRole('heading', { level: 2, name: card.nickname }).waitFor();
    const before = `${balance.toLocaleString('en')}P`;
    expect(await figure(page, 'balance').textContent()).toBe(before);

    await page.getByRole('button', { name: 'クーポンと交換' }).click();
    await page.getByRole('button', { name: '100ポイントで交換する' }).click();
    await page.getByText('選んでください').waitFor();
    await page.locator('ts-form-dialog').getByRole('radio').first().check();
    const answerEntries = await holdBack(page, 'GET', '**/entries');
    await page.getByRole('button', { name: '100ポイントで交換する' }).click();
    const exchanged = await page.getByText(/クーポン.*と交換しました/).textContent();
    const coupon = /クーポン(.+?)と交換しました/.exec(exchanged ?? '')?.[1] ?? '';
    await figure(page, 'balance')
      .getByText(`${(balance - 100).toLocaleString('en')}P`)
      .waitFor();
    const held = page.locator('ts-person-page [data-state=held]');
    const heldCount = await held.count();
    expect(heldCount).toBeGreaterThan(0);

    // A line that is looked at stays that line, whenever the new one comes.
    const unfolded = page.locator('ts-person-history details[open] summary');
    await page.locator('ts-person-history summary').first().click();
    const looked = await unfolded.textContent();
    await answerEntries();
    const line = page.locator('ts-person-history details').filter({ hasText: coupon });
    await line.waitFor();
    expect(await unfolded.textContent()).toBe(looked);
    await unfolded.click();
    await line.locator('summary').click();
    await line.getByRole('row', { name: /合計 0/ }).waitFor();
    await line.getByRole('button', { name: '取り消す' }).click();
    const dialog = page.locator('ts-form-dialog');
    await dialog.getByRole('button', { name: '取り消す', exact: true }).click();
    await dialog.getByText('入力してください').waitFor();
    await dialog.getByLabel('理由').fill('お店をまちがえたため');
    await dialog.getByRole('button', { name: '取り消す', exact: true }).click();
    await page.getByText('取り消しました。').waitFor();
    await figure(page, 'balance').getByText(before).waitFor();
    await page.getByText('お店をまちがえたため').first().waitFor();
    expect(await held.count()).toBe(heldCount - 1);
    // Once only: the line that was taken back, still unfolded, offers it no more.
    const taken = line.filter({ hasText: '取り消しずみ' });
    await taken.getByRole('row', { name: /合計 0/ }).waitFor();
    expect(await page.getByRole('button', { name: '取り消す' }).count()).toBe(0);

    await page.getByRole('button', { name: '次の方へ' }).click();
    await page.locator('ts-person-page').waitFor({ state: 'detached' });
    const left = await pageText(page);
    for (const trace of [card.nickname, card.number, card.pass.slice(0, 20), 'まちがえた']) {
      expect(left).not.toContain(trace);
    }
    expect(faults.filter((fault) => !fault.includes('401'))).toEqual([]);
  });

  test('PT5 an answer that got lost is asked for again, and is paid once', async () => {
    const { card, balance } = await cardHolder();
    const { page } = await openAt('/dashboard/counter');
    await page.getByRole('heading', { level: 1, name: '窓口' }).waitFor();
    await scan(page, card.number);
    await page.getByRole('button', { name: '抽選券と交換' }).click();
    const keys: (string | undefined)[] = [];
    await page.route('**/tickets', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      const answer = await route.fetch();
      if (keys.length === 1) await route.abort('connectionreset');
      else await route.fulfill({ response: answer });
    });
    const dialog = page.locator('ts-form-dialog');
    await dialog.getByRole('button', { name: '交換する', exact: true }).click();
    await dialog.getByText('サーバーにつながりません').waitFor();
    await dialog.getByRole('button', { name: '交換する', exact: true }).click();
    await page.getByText(/抽選券1枚と交換しました/).waitFor();
    expect(keys).toEqual([keys[0], keys[0]]);
    expect((await personOf(card.number)).me.balance).toBe(balance - 100);
  });

  test('a certificate is made with the name that somebody wants, printed, and revoked', async () => {
    const { card } = await cardHolder();
    const { page, context } = await openAt('/dashboard/counter');
    await page.getByRole('heading', { level: 1, name: '窓口' }).waitFor();
    await scan(page, card.pass);
    await page.getByRole('button', { name: '証明書を出す' }).click();
    const dialog = page.locator('ts-form-dialog');
    await dialog.getByLabel('証明書にのせる名前').fill('熊本 花子');
    await dialog.getByRole('button', { name: '証明書をつくる' }).click();
    await page.getByText('活動証明書ができました。').waitFor();
    const path = await page
      .getByRole('link', { name: '開いて印刷する' })
      .first()
      .getAttribute('href');
    const paper = await context.request.get(venue.address + path);
    expect([paper.status(), paper.headers()['content-type']]).toEqual([200, 'application/pdf']);
    await page.getByText('熊本 花子').waitFor();
    await page.getByRole('button', { name: '無効にする' }).click();
    await dialog.getByRole('button', { name: '無効にする' }).click();
    await page.getByText('証明書を無効にしました。').waitFor();
    expect(await page.getByRole('link', { name: '開いて印刷する' }).count()).toBe(0);
  });

  test('KS1 nobody touches it: after a warning the person is gone', async () => {
    const { card } = await cardHolder();
    const { page } = await openPage(browser, `${venue.address}/dashboard/counter`, DESK);
    await page.clock.install();
    await logIn(page);
    await page.getByRole('heading', { level: 1, name: '窓口' }).waitFor();
    await scan(page, card.number);
    await page.getByRole('heading', { level: 2, name: card.nickname }).waitFor();
    await page.clock.runFor(160_000);
    await page.getByText(/あと\d+秒でこの方の画面を閉じます/).waitFor();
    await page.clock.runFor(30_000);
    await page.locator('ts-person-page').waitFor({ state: 'detached' });
    expect(await pageText(page)).not.toContain(card.nickname);
  });

  test('somebody joins with a card, which prints alone; a lost one opens nothing', async () => {
    const { page } = await openAt('/dashboard/counter');
    await page.getByRole('button', { name: 'カードではじめる方' }).click();
    const dialog = page.locator('ts-form-dialog');
    await dialog.getByLabel('ニックネーム').fill('あさぎり');
    await page.keyboard.press('Enter');
    await page.getByText(/カード\d{4} \d{4}ができました/).waitFor();
    await page.getByRole('heading', { level: 2, name: 'あさぎり' }).waitFor();
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/MediaBox/g)).toHaveLength(1);
    const { passes } = v.parse(PassListSchema, await venue.request('GET', '/api/passes'));
    const made = passes.find(({ nickname }) => nickname === 'あさぎり');
    // What is read again when the code is closed comes after the pass was stopped.
    await page.getByRole('button', { name: 'スマートフォンに移す' }).click();
    const answerPerson = await holdBack(page, 'GET', '**/api/people/*', 1);
    await page.getByRole('button', { name: '閉じる' }).click();
    await page.getByRole('button', { name: /のパスを止める/ }).click();
    await dialog.getByRole('button', { name: '止める', exact: true }).click();
    await page.getByText('パスを止めました。').waitFor();
    await answerPerson();
    await page.evaluate(() => new Promise(requestAnimationFrame));
    expect(await page.getByText('パスを止めました。').isVisible()).toBe(true);
    await page.getByRole('button', { name: '次の方へ' }).click();
    await scan(page, made?.pass ?? '');
    await page.getByText('このカードは止められています').waitFor();
    await scan(page, 'HELLO');
    await page.getByText('この文字は読みとれません').waitFor();
    await scan(page, '99999999');
    await page.getByText('このカードは登録されていません').waitFor();
  });

  test('PP1 erases in two steps, the second with the name', async () => {
    await venue.request('POST', '/api/passes', { nickname: 'ゆきどけ' });
    const { passes } = v.parse(PassListSchema, await venue.request('GET', '/api/passes'));
    const card = passes.find(({ nickname }) => nickname === 'ゆきどけ');
    const { page } = await openAt('/dashboard/counter');
    await page.getByRole('heading', { level: 1, name: '窓口' }).waitFor();
    await scan(page, card?.number ?? '');
    await page.getByRole('button', { name: 'この方のデータを消す' }).click();
    const dialog = page.locator('ts-form-dialog');
    await dialog.getByRole('button', { name: '次へ' }).click();
    await dialog.getByLabel(/ニックネーム/).fill('ゆき');
    await dialog.getByRole('button', { name: 'データを消す' }).click();
    await dialog.getByText('同じではありません').waitFor();
    await dialog.getByLabel(/ニックネーム/).fill('ゆきどけ');
    await dialog.getByRole('button', { name: 'データを消す' }).click();
    await page.getByText('データを消しました。').waitFor();
    expect(await pageText(page)).not.toContain('ゆきどけ');
    await expect(venue.request('GET', `/api/people/${card?.participantId}`)).rejects.toThrow(
      'participant-unknown',
    );
  });
});

describe('a phone', () => {
  test('takes a card holder over by the code of the counter; lost, it is cut off', async () => {
    const { card, balance } = await cardHolder();
    const { page, faults } = await openAt('/dashboard/counter');
    await page.getByRole('heading', { level: 1, name: '窓口' }).waitFor();
    await scan(page, card.pass);
    await page.getByRole('button', { name: 'スマートフォンに移す' }).click();
    const shown = page.locator('ts-phone-code-dialog .qr');
    const link = await shown.waitFor().then(() => readCode(shown));
    expect(link).toMatch(/\/phone\/move#[0-9A-Z]{4}-[0-9A-Z]{4}$/);

    const phone = await openPage(browser, link ?? '', { width: 390, height: 844 });
    await phone.page.getByRole('button', { name: 'このスマートフォンに移す' }).click();
    const points = phone.page.locator('ts-phone-pass .balance .figure');
    await points.getByText(balance.toLocaleString('en'), { exact: true }).waitFor();
    await phone.page.goto(`${venue.address}/phone/me`);
    const number = await phone.page.locator('ts-phone-me .number .figure').textContent();
    await page.getByRole('button', { name: '閉じる' }).click();
    await page.getByRole('button', { name: `${number}のパスを止める` }).click();
    const dialog = page.locator('ts-form-dialog');
    await dialog.getByText('このスマートフォンでは').waitFor();
    await dialog.getByRole('button', { name: '止める', exact: true }).click();
    await page.getByText('パスを止めました').waitFor();
    await phone.page.getByText('このパスは使えなくなっています').waitFor();
    // The card is good as ever.
    await scan(page, card.pass);
    await page.getByRole('heading', { level: 2, name: card.nickname }).waitFor();
    expect([...faults, ...phone.faults]).toEqual([]);
  });
});

describe('special points', () => {
  test('take two of the staff: one proposes, another approves, once', async () => {
    const { card, balance } = await cardHolder();
    const { page } = await openAt('/dashboard/staff');
    await page.getByRole('button', { name: '係員を加える' }).click();
    const dialog = page.locator('ts-form-dialog');
    await dialog.getByLabel('名前').fill('地域づくり係');
    await dialog.getByLabel('メールアドレス').fill('second@tsudoi.example');
    await dialog.getByRole('button', { name: '加える', exact: true }).click();
    const shown = page.locator('ts-staff-view .password');
    await shown.waitFor();
    const password = (await shown.textContent()) ?? '';
    await page.getByRole('button', { name: '閉じる' }).click();
    expect(await pageText(page)).not.toContain(password);

    await page.getByRole('link', { name: '特別ポイント' }).click();
    await page.getByRole('button', { name: '提案する' }).click();
    await page.getByRole('button', { name: '提案する' }).click();
    await page.getByText('受け取る人を加えてください').waitFor();
    // Two scans, quicker than the first answer.
    await scan(page, card.pass);
    await scan(page, card.number);
    await page.getByRole('button', { name: `${card.nickname}さんをはずす` }).waitFor();
    await page.getByText(`${card.nickname}さんは、もう入っています`).waitFor();
    await page.getByLabel('1人あたりのポイント').fill('５０');
    await page.getByLabel('理由').fill('秋まつり来場キャンペーン');
    await page.getByText('1人に+50ポイントずつ、合計+50ポイント').waitFor();
    await page.getByRole('button', { name: '提案する' }).click();
    await page.getByText('別の係員の承認が必要です').waitFor();
    expect(await page.getByRole('button', { name: '承認する' }).count()).toBe(0);
    await page.getByRole('link', { name: /特別ポイント.*承認待ち1件/ }).waitFor();

    const second = (await openPage(browser, `${venue.address}/dashboard/`, DESK)).page;
    await logIn(second, { email: 'second@tsudoi.example', password });
    await second.getByRole('link', { name: /特別ポイント.*承認待ち1件/ }).click();
    expect(await second.getByRole('link', { name: '係員' }).count()).toBe(0);
    await second.getByRole('button', { name: '承認する' }).click();
    await second.locator('ts-form-dialog').getByRole('button', { name: '承認する' }).click();
    await second.locator('[data-state=approved]').getByText('秋まつり').waitFor();
    expect((await personOf(card.number)).me.balance).toBe(balance + 50);
    await second.getByText('承認待ちの提案はありません。').waitFor();
  });
});

describe('partner shops', () => {
  test('PG2 ¥201 is refused by its rule; devices and the printed code follow', async () => {
    const { page, faults } = await openAt('/dashboard/shops');
    await page.getByRole('button', { name: 'お店を登録する' }).click();
    const dialog = page.locator('ts-form-dialog');
    await dialog.getByRole('button', { name: '登録する', exact: true }).click();
    await expect.poll(() => dialog.getByText('入力してください').count()).toBe(2);
    await dialog.getByLabel('お店の名前').fill('パンの やまね');
    await dialog.getByLabel('場所').fill('健軍');
    await dialog.getByRole('button', { name: '登録する', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'パンの やまね' }).waitFor();

    await page.getByRole('button', { name: '品物を加える' }).click();
    await dialog.getByLabel('品物の名前').fill('あんパン1個');
    await dialog.getByLabel('値段（税込・円）').fill('201');
    await dialog.getByRole('button', { name: '品物を加える' }).click();
    await dialog.getByText(/税込200円まで.*201円.*景品表示法/).waitFor();
    await dialog.getByLabel('値段（税込・円）').fill('200');
    await dialog.getByRole('button', { name: '品物を加える' }).click();
    await page.getByText('あんパン1個').waitFor();

    await page.getByRole('button', { name: '端末を加える' }).click();
    await dialog.getByLabel('端末の名前').fill('レジ横');
    await dialog.getByRole('button', { name: '登録コードを出す' }).click();
    const code = page.locator('ts-device-code-dialog .code');
    await code.waitFor();
    const enrolled = await fetch(`${venue.address}/api/kiosks/enroll`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ enrollmentCode: await code.textContent() }),
    });
    expect(enrolled.status).toBe(201);
    await page.getByText('このタブレットで、クーポンを読みとれます。').waitFor();
    await page.getByRole('button', { name: 'できました' }).click();
    await page.getByRole('button', { name: '停止する' }).click();
    await dialog.getByRole('button', { name: '停止する' }).click();
    await page.getByText('端末がなくても、お店に貼ったQRコードで').waitFor();

    await page.getByRole('img', { name: 'パンの やまねの掲示' }).first().waitFor();
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const sizes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
    // A5 in points, to the nearest.
    expect(sizes.map(([, width, height]) => [width, height].map(Number).map(Math.round))).toEqual([
      [420, 595],
    ]);
    expect(faults.filter((fault) => !/40[0-9]|422/.test(fault))).toEqual([]);
  });
});

describe('every view', () => {
  test.each(['counter', 'passes', 'shops', 'grants', 'reports', 'staff'])(
    '%s fits a telephone',
    async (view) => {
      const { page, faults } = await openAt(`/dashboard/${view}`, { width: 390, height: 844 });
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      expect(faults.filter((fault) => !fault.includes('401'))).toEqual([]);
    },
  );
});
