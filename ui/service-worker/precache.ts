/** What the build tells the service worker to keep. */
export interface Precache {
  readonly screens: readonly ScreenPrecache[];
}

/** One screen's own list: a tablet at the door keeps no phone, and a phone keeps no door. */
export interface ScreenPrecache {
  /** Also the name of its folder: `/kiosk/`. */
  readonly name: 'kiosk' | 'phone';
  /** Of the whole list: another one means another build. Names the cache. */
  readonly version: string;
  /** Without these the screen does not start: all are there before the worker takes over. */
  readonly core: readonly PrecacheEntry[];
  /** Addresses with a content hash; a screen asks for all of them, or keeps those that it used. */
  readonly fonts: readonly string[];
}

interface PrecacheEntry {
  readonly url: string;
  /** Hash of the content. */
  readonly revision: string;
}
