/** The phone in a real browser: what it was handed, what it hands in, and what it says again. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { digestOfBytes, digestOfText, ownerTagOf, seedOf } from '#domain/draw/digest.ts';
import { readOpen, readReveal } from '#domain/draw/files.ts';
import { receiptBytes } from '#domain/draw/receipt.ts';
import { makeSampleBundle, sampleSigner } from '#domain/draw/sample-draw.ts';
import { EntryTable } from '#domain/draw/tables.ts';
import { DRAW_FILES } from '#domain/lottery.ts';
import { stageMoments, type Told } from '../../tests/stage-moments.ts';
import { BIG, PHONE, SOON, StagePages, atMoment } from '../../tests/stage-pages.ts';
import { FIREWORKS, LOTTERY_ID, instant } from '../../tests/stage-samples.ts';
import { ticketRanks } from './ticket-ranks.ts';

const stage = new StagePages();
const { sample } = stage;
const openFile = readOpen(sample.bundle.get('open.txt') ?? new Uint8Array());
/** The sample's files stand under a draw of their own. */
const inItsDraw = (told: Told | undefined): Told => ({
  ...told,
  lottery: { ...told?.lottery, draw: openFile.draw },
});

/** As the phone's app hands somebody's entries over. */
function handedOver(owner: number) {
  const nonceHex = digestOfText(`nonce ${owner}`);
  const ownerTag = ownerTagOf(openFile.draw, nonceHex);
  const table = new EntryTable(sample.bundle.get('entries.tsv') ?? new Uint8Array());
  const entries = Array.from({ length: table.rows }, (_, index) => table.row(index))
    .filter((row) => row.ownerTag === ownerTag)
    .map((row) => ({
      ...row,
      signature: sampleSigner('hall')(receiptBytes(row)),
      enteredAt: instant(-3_600_000),
    }));
  const list = { entries, ownerTag, nonceHex };
  return { nonceHex, text: Buffer.from(JSON.stringify(list)).toString('base64url') };
}

/** A hundred and twenty thousand lines and numbers are work: as long as the machine takes for it. */
const COMPUTED = { timeout: 120_000 } as const;

const kept = (page: Page) => page.evaluate(() => JSON.stringify(Object.entries(localStorage)));

describe('what the app hands over', () => {
  const { nonceHex, text } = handedOver(3);
  const address = `/stage/${LOTTERY_ID}#entries=${text}`;

  test('is out of the address at once, kept, thrown in with, and can be forgotten', async () => {
    stage.show(inItsDraw(stage.moments['gathering']));
    const { page, faults } = await stage.open(PHONE, address);
    await page.locator('ts-own-tickets .number').first().waitFor();
    expect(page.url()).toBe(`${stage.hall.base}/stage/${LOTTERY_ID}`);
    await page.getByText('控えは本物です').first().waitFor();
    await page.getByRole('button', { name: '加える', exact: true }).click();
    await page.getByText('受け付けました。1番目です。').waitFor();
    expect(stage.hall.contributions.map((each) => each.nonceHex)).toEqual([nonceHex]);

    await page.reload();
    await page.locator('ts-own-tickets .number').first().waitFor();
    expect(await kept(page)).toContain(nonceHex);
    await page.locator('[data-forget] summary').click();
    await page.getByRole('button', { name: 'この端末の番号と控えを消す' }).click();
    await page.getByText('この端末には、まだ番号がありません。').waitFor();
    expect(await kept(page)).not.toMatch(new RegExp(`${nonceHex}|entryId`));
    await page.reload();
    await page.getByText('この端末には、まだ番号がありません。').waitFor();
    expect(faults).toEqual([]);
  });

  test('brings its person to the phone’s page on a wide screen, also while the page is open', async () => {
    stage.show(inItsDraw(stage.moments['closed']));
    const { page } = await stage.open(BIG);
    await atMoment(page, 'closed');
    await page.evaluate((fragment) => (location.hash = fragment), `entries=${text}`);
    await page.locator('ts-own-tickets .number').first().waitFor();
    expect(page.url()).not.toContain('entries');
  });

  test('is looked for again where the files were out of reach', async () => {
    stage.show(inItsDraw(stage.moments['closed']));
    const { page } = await stage.open(PHONE);
    const files = '**/files/*';
    await page.route(files, (route) => route.abort());
    await page.evaluate((fragment) => (location.hash = fragment), `entries=${text}`);
    const notice = page.getByText('記録を読み込めませんでした');
    await notice.waitFor();
    await page.unroute(files);
    await page.locator('[data-compute]').click();
    await page.getByText('控えは本物です').first().waitFor();
    await notice.waitFor({ state: 'detached' });
  });

  test('of another draw is not taken', async () => {
    stage.show(stage.moments['gathering']);
    const { page } = await stage.open(PHONE, address);
    await page.getByText('この端末には、まだ番号がありません。').waitFor();
    expect(page.url()).not.toContain('entries');
    expect(await kept(page)).not.toContain(nonceHex);
  });
});

