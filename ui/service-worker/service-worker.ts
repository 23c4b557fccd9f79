/**
 * `/sw.js`: keeps the kiosk on the tablet and the pass on the phone, so that a reload without the
 * network shows them, the kiosk's camera decoder included. Each device keeps the screens that it was
 * ever opened with. It answers only for what it keeps; the API, sockets and staff's pages go past it.
 *
 * An update waits until a page says `take-over`: the kiosk does so between two people, the phone
 * while nobody looks.
 */
import type { Precache, ScreenPrecache } from './precache.ts';

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
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: {
      includeUncontrolled: boolean;
    }): Promise<readonly { readonly url: string }[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
  addEventListener(
    type: 'message',
    listener: (event: ExtendableEvent & { readonly data: unknown }) => void,
  ): void;
}
declare const self: WorkerScope;

const { screens }: Precache = self.tsudoiPrecache;
const cacheOf = (screen: ScreenPrecache) => `${prefixOf(screen)}${screen.version}`;
const prefixOf = ({ name }: ScreenPrecache) => `tsudoi-${name}-`;
const folderOf = ({ name }: ScreenPrecache) => `/${name}/`;
/** Fonts fetched at the same time: the venue's network has other things to do. */
const FONTS_AT_ONCE = 6;

const kept = new Map(
  screens.map((screen) => [
    screen,
    new Set([...screen.core.map(({ url }) => url), ...screen.fonts]),
  ]),
);

self.addEventListener('install', (event) => {
  event.waitUntil(keepScreensOfThisDevice());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(takeOver());
});

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') event.waitUntil(self.skipWaiting());
  if (event.data === 'keep-fonts') event.waitUntil(keepFonts());
  for (const screen of screens) {
    if (event.data === `keep-${screen.name}`) event.waitUntil(keepCore(screen));
  }
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  const opened =
    request.mode === 'navigate'
      ? screens.find((screen) => url.pathname.startsWith(folderOf(screen)))
      : undefined;
  const address = opened === undefined ? url.pathname : folderOf(opened);
  const keepers = screens.filter((screen) => kept.get(screen)?.has(address));
  if (keepers.length > 0) event.respondWith(answer(address, request, keepers));
});

/** The screens that are open now, and those that an earlier version of us kept. */
async function keepScreensOfThisDevice(): Promise<void> {
  const clients = await self.clients.matchAll({ includeUncontrolled: true });
  const names = await caches.keys();
  const used = screens.filter(
    (screen) =>
      clients.some(({ url }) => new URL(url).pathname.startsWith(folderOf(screen))) ||
      names.some((name) => name.startsWith(prefixOf(screen))),
  );
  await Promise.all(used.map(keepCore));
}

async function keepCore(screen: ScreenPrecache): Promise<void> {
  const cache = await caches.open(cacheOf(screen));
  const has = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
  const missing = screen.core.filter(({ url }) => !has.has(url));
  // `reload` goes past the browser's own cache: an old page must not be kept as the new one.
  await cache.addAll(missing.map(({ url }) => new Request(url, { cache: 'reload' })));
}

async function takeOver(): Promise<void> {
  const present = new Set(screens.map(cacheOf));
  for (const name of await caches.keys()) {
    const isOurs = screens.some((screen) => name.startsWith(prefixOf(screen)));
    if (isOurs && !present.has(name)) await caches.delete(name);
  }
  await self.clients.claim();
}

/** Each font by itself: one that fails is fetched when it is asked for, or the next time. */
async function keepFonts(): Promise<void> {
  for (const screen of screens) {
    if (screen.name !== 'kiosk') continue;
    const cache = await caches.open(cacheOf(screen));
    const rest = screen.fonts[Symbol.iterator]();
    const keepOneByOne = async () => {
      for (const url of rest) {
        if ((await cache.match(url)) === undefined) await cache.add(url).catch(() => undefined);
      }
    };
    await Promise.all(Array.from({ length: FONTS_AT_ONCE }, keepOneByOne));
  }
}

/** What was asked for is kept by the screens of this device that may need it again. */
async function answer(
  address: string,
  request: Request,
  keepers: readonly ScreenPrecache[],
): Promise<Response> {
  const names = new Set(await caches.keys());
  const held = keepers.map(cacheOf).filter((name) => names.has(name));
  for (const name of held) {
    const found = await (await caches.open(name)).match(address);
    if (found !== undefined) return found;
  }
  const response = await fetch(request);
  if (response.ok) {
    for (const name of held) await (await caches.open(name)).put(address, response.clone());
  }
  return response;
}
