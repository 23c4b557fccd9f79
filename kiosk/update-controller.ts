/**
 * Keeps the page on the tablet (service worker) and brings new versions in: they are fetched at any time
 * and take effect between two people, never in the middle of one.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

const ASK_FOR_UPDATE_MS = 60 * 60_000;
/** An outdated page cannot work: it asks often, and loads itself anew. */
const OUTDATED_RETRY_MS = 10_000;

export class UpdateController implements ReactiveController {
  readonly #isPause: () => boolean;
  #registration: ServiceWorkerRegistration | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #hadWorker = false;
  readonly #changed = () => {
    // The very first worker takes the page over as well; nothing is new then.
    if (this.#hadWorker) location.reload();
    this.#hadWorker = true;
    void this.#keepFonts();
  };

  /** @param isPause nobody is in front of the kiosk */
  constructor(host: ReactiveControllerHost, isPause: () => boolean) {
    this.#isPause = isPause;
    host.addController(this);
  }

  hostConnected(): void {
    // The development server has no worker.
    if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
    this.#hadWorker = navigator.serviceWorker.controller !== null;
    navigator.serviceWorker.addEventListener('controllerchange', this.#changed);
    void this.#register();
    this.#timer = setInterval(() => void this.#ask(), ASK_FOR_UPDATE_MS);
  }

  hostDisconnected(): void {
    if ('serviceWorker' in navigator) {
      navigator.serviceWorker.removeEventListener('controllerchange', this.#changed);
    }
    clearInterval(this.#timer);
  }

  /** Called whenever the host was drawn: a new version that waits comes in as soon as it may. */
  hostUpdated(): void {
    if (this.#isPause()) this.#takeOver();
  }

  /** The server speaks a newer protocol: get the new version now, and again until it is there. */
  renew(): void {
    clearInterval(this.#timer);
    void this.#renewOnce();
    this.#timer = setInterval(() => void this.#renewOnce(), OUTDATED_RETRY_MS);
  }

  async #renewOnce(): Promise<void> {
    await this.#ask();
    if (this.#registration?.waiting || this.#registration?.installing) this.#takeOver();
    else if (navigator.onLine && this.#registration === null) location.reload();
  }

  async #register(): Promise<void> {
    try {
      this.#registration = await navigator.serviceWorker.register('/sw.js', { scope: '/' });
      if (this.#hadWorker) await this.#keepFonts();
    } catch {
      // Without a worker the kiosk works as long as it is not reloaded without the network.
    }
  }

  async #ask(): Promise<void> {
    await this.#registration?.update().catch(() => undefined);
  }

  async #keepFonts(): Promise<void> {
    const registration = await navigator.serviceWorker.ready;
    registration.active?.postMessage('keep-fonts', []);
  }

  #takeOver(): void {
    this.#registration?.waiting?.postMessage('take-over', []);
  }
}
