/**
 * The verifier's page as it is saved: one file, opened from the disk, in a browser without a network.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { zipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digestOfBytes, digestOfText } from '#domain/draw/digest.ts';
import { makeSampleBundle } from '#domain/draw/sample-draw.ts';
import { readResult } from '#domain/draw/tables.ts';
import { wordsOf } from '#domain/draw/words.ts';
import { VERIFIER_ADDRESS, verifierDigest } from './digest.node.ts';
import { launchBrowser } from '../../tests/browser.ts';
import { buildScreens, type BuiltScreens } from '../../tests/built-screens.ts';
import { startSystem } from '../../tests/running-system.ts';

const folder = mkdtempSync(join(tmpdir(), 'tsudoi-verify-page-'));
let screens: BuiltScreens;
let browser: Browser;
let saved = '';

beforeAll(async () => {
  screens = await buildScreens(['stage']);
  browser = await launchBrowser();
  // As a person saves it: this one file, and nothing else of ours beside it.
  saved = join(folder, 'verify.html');
  writeFileSync(saved, readFileSync(join(screens.folder, 'stage/verify.html')));
});

afterAll(async () => {
  await browser?.close();
  screens?.remove();
  rmSync(folder, { recursive: true, force: true });
});

const sample = makeSampleBundle({
  seed: 'page',
  limit: 'owner-prize',
  prizes: [
    {
      prizeId: 'a-towel',
      quantity: 3,
      alternates: 2,
      entries: [1, 2, 3, 4, 5, 6].map((owner) => ({ owner, count: owner })),
    },
    { prizeId: 'b-castle', quantity: 1, alternates: 1, entries: [{ owner: 3, count: 4 }] },
  ],
});

function zipOf(bundle: ReadonlyMap<string, Uint8Array>, name: string): string {
  const file = join(folder, name);
  writeFileSync(file, zipSync(Object.fromEntries(bundle)));
  return file;
}

/** @returns everything that the page asked the network for, and every fault of it */
async function openSaved(size = { width: 390, height: 844 }) {
  const context = await browser.newContext({ viewport: size, offline: true, locale: 'ja-JP' });
  const page = await context.newPage();
  const asked: string[] = [];
  const faults: string[] = [];
  page.on('request', (request) => {
    if (/^(https?|wss?):/.test(request.url())) asked.push(request.url());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(pathToFileURL(saved).href);
  return { page, asked, faults, close: () => context.close() };
}

const outcome = (page: Page) => page.locator('[data-outcome]');

async function statesOf(page: Page): Promise<Record<string, string | null>> {
  const rows = await page.locator('[data-check]').all();
  return Object.fromEntries(
    await Promise.all(
      rows.map(async (row) => [
        await row.getAttribute('data-check'),
        await row.getAttribute('class'),
      ]),
    ),
  );
}

describe('the saved page', () => {
  test('verifies a zip without a network, and shows the draw', async () => {
    const { page, asked, faults, close } = await openSaved();
    await page.locator('#files').setInputFiles(zipOf(sample, 'bundle.zip'));
    await outcome(page).waitFor();
    expect(await outcome(page).textContent()).toBe('すべて確認できました');
    expect(new Set(Object.values(await statesOf(page)))).toEqual(new Set(['passed']));
    const final = digestOfBytes(sample.get('final.txt')!);
    expect(await page.locator('[data-final]').textContent()).toBe(final);
    const words = await page.locator('.words li').allTextContents();
    expect(words.map((word) => word.trim())).toEqual(wordsOf(final));
    const scores = await page.locator('td.score').allTextContents();
    const expected = readResult(sample.get('result.tsv')!).map(({ score }) => score);
    expect(scores.map((score) => score.trim())).toEqual(expected);
    expect({ asked, faults }).toEqual({ asked: [], faults: [] });
    await close();
  });

  test('takes a folder’s files, dropped on it', async () => {
    const own = join(folder, 'as-a-folder');
    mkdirSync(own);
    for (const [name, bytes] of sample) writeFileSync(join(own, name), bytes);
    const { page, close } = await openSaved();
    await page.locator('#folder').setInputFiles(own);
    await outcome(page).waitFor();
    expect(await outcome(page).textContent()).toBe('すべて確認できました');
    await close();
    const other = await openSaved();
    await dropZip(other.page, readFileSync(zipOf(sample, 'dropped.zip')));
    await outcome(other.page).waitFor();
    expect(await outcome(other.page).textContent()).toBe('すべて確認できました');
    await other.close();
  });

  test('LT1 names the check that fails, in three languages, and what is no record at all', async () => {
    const { page, close } = await openSaved();
    const tampered = new Map(sample).set(
      'result.tsv',
      new TextEncoder().encode(
        new TextDecoder().decode(sample.get('result.tsv')).replace('\twin\t2', '\twin\t3'),
      ),
    );
    await page.locator('#files').setInputFiles(zipOf(tampered, 'tampered.zip'));
    await outcome(page).waitFor();
    expect(await outcome(page).textContent()).toBe('記録が合いません');
    const states = await statesOf(page);
    expect(states).toMatchObject({ open: 'passed', randomness: 'passed', result: 'failed' });
    expect(states['signatures']).toBe('notReached');
    expect(await page.locator('details').textContent()).toContain('result: row 2: place must be 2');
    await page.locator('[data-language=en]').click();
    expect(await outcome(page).textContent()).toBe('The record does not add up');
    await page.locator('[data-language=ja-easy]').click();
    expect(await outcome(page).textContent()).toBe('きろくが あいません');
    await page.locator('.again button').click();
    writeFileSync(join(folder, 'letter.txt'), 'x');
    await page.locator('#files').setInputFiles(join(folder, 'letter.txt'));
    await outcome(page).waitFor();
    expect(await outcome(page).textContent()).toBe('くじの きろくでは ありません');
    await close();
  });

  test('says that a record is unsigned', async () => {
    const { page, close } = await openSaved();
    const unsigned = new Map(sample);
    unsigned.delete('signatures.tsv');
    await page.locator('#files').setInputFiles(zipOf(unsigned, 'unsigned.zip'));
    await outcome(page).waitFor();
    expect(await statesOf(page)).toMatchObject({ result: 'passed', signatures: 'none' });
    expect(await page.locator('.unsigned').isVisible()).toBe(true);
    await close();
  });

  test('computes a ticket’s rank, and a shell gives the same number', async () => {
    const { page, close } = await openSaved();
    await page.locator('#files').setInputFiles(zipOf(sample, 'ticket.zip'));
    await outcome(page).waitFor();
    await page.locator('#prize').selectOption('a-towel');
    await page.locator('#field-serial').fill('22');
    await page.locator('ts-my-ticket form button').click();
    await page.locator('#field-serial-error').waitFor();
    await page.locator('#field-serial').fill('０１７');
    await page.locator('ts-my-ticket form button').click();
    const answer = page.locator('[data-rank]');
    await answer.waitFor();
    const command = (await page.locator('[data-command]').textContent()) ?? '';
    const seed = /"([0-9a-f]{64}),17"/.exec(command)?.[1] ?? '';
    const scores = Array.from({ length: 21 }, (_, index) => digestOfText(`${seed},${index + 1}`));
    const rank = scores.filter((score) => score < scores[16]!).length + 1;
    expect(await answer.getAttribute('data-rank')).toBe(String(rank));
    const shell = execFileSync('sh', ['-c', command], { encoding: 'utf8' }).split(' ')[0] ?? '';
    expect(shell).toBe(scores[16]);
    expect(await answer.textContent()).toContain(shell);
    await close();
  });

  test.each([
    [360, 640],
    [768, 1024],
    [1440, 900],
  ])('holds its content at %i × %i, in three languages', async (width, height) => {
    const { page, close } = await openSaved({ width, height });
    const overflow = () =>
      page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
    expect(await overflow()).toBe(0);
    await page.locator('#files').setInputFiles(zipOf(sample, `size-${width}.zip`));
    await outcome(page).waitFor();
    for (const language of ['ja', 'en', 'ja-easy']) {
      await page.locator(`[data-language=${language}]`).click();
      expect(await overflow(), language).toBe(0);
    }
    await close();
  });

  test('of a hundred thousand tickets it tells how far it is', async () => {
    const large = makeSampleBundle({
      seed: 'large',
      prizes: [
        {
          prizeId: 'a-grand',
          quantity: 100,
          alternates: 0,
          entries: Array.from({ length: 100_000 }, (_, owner) => ({ owner, count: 1 })),
        },
      ],
    });
    const { page, close } = await openSaved();
    const zip = zipOf(large, 'large.zip');
    await page.evaluate(() => {
      const seen = new Set<number>();
      Object.assign(globalThis, { seen });
      const shadow = document.querySelector('ts-verify-page')!.shadowRoot!;
      // Each change, also of a page that has no time to be painted.
      new MutationObserver(() => {
        const bar = shadow.querySelector('progress');
        if (bar !== null) seen.add(bar.value);
      }).observe(shadow, { subtree: true, childList: true, attributes: true });
    });
    await page.locator('#files').setInputFiles(zip);
    await outcome(page).waitFor({ timeout: 120_000 });
    const seen = await page.evaluate(() => {
      const value: unknown = Reflect.get(globalThis, 'seen');
      return value instanceof Set ? value.size : 0;
    });
    expect(seen).toBeGreaterThan(1);
    expect(await page.locator('td.score').count()).toBe(30);
    await page.locator('ts-draw-report .prize button').click();
    expect(await page.locator('td.score').count()).toBe(100);
    await close();
  });
});

test('works where it is served too, and brings the script whose hash is published', async () => {
  const system = await startSystem({ screensFolder: screens.folder });
  try {
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    await page.goto(`${system.node.base}/stage/verify.html`);
    await page.locator('#files').setInputFiles(zipOf(sample, 'served.zip'));
    await outcome(page).waitFor();
    expect(await outcome(page).textContent()).toBe('すべて確認できました');
    expect(faults).toEqual([]);
    const script = await fetch(`${system.node.base}/${VERIFIER_ADDRESS}`);
    const bytes = new Uint8Array(await script.arrayBuffer());
    expect(digestOfBytes(bytes)).toBe(verifierDigest());
    expect(verifierDigest(join(screens.folder, VERIFIER_ADDRESS))).toBe(verifierDigest());
    await page.close();
  } finally {
    await system.stop();
  }
});

/** A drop as a file manager makes it. */
async function dropZip(page: Page, bytes: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle((base64) => {
    const data = new DataTransfer();
    const content = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    data.items.add(new File([content], 'bundle.zip', { type: 'application/zip' }));
    return data;
  }, bytes.toString('base64'));
  await page.locator('ts-bundle-drop .field').dispatchEvent('drop', { dataTransfer: transfer });
}
