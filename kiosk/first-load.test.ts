/** The kiosk's first load, measured on what is really built. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildScreens, type BuiltScreens } from '../tests/built-screens.ts';

/** JavaScript without WASM and fonts. */
const FIRST_LOAD_BYTES_MAX = 100 * 1000;

let screens: BuiltScreens;
beforeAll(async () => {
  screens = await buildScreens();
});
afterAll(() => screens.remove());

describe('the built kiosk', () => {
  test('loads at most 100 kB of JavaScript, compressed, its decoder included', () => {
    const names = firstLoad();
    expect(names.some((name) => name.startsWith('camera-decoder'))).toBe(true);
    let bytes = 0;
    for (const name of names) bytes += gzipSync(read(`assets/${name}`), { level: 9 }).length;
    expect(bytes).toBeGreaterThan(20_000);
    expect(bytes).toBeLessThanOrEqual(FIRST_LOAD_BYTES_MAX);
  });

  test('gives the shop’s desk to the tablets that ask for it, and keeps it for all', () => {
    expect(firstLoad().filter(isShopDesk)).toEqual([]);
    expect([...reachableScripts().keys()].filter(isShopDesk)).toHaveLength(1);
  });

  test('has one service worker that keeps all of it: page, scripts, WASM, fonts', () => {
    const worker = read('sw.js');
    const needed = [
      '/kiosk/',
      '/kiosk/manifest.webmanifest',
      ...[...reachableScripts().keys()].map((name) => `/assets/${name}`),
      ...filesIn('assets')
        .filter((name) => /\.(wasm|woff2)$/.test(name))
        .map((name) => `/assets/${name}`),
    ];
    expect(needed.filter((address) => !worker.includes(`"${address}"`))).toEqual([]);
    expect(needed.filter((address) => address.endsWith('.wasm'))).toHaveLength(1);
    expect(needed.filter((address) => address.endsWith('.woff2')).length).toBeGreaterThan(200);
    expect(worker).not.toMatch(/^import/m);
    expect(worker).not.toContain('"/dashboard/');
  });

  test('has no old fonts and nothing inlined that the policy forbids', () => {
    expect(filesIn('assets').filter((name) => name.endsWith('.woff'))).toEqual([]);
    const styles = filesIn('assets').filter((name) => name.endsWith('.css'));
    expect(styles.filter((name) => /url\(["']?data:font/.test(read(`assets/${name}`)))).toEqual([]);
    expect(read('kiosk/index.html')).not.toMatch(/<script(?![^>]*src=)/);
  });
});

function isShopDesk(name: string): boolean {
  return name.startsWith('shop-desk');
}

function read(file: string): string {
  return readFileSync(join(screens.folder, file), 'utf8');
}

function filesIn(folder: string): string[] {
  return readdirSync(join(screens.folder, folder));
}

/** The page's scripts, what these import without being asked, and the decoder that reads the camera. */
function firstLoad(): string[] {
  const open = read('kiosk/index.html').matchAll(/(?:src|href)="\/assets\/([^"]+\.js)"/g);
  const names = [...open].map(([, name]) => name ?? '');
  const found = new Set<string>();
  for (const name of names) {
    if (found.has(name)) continue;
    found.add(name);
    const source = read(`assets/${name}`);
    const imports = source.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g);
    const workers = source.matchAll(/\/assets\/([^"'`]+\.worker-[^"'`]+\.js)/g);
    for (const [, other] of [...imports, ...workers]) names.push(other ?? '');
  }
  return [...found];
}

/** From the page on: every script that a reached file names. */
function reachableScripts(): Map<string, string> {
  const all = filesIn('assets').filter((name) => name.endsWith('.js'));
  const found = new Map<string, string>();
  const sources = [read('kiosk/index.html')];
  for (const source of sources) {
    for (const name of all) {
      if (found.has(name) || !source.includes(name)) continue;
      const script = read(`assets/${name}`);
      found.set(name, script);
      sources.push(script);
    }
  }
  return found;
}