test('a freeze at a set time is counted down on the screen and the phone, and then said', async () => {
  stage.show(stage.moments['gathering, until a set time']);
  const { page } = await stage.open(BIG);
  const phone = await stage.open(PHONE);
  await page.locator('[data-freezes-in]').getByText('秒で固定').waitFor();
  await phone.page.getByText(/あと\d+秒で締め切ります/).waitFor();
  stage.show(stage.moments['freezing']);
  await atMoment(page, 'freezing');
  await page.getByText('会場の声を締め切り、固定しています。').waitFor();
  await phone.page.locator('[data-head]').getByText('固定しています').waitFor();
  expect(await phone.page.locator('ts-contribute').count()).toBe(0);
});

test('LT2 a phone that agreed says so until it is heard, and again when the line comes back', async () => {
  stage.hall.deafAgreements = 1;
  stage.show(stage.moments['prize-done']);
  const { page } = await stage.open(PHONE);
  await page.getByText('すべて確認できました').waitFor();
  const sha256 = digestOfBytes(sample.bundle.get('result.tsv') ?? new Uint8Array());
  await expect.poll(() => stage.hall.agreed.includes(sha256), SOON).toBe(true);
  // The server forgets it with the line.
  stage.hall.agreed.length = 0;
  stage.hall.cut();
  await expect.poll(() => stage.hall.agreed.includes(sha256), SOON).toBe(true);
});

test('LT1 a large draw is computed side by side, with a bar that moves and one’s own rank', async () => {
  const bundle = makeSampleBundle({
    seed: 'large',
    limit: 'owner-prize',
    prizes: [
      {
        prizeId: 'keep',
        quantity: 5,
        alternates: 2,
        entries: Array.from({ length: 40_000 }, (_, owner) => ({ owner: owner % 9_000, count: 2 })),
      },
    ],
  });
  stage.hall.bundle = bundle;
  const files = DRAW_FILES.flatMap((name) => {
    const bytes = bundle.get(name);
    if (bytes === undefined) return [];
    return [{ name, sha256: digestOfBytes(bytes), bytes: bytes.length, at: instant(0) }];
  });
  const keep = sample.lottery.prizes.find(({ prizeId }) => prizeId === 'keep');
  stage.show({ prizeIndex: 1, lottery: { files, prizes: [{ ...keep!, tickets: 80_000 }] } });
  const { page, faults } = await stage.open(PHONE);
  await page.getByText('番号を入れる').click();
  await page.getByLabel('番号', { exact: true }).fill('70001');
  await page.getByRole('button', { name: '入れる', exact: true }).click();
  // So much is not computed unasked.
  await page.locator('[data-compute]').click();
  await page.getByText('すべて確認できました').waitFor(COMPUTED);
  const seed = seedOf(
    digestOfBytes(bundle.get('final.txt')!),
    'keep',
    0,
    readReveal(bundle.get('reveal.txt')!).k,
  );
  const [own] = ticketRanks(seed, 80_000, [70_001]);
  const rank = new Intl.NumberFormat('ja').format(own?.rank ?? 0);
  expect(await page.locator('[data-ticket="70001"] .rank').textContent()).toContain(rank);
  await page.getByText(/一覧の40,000行のうち/).waitFor();
  const agreed = [digestOfBytes(bundle.get('result.tsv')!)];
  await expect.poll(() => stage.hall.agreed, SOON).toEqual(agreed);
  expect(faults).toEqual([]);
});

