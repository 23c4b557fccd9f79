import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSystem } from '../../tests/running-system.ts';
import type { RunningSystem } from '../../tests/running-system.ts';

const PAGE = `<!doctype html><title>集い</title>${'<p>'.repeat(500)}`;
const FILES: Record<string, string> = {
  'kiosk/index.html': PAGE,
  'dashboard/index.html': '<!doctype html><title>係員</title>',
  'phone/index.html': '<!doctype html><title>スマートフォン</title>',
  'phone/certificate/index.html': '<!doctype html><title>証明</title>',
  'phone/books/index.html': '<!doctype html><title>帳簿</title>',
  'stage/verify.html': `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'" />`,
  'assets/kiosk-BHq3x_9z.js': `export const a = 1;${'//'.repeat(1_000)}`,
  'assets/zxing-Ab3-_9zQ.wasm': '\0asm',
  'assets/barlow-AAAAbbbb.woff2': 'wOF2',
  'kiosk.webmanifest': '{}',
  'sw.js': 'self.skipWaiting();',
};

let folder: string;
let system: RunningSystem;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tsudoi-screens-'));
  for (const [name, content] of Object.entries(FILES)) {
    await mkdir(join(folder, 'dist', name, '..'), { recursive: true });
    await writeFile(join(folder, 'dist', name), content);
  }
  await writeFile(join(folder, 'secret.txt'), 'geheim');
  await symlink(join(folder, 'secret.txt'), join(folder, 'dist', 'link.txt'));
  await mkdir(join(folder, 'tls'));
  await writeFile(join(folder, 'tls', 'ca.crt'), 'a certificate');
  system = await startSystem({ screensFolder: join(folder, 'dist'), dataFolder: folder });
});

afterAll(async () => {
  await system?.stop();
  await rm(folder, { recursive: true, force: true });
});

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(system.node.base + path, { method, headers, redirect: 'manual' });

test.each([
  ['/certificate/01900000-0000-7000-8000-000000000000', '証明'],
  ['/books', '帳簿'],
  ['/books/', '帳簿'],
  ['/phone/', 'スマートフォン'],
  ['/phone/shop/AbCdEfGhIjKlMnOp_-1', 'スマートフォン'],
  ['/phone/move', 'スマートフォン'],
])('%s leads to its page', async (path, title) => {
  const answer = await get(path);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain(`<title>${title}</title>`);
});

test.each(['/certificate', '/certificate/', '/certificate/a/b', '/certificate/..%2f', '/books/x'])(
  '%s is no page',
  async (path) => {
    expect((await get(path)).status).toBe(404);
  },
);

test.each([
  ['/kiosk/', 'text/html; charset=utf-8', 'no-cache'],
  ['/dashboard/activities/7', 'text/html; charset=utf-8', 'no-cache'],
  [
    '/assets/kiosk-BHq3x_9z.js',
    'text/javascript; charset=utf-8',
    'public, max-age=31536000, immutable',
  ],
  ['/assets/zxing-Ab3-_9zQ.wasm', 'application/wasm', 'public, max-age=31536000, immutable'],
  ['/assets/barlow-AAAAbbbb.woff2', 'font/woff2', 'public, max-age=31536000, immutable'],
  ['/kiosk.webmanifest', 'application/manifest+json', 'no-cache'],
  ['/sw.js', 'text/javascript; charset=utf-8', 'no-cache'],
  ['/tsudoi-ca.crt', 'application/x-x509-ca-cert', 'no-store'],
])('%s has its type and its caching', async (path, type, caching) => {
  const answer = await get(path);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe(type);
  expect(answer.headers.get('cache-control')).toBe(caching);
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
});

test('what has not changed is not sent again, and a HEAD has no body', async () => {
  const first = await get('/kiosk/');
  expect(await first.text()).toBe(PAGE);
  const etag = first.headers.get('etag') ?? '';
  const second = await raw('/kiosk/', 'gzip', { 'if-none-match': etag });
  expect([second.status, second.body.toString()]).toEqual([304, '']);
  const other = await raw('/kiosk/', 'gzip', { 'if-none-match': 'W/"other"' });
  expect(other.status).toBe(200);
  for (const path of ['/kiosk/', '/dashboard/']) {
    const head = await get(path, { 'accept-encoding': 'identity' }, 'HEAD');
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(10);
  }
});

test('text is compressed for those who take it', async () => {
  const answer = await raw('/kiosk/', 'gzip');
  expect(answer.encoding).toBe('gzip');
  expect(gunzipSync(answer.body).toString()).toBe(PAGE);
  expect((await raw('/kiosk/', 'identity')).body.toString()).toBe(PAGE);
  expect((await raw('/dashboard/', 'gzip')).encoding).toBeUndefined();
});

test('the start leads to the dashboard, a screen without its slash to the screen', async () => {
  expect((await get('/')).headers.get('location')).toBe('/dashboard/');
  expect((await get('/kiosk')).headers.get('location')).toBe('/kiosk/');
});

test('nothing outside the folder, no links, no missing files in place of pages', async () => {
  for (const path of [
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/kiosk/..%2f..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/link.txt',
    '/kiosk/missing.js',
    '/assets/',
    '/tls/ca.crt',
    '/%00',
  ]) {
    const { status, body } = await raw(path, 'identity');
    expect([path, status]).toEqual([path, 404]);
    expect(body.toString()).not.toContain('geheim');
  }
});

/** Without what `fetch` tidies up in an address or unpacks in an answer. */
function raw(
  path: string,
  encoding: string,
  conditions: Record<string, string> = {},
): Promise<{ status: number | undefined; encoding: string | undefined; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const headers = { 'accept-encoding': encoding, ...conditions };
    const asking = request({ port: system.node.server.port, host: '127.0.0.1', path, headers });
    asking.on('error', reject).on('response', (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode,
          encoding: answer.headers['content-encoding'],
          body: Buffer.concat(chunks),
        }),
      );
    });
    asking.end();
  });
}

test('a page that stands alone goes by the policy that it carries; every other by ours', async () => {
  expect(await policyOf('/stage/verify.html')).toBe("frame-ancestors 'none'");
  expect(await policyOf('/kiosk/')).toContain("default-src 'self'");
});

async function policyOf(path: string): Promise<string | null> {
  return (await get(path)).headers.get('content-security-policy');
}
