/** The stage in a real browser, over a real socket: the big screen, the phones, the list of draws. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '#domain/contract/limits.ts';
import { REVEAL_DIGIT_MS } from '#domain/contract/stage-channel.ts';
import { digestOfBytes } from '#domain/draw/digest.ts';
import { LANGUAGES } from '#ui/language/language.ts';
import { EVERYBODY, stageMoments, type Told } from '../tests/stage-moments.ts';
import { BIG, PHONE, SMALL_BEAMER, SOON, StagePages, atMoment } from '../tests/stage-pages.ts';
import { FIREWORKS, LOTTERY_ID, revealedOf, snapshotOf } from '../tests/stage-samples.ts';

const stage = new StagePages();
const { sample } = stage;
const finalHash = digestOfBytes(sample.bundle.get('final.txt') ?? new Uint8Array());
const resultSha256 = digestOfBytes(sample.bundle.get('result.tsv') ?? new Uint8Array());
const winner = sample.result.find(({ prizeId }) => prizeId === 'fireworks')?.serial ?? 0;

const open: StagePages['open'] = (size, path) => stage.open(size, path);
const show = (told: Told | undefined) => stage.show(told);
const momentOf = (name: string) => name.split(',')[0] ?? name;
const digits = (page: Page) => page.locator('[data-digits]').getAttribute('data-digits');

const moments = Object.keys(stageMoments(sample));

const rehearsal = (told: Told | undefined): Told => ({
  ...told,
  lottery: { ...told?.lottery, rehearsal: true, draw: 'rehearsal-2026' },
});

/** What does not fit into its screen, in units of the drawing, once its fonts are there. */
const overflows = async (page: Page) => {
  await page.waitForFunction(() => document.fonts.status === 'loaded');
  return page.evaluate(() => {
    const roots: (Document | ShadowRoot)[] = [document];
    const found: string[] = [];
    for (const root of roots) {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot !== null) roots.push(element.shadowRoot);
        // Older voices are cut off on purpose.
        if (element.closest('svg, .voices') !== null) continue;
        const { right, bottom, width } = element.getBoundingClientRect();
        if (width > 0 && (right > innerWidth + 1 || bottom > innerHeight + 1)) {
          found.push(`${element.localName}.${element.className}: ${right}, ${bottom}`);
        }
      }
    }
    return found;
  });
};

/** @returns tells the moments that the screen has come to since, however short they were */
async function recordMoments(page: Page): Promise<() => Promise<(string | null)[]>> {
  const main = page.locator('main[data-moment]');
  const passed = await main.evaluateHandle((element) => {
    const moments: (string | null)[] = [];
    const note = () => void moments.push(element.getAttribute('data-moment'));
    new MutationObserver(note).observe(element, { attributeFilter: ['data-moment'] });
    return moments;
  });
  return () => passed.jsonValue();
}

/** As long as a name may be. */
const long = (letters: string) =>
  letters.repeat(LIMITS.prizeNameLengthMax).slice(0, LIMITS.prizeNameLengthMax);

