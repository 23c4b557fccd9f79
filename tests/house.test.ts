/**
 * Who may import whom. The table of ARCHITECTURE.md, held: a screen that reaches into the server,
 * or a domain that reads the clock, fails here.
 */
import path from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, test } from 'vitest';
import { readProjectFile, sourceFiles } from './source-files.ts';

const ROOMS: Readonly<Record<string, { rooms: readonly string[]; runtime: string }>> = {
  domain: { rooms: [], runtime: 'pure' },
  stores: { rooms: ['domain'], runtime: 'node' },
  server: { rooms: ['domain', 'stores'], runtime: 'node' },
  workers: { rooms: ['domain', 'stores'], runtime: 'node' },
  embedded: { rooms: [], runtime: 'node' },
  ui: { rooms: ['domain'], runtime: 'browser' },
  kiosk: { rooms: ['domain', 'ui'], runtime: 'browser' },
  phone: { rooms: ['domain', 'ui'], runtime: 'browser' },
  dashboard: { rooms: ['domain', 'ui'], runtime: 'browser' },
  stage: { rooms: ['domain', 'ui'], runtime: 'browser' },
};

/** Packages that are pure: no I/O, no platform. */
const PURE_PACKAGES = ['valibot', '@noble/hashes', '@noble/curves'];
/** Packages that only Node may load. */
const NODE_PACKAGES = ['koa', '@koa/router', 'ioredis', 'bullmq', 'pg', 'kysely', 'socket.io'];
const BROWSER_PACKAGES = ['lit', 'socket.io-client', 'zxing-wasm', 'idb'];

interface Import {
  readonly file: string;
  readonly specifier: string;
}

/** Every module that a source names: imports, re-exports, dynamic imports. */
function importsOf(file: string, source: string): Import[] {
  const { module } = parseSync(file, source);
  const specifiers = [
    ...module.staticImports.map((entry) => entry.moduleRequest.value),
    ...module.staticExports.flatMap((entry) =>
      entry.entries.flatMap((part) => (part.moduleRequest ? [part.moduleRequest.value] : [])),
    ),
    ...module.dynamicImports.map((entry) =>
      source
        .slice(entry.moduleRequest.start, entry.moduleRequest.end)
        .replaceAll(/^['"`]|['"`]$/g, ''),
    ),
  ];
  return specifiers.map((specifier) => ({ file, specifier }));
}

function roomOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : '(top)';
}

/** What is wrong with one import, or null. */
function fault({ file, specifier }: Import): string | null {
  const room = roomOf(file);
  const rule = ROOMS[room];
  if (rule === undefined) return 'is in no room';
  if (specifier.startsWith('.')) {
    const target = path.posix.join(path.posix.dirname(file), specifier);
    return roomOf(target) === room ? null : `leaves its room by a relative path: ${specifier}`;
  }
  if (specifier.startsWith('#')) {
    const target = specifier.slice(1, specifier.indexOf('/'));
    if (target === room) return `reaches its own room by ${specifier}; use a relative path`;
    return rule.rooms.includes(target) ? null : `may not import ${specifier}`;
  }
  const isNode = specifier.startsWith('node:');
  const isOneOf = (packages: readonly string[]) =>
    packages.some((name) => specifier === name || specifier.startsWith(`${name}/`));
  // `*.node.ts` in a screen's room takes part in its build, not in the page.
  const runtime = file.endsWith('.node.ts') ? 'node' : rule.runtime;
  switch (runtime) {
    case 'pure':
      return isOneOf(PURE_PACKAGES) ? null : `is pure and may not import ${specifier}`;
    case 'browser':
      return isNode || isOneOf(NODE_PACKAGES)
        ? `runs in browsers and may not import ${specifier}`
        : null;
    default:
      return isOneOf(BROWSER_PACKAGES) ? `runs in Node and may not import ${specifier}` : null;
  }
}

const roomFiles = sourceFiles().filter((file) => roomOf(file) in ROOMS);

describe('the import table', () => {
  test('holds for every file of every room', () => {
    const faults = roomFiles.flatMap((file) =>
      importsOf(file, readProjectFile(file)).flatMap((each) => {
        const what = fault(each);
        return what === null ? [] : [`${file}: ${what}`];
      }),
    );
    expect(faults).toEqual([]);
  });

  test('has a rule that finds something in every room that exists', () => {
    for (const room of [
      'domain',
      'stores',
      'server',
      'workers',
      'ui',
      'kiosk',
      'phone',
      'dashboard',
      'stage',
    ]) {
      expect(
        roomFiles.some((file) => roomOf(file) === room),
        room,
      ).toBe(true);
    }
  });

  test.each<[string, string]>([
    ['domain/a.ts', "import { readFile } from 'node:fs';"],
    ['domain/a.ts', "import type { X } from '#stores/x.ts';"],
    ['domain/a.ts', "import { html } from 'lit';"],
    ['stores/a.ts', "export * from '#ui/a.ts';"],
    ['server/a.ts', "await import('../workers/a.ts');"],
    ['workers/a.ts', "import '#server/a.ts';"],
    ['ui/a.ts', "import '../kiosk/a.ts';"],
    ['kiosk/a.ts', "import '#dashboard/a.ts';"],
    ['kiosk/a.ts', "import type { Server } from 'socket.io';"],
    ['kiosk/a.ts', "import '#stores/live/live-store.ts';"],
    ['dashboard/a.ts', "import 'node:path';"],
    ['stores/a.ts', "import '#stores/b.ts';"],
  ])('would find %s: %s', (file, source) => {
    expect(importsOf(file, source).map(fault)).toEqual([expect.any(String)]);
  });
});

describe('the domain', () => {
  const impure =
    /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bperformance\b|\bprocess\b|\bglobalThis\b/;

  test('has no clock and no randomness: they are arguments', () => {
    const found = roomFiles
      .filter((file) => roomOf(file) === 'domain')
      .filter((file) => impure.test(readProjectFile(file)));
    expect(found).toEqual([]);
  });

  test.each(['Date.now()', 'new Date()', 'Math.random()'])('would be caught with %s', (code) => {
    expect(impure.test(`const x = ${code};`)).toBe(true);
  });
});
