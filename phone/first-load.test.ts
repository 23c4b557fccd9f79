/** The phone's first load, measured on what is really built. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildScreens, type BuiltScreens } from '../tests/built-screens.ts';

/** JavaScript and style sheets; the fonts come by the characters that are shown. */
const FIRST_LOAD_BYTES_MAX = 120 * 1000;

let screens: BuiltScreens;
beforeAll(async () => {
  screens = await buildScreens();
});
afterAll(() => screens.remove());

describe('the built phone', () => {
  test('loads at most 120 kB, compressed, before somebody can join', () => {
    const sources = firstLoad();
    expect(sources.some((source) => source.includes('ts-phone-pass'))).toBe(true);
    const bytes = sources
      .map((source) => gzipSync(source, { level: 9 }).length)
      .reduce((sum, length) => sum + length, 0);
    expect(bytes).toBeGreaterThan(20_000);
    expect(bytes).toBeLessThanOrEqual(FIRST_LOAD_BYTES_MAX);
  });

  test('is kept by the one service worker: page, manifest, icons, scripts', () => {
    const phone = precacheOf('phone');
    const kept = new Set(phone.core.map(({ url }) => url));
    const page = read('phone/index.html');
    const needed = ['/phone/', '/phone/manifest.webmanifest', '/phone/icon.svg'];
    for (const [, address] of page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)) {
      needed.push(address ?? '');
    }
    expect(needed.length).toBeGreaterThan(4);
    expect(needed.filter((address) => !kept.has(address))).toEqual([]);
    expect(phone.fonts.length).toBeGreaterThan(200);
  });

  test('keeps nothing of the kiosk, and the kiosk nothing of the phone', () => {
    const phone = precacheOf('phone').core.map(({ url }) => url);
    const kiosk = precacheOf('kiosk').core.map(({ url }) => url);
    expect(phone.filter((url) => /\/kiosk/.test(url))).toEqual([]);
    expect(kiosk.filter((url) => /\/phone/.test(url))).toEqual([]);
    expect(kiosk).toContain('/kiosk/');
  });
});

interface Kept {
  readonly name: string;
  readonly core: readonly { readonly url: string }[];
  readonly fonts: readonly string[];
}

/** The list as the build wrote it into the worker. */
function precacheOf(name: string): Kept {
  const worker = read('sw.js');
  const start = worker.indexOf('{"screens":');
  const end = worker.indexOf(']}]}', start) + ']}]}'.length;
  const { screens: all }: { screens: Kept[] } = JSON.parse(worker.slice(start, end));
  const found = all.find((each) => each.name === name);
  if (found === undefined) throw new Error(`sw.js keeps no ${name}`);
  return found;
}

/** The page's scripts and style sheets, and what these import without being asked. */
function firstLoad(): string[] {
  const found = new Set<string>();
  const open = [...read('phone/index.html').matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)];
  const names = open.map(([, name]) => name ?? '');
  for (const name of names) {
    if (found.has(name)) continue;
    found.add(name);
    const imports = read(name).matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g);
    for (const [, other] of imports) names.push(`assets/${other ?? ''}`);
  }
  return [...found].map(read);
}

function read(file: string): string {
  return readFileSync(join(screens.folder, file), 'utf8');
}

test('the icons of the manifest exist', () => {
  const manifest: { icons: { src: string }[]; start_url: string } = JSON.parse(
    read('phone/manifest.webmanifest'),
  );
  expect(manifest.start_url).toBe('/phone/');
  const there = new Set(readdirSync(join(screens.folder, 'phone')).map((name) => `/phone/${name}`));
  expect(manifest.icons.map(({ src }) => src).filter((src) => !there.has(src))).toEqual([]);
});