describe('the big screen', () => {
  test('every moment fits, in three languages, on a small beamer', async () => {
    for (const language of LANGUAGES) {
      show(stage.moments['waiting']);
      const { page, faults } = await open(
        SMALL_BEAMER,
        `/stage/${LOTTERY_ID}?language=${language}`,
      );
      for (const name of moments) {
        show(stage.moments[name]);
        await atMoment(page, momentOf(name));
        expect(await overflows(page), `${name} in ${language}`).toEqual([]);
      }
      expect(faults).toEqual([]);
    }
  });

  test('LT4 a rehearsal says so in every moment, on the screen and on the phone', async () => {
    show(rehearsal(stage.moments['waiting']));
    const { page } = await open(SMALL_BEAMER);
    const phone = await open(PHONE);
    for (const name of moments) {
      show(rehearsal(stage.moments[name]));
      await atMoment(page, momentOf(name));
      for (const each of [page, phone.page]) {
        expect(await each.locator('[data-rehearsal]').textContent()).toContain('リハーサル');
      }
      expect(await overflows(page), name).toEqual([]);
    }
    show(stage.moments['ready']);
    await page.locator('[data-rehearsal]').waitFor({ state: 'detached' });
  });

  test('the longest names fit, on the screen and on the phone', async () => {
    const prizes = sample.lottery.prizes.map((prize) => ({
      ...prize,
      name: long('動植物園バックヤードツアーと'),
      nameEn: long('A backstage tour of the zoo and '),
    }));
    for (const language of ['ja', 'en']) {
      show(stage.moments['waiting']);
      const { page } = await open(SMALL_BEAMER, `/stage/${LOTTERY_ID}?language=${language}`);
      const phone = await open(PHONE, `/stage/${LOTTERY_ID}?language=${language}`);
      for (const name of ['waiting', 'countdown', 'reveal', 'prize-done', 'all-drawn']) {
        const told = stage.moments[name];
        show({ ...told, lottery: { ...told?.lottery, prizes } });
        await atMoment(page, name);
        expect(await overflows(page), `${name} in ${language}`).toEqual([]);
      }
      const width = await phone.page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, language).toBe(PHONE.width);
    }
  });

  test('the beacon is counted down, with the round, the twelve words and the hash as a code', async () => {
    show(stage.moments['countdown']);
    const { page } = await open(BIG);
    await page.getByText('当せんを決める数は、まだどこにもありません。').waitFor();
    await page.getByText('第1,234,567回').waitFor();
    expect(await page.locator('[data-seal="final"] li').count()).toBe(12);
    const seconds = () => page.locator('ts-stage-locks svg text').first().textContent();
    const first = Number(await seconds());
    await expect.poll(async () => Number(await seconds()), SOON).toBeLessThan(first);
  });

  test('LT2 a number comes digit by digit, the same on a screen that is reloaded in the middle', async () => {
    show(stage.moments['ready']);
    stage.hall.standAt(10_000);
    const [one, other] = [await stage.openStill(BIG), await stage.openStill(BIG)];
    const screens = [one.page, other.page];
    for (const page of screens) await atMoment(page, 'ready');
    show({
      prizeIndex: FIREWORKS,
      places: EVERYBODY,
      finalHash,
      revealed: revealedOf(sample, FIREWORKS, 1, 10_000),
    });
    const whole = String(winner).padStart(4, '0');
    for (const page of screens) {
      await atMoment(page, 'reveal');
      await page.clock.runFor(2 * REVEAL_DIGIT_MS + 100);
      await expect.poll(() => digits(page), SOON).toBe(whole.slice(0, 2));
    }
    stage.hall.standAt(10_000 + 2 * REVEAL_DIGIT_MS + 100);
    await one.page.reload();
    await atMoment(one.page, 'reveal');
    for (const page of screens) {
      expect(await digits(page)).toBe(whole.slice(0, 2));
      await page.clock.runFor(2 * REVEAL_DIGIT_MS);
      await expect.poll(() => digits(page), SOON).toBe(whole);
    }
    await one.page.getByText('たいこ さん').waitFor();
    expect([...one.faults, ...other.faults]).toEqual([]);
  });

  test('an older snapshot changes nothing; after a cut the screen is right again', async () => {
    show(stage.moments['reveal']);
    const { page } = await open(BIG);
    await atMoment(page, 'reveal');
    const passed = await recordMoments(page);
    stage.hall.show(snapshotOf(sample, { ...stage.moments['waiting'], seq: 0 }));
    show(stage.moments['prize-done']);
    await atMoment(page, 'prize-done');
    expect(await passed()).toEqual(['prize-done']);
    stage.hall.cut();
    show(stage.moments['all-drawn']);
    await atMoment(page, 'all-drawn');
  });

  test('every sound has a caption, and digits appear in place with reduced motion', async () => {
    show(stage.moments['ready']);
    stage.hall.standAt(10_000);
    const { page } = await stage.openStill(BIG);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await atMoment(page, 'ready');
    show({
      prizeIndex: FIREWORKS,
      places: EVERYBODY,
      revealed: revealedOf(sample, FIREWORKS, 1, 10_000),
    });
    await atMoment(page, 'reveal');
    await page.clock.runFor(REVEAL_DIGIT_MS + 100);
    await page.locator('[data-caption]').getByText('♪ 数字が決まる音').waitFor();
    const animation = await page
      .locator('.digit')
      .first()
      .evaluate((digit) => getComputedStyle(digit).animationName);
    expect(animation).toBe('none');
    await page.clock.runFor(3 * REVEAL_DIGIT_MS);
    await page.locator('[data-caption]').getByText('♪ 当せんの音').waitFor();
  });
});

