/**
 * Vite plugins for what the screens keep on the device. `precacheScreens` builds `/sw.js` with the
 * list of every file that the kiosk, and the phone, can ever ask for, the decoder's WASM and the fonts
 * included, so that a tablet or a phone can be reloaded with the network away.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import type { Precache, ScreenPrecache } from './precache.ts';

const SERVICE_WORKER = 'ui/service-worker/service-worker.ts';
const SCREENS = ['kiosk', 'phone'] as const;
type Screen = (typeof SCREENS)[number];
const pageOf = (screen: Screen) => `${screen}/index.html`;
/** What the service worker's source says where the list belongs. */
const PLACE = 'self.tsudoiPrecache';

/** Emits `/sw.js` from ui/service-worker/service-worker.ts, and puts the precache lists into it. */
export function precacheScreens(): Plugin {
  let publicDir = '';
  return {
    name: 'tsudoi-precache',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      publicDir = config.publicDir;
    },
    buildStart() {
      this.emitFile({ type: 'chunk', id: SERVICE_WORKER, fileName: 'sw.js' });
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const built = SCREENS.filter((screen) => bundle[pageOf(screen)] !== undefined);
        if (built.length === 0) return;
        const worker = bundle['sw.js'];
        if (worker?.type !== 'chunk' || !worker.code.includes(PLACE)) {
          this.error('sw.js has no place for the precache list');
        }
        if (worker.imports.length > 0) this.error('sw.js must stand alone');
        const publicByUrl = publicFiles(publicDir);
        const precache: Precache = {
          screens: built.map((screen) => precacheList(screen, bundle, publicByUrl)),
        };
        worker.code = worker.code.replace(PLACE, () => JSON.stringify(precache));
      },
    },
  };
}

/**
 * Leaves the old `.woff` twins of the fonts out, for every browser that runs the screens reads woff2,
 * and orders what is left so that it compresses well.
 */
export function leanFonts(): Plugin {
  return {
    name: 'tsudoi-lean-fonts',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const [name, file] of Object.entries(bundle)) {
        if (name.endsWith('.woff')) delete bundle[name];
        if (file.type !== 'asset' || !name.endsWith('.css')) continue;
        file.source = fontFacesByRange(String(file.source).replaceAll(WOFF1_SOURCE, ''));
      }
    },
  };
}
const WOFF1_SOURCE = /,\s*url\([^)]*\.woff\)\s*format\(['"]?woff['"]?\)/g;

/**
 * The weights of one range of characters side by side: their ranges are the same long text, and only
 * what lies near can be compressed away. It halves what a screen loads before it shows anything.
 */
function fontFacesByRange(css: string): string {
  const byRange = new Map<string, string[]>();
  const rest = css.replaceAll(FONT_FACE, (face: string) => {
    const range = UNICODE_RANGE.exec(face)?.[0] ?? '';
    byRange.set(range, [...(byRange.get(range) ?? []), face]);
    return '';
  });
  return [...byRange.values()].flat().join('') + rest;
}
const FONT_FACE = /@font-face\s*\{[^}]*\}/g;
const UNICODE_RANGE = /unicode-range:[^;}]+/;

type Output = Rolldown.OutputBundle[string];

function contentOf(file: Output | undefined): string | Uint8Array {
  if (file === undefined) throw new Error('the build names a file that it does not have');
  return file.type === 'chunk' ? file.code : file.source;
}

/**
 * Everything that is reachable from a screen's page: a file is, when a reachable file names it.
 * Going by names finds what the module graph does not tell, workers and their WASM.
 */
function precacheList(
  screen: Screen,
  bundle: Rolldown.OutputBundle,
  publicByUrl: ReadonlyMap<string, Buffer>,
): ScreenPrecache {
  const found = new Set([pageOf(screen)]);
  for (const name of found) {
    const content = contentOf(bundle[name]);
    if (typeof content !== 'string') continue;
    for (const candidate of Object.keys(bundle)) {
      if (candidate.endsWith('.map') || candidate.endsWith('.html')) continue;
      if (candidate !== 'sw.js' && content.includes(path.basename(candidate))) found.add(candidate);
    }
  }
  // The phone reads a shop's code only to ask the server, and that needs the network anyway.
  if (screen === 'phone') {
    for (const name of found) if (name.endsWith('.wasm')) found.delete(name);
  }
  const entries = [...found]
    .sort()
    .map((name) => ({ url: urlOf(name), revision: revisionOf(contentOf(bundle[name])) }));
  for (const [url, content] of publicByUrl) {
    if (url.startsWith(`/${screen}/`)) entries.push({ url, revision: revisionOf(content) });
  }
  const fonts = entries.filter(({ url }) => url.endsWith('.woff2'));
  const core = entries.filter(({ url }) => !url.endsWith('.woff2'));
  return {
    name: screen,
    version: revisionOf(JSON.stringify(entries)),
    core,
    fonts: fonts.map(({ url }) => url),
  };
}

/** The page is asked for by its folder. */
function urlOf(name: string): string {
  return `/${name.replace(/(^|\/)index\.html$/, '$1')}`;
}

function revisionOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

function publicFiles(folder: string): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  if (folder === '') return files;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    files.set(`/${path.relative(folder, file).split(path.sep).join('/')}`, readFileSync(file));
  }
  return files;
}
