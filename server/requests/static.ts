/**
 * Serves the screens that Vite built. Files with a content hash in their name never change; pages
 * and the service worker are asked for again each time, and answered 304 while they are the same.
 *
 * Which files exist is read once at the start: what is not in the list is not there, so that no
 * path, however written, leads out of the folder.
 */
import { hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Context, Middleware } from 'koa';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
const COMPRESSED = new Set(['.css', '.html', '.js', '.json', '.mjs', '.svg', '.wasm', '.txt']);
/** Below this nothing is won. */
const COMPRESSED_FROM_BYTES = 1_024;

/** `name-BHq3x_9z.js`: Vite's content hash. */
const HASHED_NAME = /-[\w-]{8}\.\w+$/;
const UNCHANGING = 'public, max-age=31536000, immutable';
const ASK_AGAIN = 'no-cache';

/**
 * A page that stands alone names in itself what it may do, stricter than we would: it runs its own
 * script and no other, and reaches nothing. What a page cannot say itself is said here.
 */
const OWN_POLICY = '<meta http-equiv="Content-Security-Policy"';
const POLICY_BESIDE_OWN = "frame-ancestors 'none'";

/** Screens with addresses of their own inside; unknown ones get the screen's page. */
const SCREENS = ['/kiosk/', '/dashboard/', '/phone/', '/stage/'];

/** Small public pages with addresses of their own, and what stands after them in the path. */
const PAGES: readonly { readonly address: RegExp; readonly file: string }[] = [
  { address: /^\/certificate\/[\w-]{1,100}$/, file: '/phone/certificate/index.html' },
  { address: /^\/books\/?$/, file: '/phone/books/index.html' },
];

interface ServedFile {
  readonly path: string;
  readonly bytes: number;
  readonly mediaType: string;
  readonly etag: string;
  readonly cacheControl: string;
  readonly hasOwnPolicy: boolean;
  /** Held in memory: the text files of all screens are a few hundred kilobytes. */
  readonly gzipped: Buffer | null;
}

export interface ScreenFiles {
  readonly middleware: Middleware;
  /** Addresses of the screens that exist. */
  readonly screens: readonly string[];
}

/**
 * @param folder of the built screens; without it there are no screens, only the interface
 * @param authorityCertificate PEM file of our own certificate authority, for `/tsudoi-ca.crt`
 */
export async function loadScreens(
  folder: string,
  authorityCertificate: string | null,
): Promise<ScreenFiles> {
  const files = await readFolder(folder);
  const screens = SCREENS.filter((screen) => files.has(`${screen}index.html`));
  return {
    screens,
    async middleware(context, next) {
      if (context.method !== 'GET' && context.method !== 'HEAD') return next();
      // 302: which screen comes first may change.
      if (context.path === '/') return context.redirect('/dashboard/');
      if (context.path === '/tsudoi-ca.crt' && authorityCertificate !== null) {
        return sendCertificate(context, authorityCertificate, next);
      }
      if (SCREENS.includes(`${context.path}/`)) return context.redirect(`${context.path}/`);
      const file = find(files, context.path);
      return file === undefined ? next() : send(context, file);
    },
  };
}

function find(files: ReadonlyMap<string, ServedFile>, path: string): ServedFile | undefined {
  const exact = files.get(path.endsWith('/') ? `${path}index.html` : path);
  if (exact !== undefined) return exact;
  const page = PAGES.find(({ address }) => address.test(path));
  if (page !== undefined) return files.get(page.file);
  // A deep link into a screen; a missing file with an ending is missing.
  const screen = SCREENS.find((start) => path.startsWith(start));
  if (screen === undefined || extname(path) !== '') return undefined;
  return files.get(`${screen}index.html`);
}

function send(context: Context, file: ServedFile): void {
  // Not by `context.type`, which gives a charset to types that have none.
  context.set({
    'Content-Type': file.mediaType,
    'Cache-Control': file.cacheControl,
    ETag: file.etag,
  });
  if (file.hasOwnPolicy) context.set('Content-Security-Policy', POLICY_BESIDE_OWN);
  if (file.gzipped !== null) context.vary('Accept-Encoding');
  context.status = 200;
  if (context.fresh) {
    context.status = 304;
    return;
  }
  if (file.gzipped !== null && context.acceptsEncodings('gzip', 'identity') === 'gzip') {
    context.set('Content-Encoding', 'gzip');
    context.body = file.gzipped;
    return;
  }
  context.length = file.bytes;
  // Koa drops the body of a HEAD, but would open the file first.
  if (context.method === 'HEAD') context.res.end();
  else context.body = createReadStream(file.path);
}

async function sendCertificate(
  context: Context,
  path: string,
  next: () => Promise<void>,
): Promise<void> {
  const certificate = await readFile(path).catch(() => null);
  if (certificate === null) return next();
  context.type = 'application/x-x509-ca-cert';
  context.set('Cache-Control', 'no-store');
  context.body = certificate;
}

async function readFolder(folder: string): Promise<Map<string, ServedFile>> {
  const files = new Map<string, ServedFile>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    // Links are not followed: they could lead out of the folder.
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const address = `/${relative(folder, path).split(sep).join('/')}`;
    files.set(address, await describe(path, entry.name));
  }
  return files;
}

const compress = promisify(gzip);

async function describe(path: string, name: string): Promise<ServedFile> {
  const content = await readFile(path);
  const ending = extname(name).toLowerCase();
  const worthIt = COMPRESSED.has(ending) && content.length >= COMPRESSED_FROM_BYTES;
  return {
    path,
    bytes: content.length,
    mediaType: MEDIA_TYPES[ending] ?? 'application/octet-stream',
    // Weak: the same content compressed and not compressed has one tag.
    etag: `W/"${hash('sha256', content, 'hex').slice(0, 32)}"`,
    cacheControl: HASHED_NAME.test(name) ? UNCHANGING : ASK_AGAIN,
    hasOwnPolicy: ending === '.html' && content.includes(OWN_POLICY),
    gzipped: worthIt ? await compress(content) : null,
  };
}