/** A phone that looks at the fireworks and holds numbers. */
async function phoneWith(numbers: string, told: Told | undefined) {
  show(told);
  const opened = await open(PHONE);
  await type(opened.page, numbers);
  return opened;
}

async function type(page: Page, numbers: string): Promise<void> {
  await page.getByText('番号を入れる').click();
  await page.getByLabel('番号', { exact: true }).fill(numbers);
  await page.getByRole('button', { name: '入れる', exact: true }).click();
}

describe('the phone', () => {
  test('LT1 computes the whole draw again, tells the hall, and shows where its tickets stand', async () => {
    const { page, faults } = await phoneWith(`${winner}`, stage.moments['prize-done']);
    await page.getByText('すべて確認できました').waitFor();
    await expect.poll(() => new Set(stage.hall.agreed), SOON).toEqual(new Set([resultSha256]));
    await page.getByText('1枚目の当せんです').waitFor();
    expect(await page.locator('[data-ticket]').count()).toBe(1);
    await page.getByText('12項目を見る').click();
    await page.getByText('主催者の署名').waitFor();
    await page.getByText('券1枚を自分で計算する').click();
    const command = await page.locator('[data-command]').textContent();
    expect(command).toMatch(new RegExp(`^printf '%s' "[0-9a-f]{64},${winner}" \\| sha256sum$`));
    await page.getByText(/一覧の1,135行のうち/).waitFor();
    // They stay in this browser.
    await page.reload();
    await page.getByText('1枚目の当せんです').waitFor();
    const bundle = page.getByRole('link', { name: '記録をまとめてダウンロード（zip）' });
    expect(await bundle.getAttribute('href')).toBe(`/api/lotteries/${LOTTERY_ID}/bundle.zip`);
    expect(faults).toEqual([]);
  });

  test('LT1 takes the files again where a whole hall asks for them at once', async () => {
    stage.hall.busyFiles = 3;
    const { page } = await phoneWith(`${winner}`, stage.moments['prize-done']);
    await page.getByText('すべて確認できました').waitFor();
    expect(stage.hall.busyFiles).toBe(0);
  });

  test('tells nobody a winner that the hall has not seen', async () => {
    const { page } = await phoneWith(`${winner}`, stage.moments['ready']);
    await expect.poll(() => stage.hall.agreed.length, SOON).toBeGreaterThan(0);
    await page.getByText('発表のあとに、ここに順位が出ます').waitFor();
    expect(await page.locator('[data-outcome]').count()).toBe(0);
    show(stage.moments['prize-done']);
    await page.locator('[data-outcome]').waitFor();
  });

  test('says which check failed when a file was tampered with, and agrees to nothing', async () => {
    const bytes = Uint8Array.from(sample.bundle.get('result.tsv') ?? []);
    bytes[30] = (bytes[30] ?? 0) ^ 1;
    stage.hall.bundle = new Map(sample.bundle).set('result.tsv', bytes);
    const files = sample.lottery.files.map((file) =>
      file.name === 'result.tsv' ? { ...file, sha256: digestOfBytes(bytes) } : file,
    );
    show({ ...stage.moments['prize-done'], lottery: { files } });
    const { page } = await open(PHONE);
    await page.getByText('「抽選の結果」が合いませんでした').waitFor();
    // A file that is not what the list says is told by its name.
    show(stage.moments['prize-done']);
    await page.reload();
    await page.getByText('result.tsvが公開された一覧とちがいます').waitFor();
    expect(stage.hall.agreed).toEqual([]);
  });

  test('throws in sixteen bytes and a word, and is told when it may throw no more', async () => {
    show(stage.moments['gathering']);
    const { page } = await open(PHONE);
    const word = page.getByLabel('ひとこと（なくてもよい）');
    await word.fill('がんばれがんばれがんばれ！！');
    await page.getByText('12文字までにしてください').waitFor();
    await word.fill('花火！');
    await page.getByRole('button', { name: '加える', exact: true }).click();
    await page.getByText('受け付けました。1番目です。').waitFor();
    stage.hall.refusal = 'contribution-limit';
    await page.getByRole('button', { name: 'もう1つ加える' }).click();
    await page.getByText('これ以上は加えられません').waitFor();
    expect(stage.hall.contributions).toHaveLength(1);
    expect(stage.hall.contributions[0]).toMatchObject({ lotteryId: LOTTERY_ID, word: '花火！' });
    expect(stage.hall.contributions[0]?.randomHex).toMatch(/^[0-9a-f]{32}$/);
    expect(stage.hall.contributions[0]?.nonceHex).toMatch(/^[0-9a-f]{64}$/);
  });

  test('compares the code of the big screen, and is a witness of the time', async () => {
    show(stage.moments['dice']);
    const { page } = await open(PHONE, `/stage/${LOTTERY_ID}#final=${finalHash}`);
    await page.locator('[data-head]').waitFor();
    // What it is a witness of comes while it looks on: however long it took to open.
    show(stage.moments['countdown']);
    await page.getByText('大画面のQRコードと同じです').waitFor();
    await page
      .locator('[data-witness]')
      .getByText(/(9\d|100)秒前に/)
      .waitFor();
    const forged = await open(PHONE, `/stage/${LOTTERY_ID}#final=${'0'.repeat(64)}`);
    await forged.page.getByText('大画面のQRコードとちがいます').waitFor();
  });

  test('refuses numbers that do not exist, and fits a narrow phone in three languages', async () => {
    const { page } = await phoneWith('1843', stage.moments['prize-done']);
    await page.getByText('1から1,842までの番号を入れてください').waitFor();
    await page.getByLabel('番号', { exact: true }).fill('1-1842');
    await page.getByRole('button', { name: '入れる', exact: true }).click();
    await page.locator('[data-outcome]').waitFor();
    await page.setViewportSize({ width: 320, height: 640 });
    for (const language of ['English', 'やさしい にほんご', '日本語']) {
      await page.getByRole('radio', { name: language }).click();
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, language).toBe(320);
    }
  });
});

