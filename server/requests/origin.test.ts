import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer as createSecureServer, request as secureRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Koa from 'koa';
import * as v from 'valibot';
import { expect, onTestFinished, test } from 'vitest';
import { prepareCertificate } from '../../embedded/tls.ts';
import { isSecure, originOf } from './origin.ts';
import { securityHeaders } from './security-headers.ts';

const HSTS = 'strict-transport-security';
const HTTPS = { 'x-forwarded-proto': 'https' };

interface Seen {
  readonly secure: boolean;
  readonly origin: string;
  readonly headers: IncomingHttpHeaders;
}

const SaidSchema = v.object({ secure: v.boolean(), origin: v.string() });

/** What a server of these settings thinks of a request to it as `door.example`. */
async function seenBy(
  { trustProxy, encrypted }: { readonly trustProxy: boolean; readonly encrypted: boolean },
  headers: Readonly<Record<string, string>>,
): Promise<Seen> {
  const app = new Koa();
  app.use(securityHeaders({ trustProxy }));
  app.use((context) => {
    const [secure, origin] = [
      isSecure(context.req, { trustProxy }),
      originOf(context.req, { trustProxy }),
    ];
    context.body = JSON.stringify({ secure, origin });
  });
  const answer = app.callback();
  const listener: Parameters<typeof createServer>[1] = (incoming, response) => {
    void answer(incoming, response);
  };
  const server = encrypted
    ? createSecureServer(await ownCertificate(), listener)
    : createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = v.parse(v.object({ port: v.number() }), server.address());
    const options = {
      port,
      host: '127.0.0.1',
      agent: false,
      headers: { host: 'door.example', ...headers },
    } as const;
    return await new Promise((resolve, reject) => {
      const asking = encrypted
        ? secureRequest({ ...options, rejectUnauthorized: false })
        : request(options);
      asking.on('error', reject).end();
      asking.on('response', (incoming) => {
        incoming.setEncoding('utf8');
        incoming.on('data', (text: string) => {
          const { secure, origin } = v.parse(SaidSchema, JSON.parse(text));
          resolve({ secure, origin, headers: incoming.headers });
        });
      });
    });
  } finally {
    server.close();
  }
}

async function ownCertificate(): Promise<{ cert: Buffer; key: Buffer }> {
  const folder = mkdtempSync(join(tmpdir(), 'tsudoi-origin-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const files = await prepareCertificate(folder, { dns: ['door.example'], ip: [] });
  return { cert: readFileSync(files.certificateFile), key: readFileSync(files.keyFile) };
}

async function promiseOf(...asked: Parameters<typeof seenBy>): Promise<unknown> {
  return (await seenBy(...asked)).headers[HSTS];
}

async function originFor(...asked: Parameters<typeof seenBy>): Promise<string> {
  return (await seenBy(...asked)).origin;
}

test('X-Forwarded-Proto is believed behind a proxy of ours only', async () => {
  const encrypted = false;
  expect((await seenBy({ trustProxy: true, encrypted }, HTTPS)).secure).toBe(true);
  expect((await seenBy({ trustProxy: false, encrypted }, HTTPS)).secure).toBe(false);
  expect((await seenBy({ trustProxy: true, encrypted }, {})).secure).toBe(false);
  expect((await seenBy({ trustProxy: false, encrypted: true }, {})).secure).toBe(true);
});

test('HTTPS for ever is promised behind a proxy of ours, never with a certificate of our own', async () => {
  expect(await promiseOf({ trustProxy: true, encrypted: false }, HTTPS)).toMatch(/^max-age=\d+$/);
  expect(await promiseOf({ trustProxy: false, encrypted: true }, {})).toBeUndefined();
  expect(await promiseOf({ trustProxy: false, encrypted: true }, HTTPS)).toBeUndefined();
  expect(await promiseOf({ trustProxy: true, encrypted: false }, {})).toBeUndefined();
  const atHome = { ...HTTPS, host: 'localhost' };
  expect(await promiseOf({ trustProxy: true, encrypted: false }, atHome)).toBeUndefined();
});

test('addresses that we write down are those by which we were reached', async () => {
  const plain = { trustProxy: false, encrypted: false };
  expect(await originFor(plain, {})).toBe('http://door.example');
  expect(await originFor(plain, HTTPS)).toBe('http://door.example');
  expect(await originFor({ ...plain, trustProxy: true }, HTTPS)).toBe('https://door.example');
  expect(await originFor({ ...plain, encrypted: true }, { host: '192.0.2.7:8443' })).toBe(
    'https://192.0.2.7:8443',
  );
  // What is no host is written into no code and no file.
  expect(await originFor(plain, { host: 'door.example/"><script>' })).toBe('http://localhost');
});
