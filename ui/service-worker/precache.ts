/** What the build tells the service worker to keep. */
export interface Precache {
  /** Of the whole list: another one means another build. Names the cache. */
  readonly version: string;
  /** Without these the screen does not start: all are there before the worker takes over. */
  readonly core: readonly PrecacheEntry[];
  /** Addresses with a content hash; fetched after the core, each by itself. */
  readonly fonts: readonly string[];
}

interface PrecacheEntry {
  readonly url: string;
  /** Hash of the content. */
  readonly revision: string;
}