describe('the draws', () => {
  test('all of them, voids and rehearsals marked, with their files', async () => {
    const { lottery } = sample;
    stage.hall.lotteries = [
      lottery,
      { ...lottery, draw: 'rehearsal-1', rehearsal: true },
      { ...lottery, draw: 'void-1', state: 'void', voidReason: '停電のため', drawnAt: null },
    ];
    const { page, faults } = await open(PHONE, '/stage/draws');
    await page.getByRole('heading', { name: 'これまでの抽選会' }).waitFor();
    expect(await page.locator('[data-draw]').count()).toBe(3);
    const rehearsal = page.locator('[data-draw="rehearsal-1"]');
    expect(await rehearsal.textContent()).toContain('リハーサル');
    expect(await page.locator('[data-draw="void-1"]').textContent()).toContain('停電のため');
    await page.getByText('記録のファイル').first().click();
    const file = page.getByRole('link', { name: 'entries.tsv' }).first();
    expect(await file.getAttribute('href')).toContain('/files/entries.tsv');
    expect(faults).toEqual([]);
  });

  test('none yet, an unknown one, and a server that does not answer', async () => {
    const { page } = await open(PHONE, '/stage/');
    await page.getByText('抽選会はまだありません').waitFor();
    await page.goto(`${stage.hall.base}/stage/${LOTTERY_ID}`);
    await page.getByText('この抽選会は見つかりません').waitFor();
    await page.route('**/api/lotteries', (route) => route.abort());
    await page.goto(`${stage.hall.base}/stage/draws`);
    await page.getByText('抽選会の一覧を読み込めませんでした').waitFor();
    await page.unroute('**/api/lotteries');
    stage.hall.lotteries = [sample.lottery];
    await page.getByRole('button', { name: 'もう一度読み込む' }).click();
    await page.locator('[data-draw="grand-2026"]').waitFor();
    expect(await page.getByText('抽選会の一覧を読み込めませんでした').count()).toBe(0);
  });

  test('the address without a draw leads to the one that is on', async () => {
    stage.hall.lotteries = [sample.lottery];
    show(stage.moments['gathering']);
    const { page } = await open(BIG, '/stage/');
    await atMoment(page, 'gathering');
    expect(new URL(page.url()).pathname).toBe(`/stage/${LOTTERY_ID}`);
  });
});
