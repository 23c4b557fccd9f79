/**
 * `/sw.js`: keeps the kiosk on the tablet, so that a reload without the network shows it, camera
 * decoder included. It answers only for what it keeps; the API, sockets and staff's pages go past it.
 *
 * An update waits until the page says `take-over`: the kiosk does so between two people, never in the
 * middle of one.
 */
import type { Precache } from './precache.ts';

/** The parts of ServiceWorkerGlobalScope that are used; its library of types excludes the DOM's. */
interface ExtendableEvent extends Event {
  waitUntil(done: Promise<unknown>): void;
}
interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface WorkerScope {
  readonly tsudoiPrecache: Precache;
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
  addEventListener(
    type: 'message',
    listener: (event: ExtendableEvent & { readonly data: unknown }) => void,
  ): void;
}
declare const self: WorkerScope;

const precache: Precache = self.tsudoiPrecache;
const CACHE_PREFIX = 'tsudoi-kiosk-';
const CACHE = `${CACHE_PREFIX}${precache.version}`;
const KIOSK = '/kiosk/';
/** Fonts fetched at the same time: the venue's network has other things to do. */
const FONTS_AT_ONCE = 6;

const kept = new Set([...precache.core.map(({ url }) => url), ...precache.fonts]);

self.addEventListener('install', (event) => {
  event.waitUntil(keepCore());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(takeOver());
});

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') event.waitUntil(self.skipWaiting());
  if (event.data === 'keep-fonts') event.waitUntil(keepFonts());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  const isKioskPage = request.mode === 'navigate' && url.pathname.startsWith(KIOSK);
  const address = isKioskPage ? KIOSK : url.pathname;
  if (kept.has(address)) event.respondWith(answer(address, request));
});

async function keepCore(): Promise<void> {
  const cache = await caches.open(CACHE);
  // `reload` goes past the browser's own cache: an old page must not be kept as the new one.
  await cache.addAll(precache.core.map(({ url }) => new Request(url, { cache: 'reload' })));
}

async function takeOver(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(CACHE_PREFIX) && name !== CACHE) await caches.delete(name);
  }
  await self.clients.claim();
}

/** Each font by itself: one that fails is fetched when it is asked for, or the next time. */
async function keepFonts(): Promise<void> {
  const cache = await caches.open(CACHE);
  const rest = precache.fonts[Symbol.iterator]();
  const keepOneByOne = async () => {
    for (const url of rest) {
      if ((await cache.match(url)) === undefined) await cache.add(url).catch(() => undefined);
    }
  };
  await Promise.all(Array.from({ length: FONTS_AT_ONCE }, keepOneByOne));
}

async function answer(address: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const found = await cache.match(address);
  if (found !== undefined) return found;
  const response = await fetch(request);
  if (response.ok) await cache.put(address, response.clone());
  return response;
}