test('begins with one’s own prize, goes with the hall, and leads back by a plain way', async () => {
  const { text } = handedOver(279);
  stage.show(inItsDraw(stage.moments['closed']));
  const { page, faults } = await stage.open(PHONE, `/stage/${LOTTERY_ID}#entries=${text}`);
  const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
  const turn = (name: 'own' | 'hall') => page.locator(`[data-turn="${name}"]`);
  await heading('花火大会 桟敷席（ペア）');
  expect(await turn('own').count()).toBe(0);
  stage.show(inItsDraw({ ...stage.moments['reveal'], prizeIndex: 0, revealed: [] }));
  await heading('市電の工場見学');
  await page.getByText('この賞の番号は、この端末にありません。').waitFor();
  await turn('own').click();
  await heading('花火大会 桟敷席（ペア）');
  await page.getByText('いまは「市電の工場見学」です').waitFor();
  await turn('hall').click();
  await heading('市電の工場見学');
  await turn('own').click();
  // Whoever stayed behind is brought along when the hall goes on.
  stage.show(inItsDraw({ ...stage.moments['reveal'], prizeIndex: 1, revealed: [] }));
  await heading('消防の放水体験');
  expect(faults).toEqual([]);
});

describe('a round that is late', () => {
  const { beacons } = v.parse(
    v.object({ beacons: v.array(v.object({ round: v.number(), signature: v.string() })) }),
    JSON.parse(readFileSync('domain/draw/vectors/drand-quicknet.json', 'utf8')),
  );
  const [beacon, other] = beacons;
  if (beacon === undefined || other === undefined) throw new Error('no beacons');
  const late = {
    ...stageMoments(sample)['beacon-late'],
    prizeIndex: FIREWORKS,
    beacons: [{ prizeId: 'fireworks', round: beacon.round, at: instant(-60_000), signature: null }],
  };

  test('is handed in by a phone, verified there first', async () => {
    stage.show(stage.moments['countdown']);
    const { page, faults } = await stage.open(PHONE);
    await page.getByText('当せんを決める数は').first().waitFor();
    expect(await page.locator('[data-deliver]').count()).toBe(0);
    stage.show(late);
    const field = page.getByLabel('表示された文字');
    const send = page.getByRole('button', { name: '確かめて届ける' });
    for (const [pasted, said] of [
      ['こんにちは', '公開の乱数として読めません'],
      [JSON.stringify(other), 'いま待っている回ではありません'],
      [other.signature, '署名が合いません'],
    ] as const) {
      await field.fill(pasted);
      await send.click();
      await page.getByText(said).waitFor();
    }
    expect(stage.hall.delivered).toEqual([]);
    await field.fill(JSON.stringify({ ...beacon, randomness: 'ab'.repeat(32) }, null, 2));
    await send.click();
    await page.getByText('届きました。ありがとうございます。').waitFor();
    expect(stage.hall.delivered).toEqual([beacon]);
    expect(faults).toEqual([]);
  });
});

test('LT1 how to check it without us: the page, the script, its promised hash, what is not shown', async () => {
  stage.show(stage.moments['all-drawn']);
  const { page, faults } = await stage.open(PHONE);
  await page.getByText('自分で確かめるには').click();
  const section = page.locator('[data-check-yourself]');
  expect(await section.locator('[data-promised]').textContent()).toBe(openFile.code);
  // The sample promised another program.
  await section.locator('[data-served="other"]').waitFor();
  for (const address of ['/stage/verify.html', '/stage/verify_vd1.py']) {
    await section.locator(`a[href="${address}"]`).waitFor();
    expect((await page.request.get(stage.hall.base + address)).status()).toBe(200);
  }
  await section.getByText('このしくみでも確かめられないこと').waitFor();
  stage.hall.lotteries = [sample.lottery];
  const draws = await stage.open(BIG, '/stage/draws');
  await draws.page.getByText('自分で確かめるには').click();
  await draws.page.getByText('最初の応募の前に').waitFor();
  // From one to the other, and back.
  await draws.page.locator('[data-check-yourself] a[href="/stage/verify.html"]').click();
  await draws.page.getByRole('link', { name: '記録は「これまでの抽選会」から' }).click();
  await draws.page.locator('[data-draw="grand-2026"]').waitFor();
  expect([...faults, ...draws.faults]).toEqual([]);
});
