/**
 * Keeps the page on the phone (service worker), so that the pass opens without the network. A new
 * version comes in while nobody looks: never under the hand of somebody at the door.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

const reload = () => location.reload();
/** Then the page is loaded anew, whatever the worker does. */
const RENEW_TIMEOUT_MS = 4_000;

export class OfflineController implements ReactiveController {
  #registration: ServiceWorkerRegistration | null = null;
  readonly #turned = () => {
    if (document.hidden) this.#registration?.waiting?.postMessage('take-over', []);
    else void this.#registration?.update().catch(() => undefined);
  };

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    // The development server has no worker.
    if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
    document.addEventListener('visibilitychange', this.#turned);
    void this.#register();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#turned);
  }

  /** Somebody asked for the new version now: it takes over, and the page is loaded from it. */
  async renew(): Promise<void> {
    setTimeout(reload, RENEW_TIMEOUT_MS);
    if (this.#registration === null) return;
    navigator.serviceWorker.addEventListener('controllerchange', reload);
    await this.#registration.update().catch(() => undefined);
    const { installing, waiting } = this.#registration;
    waiting?.postMessage('take-over', []);
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'installed') installing.postMessage('take-over', []);
    });
  }

  async #register(): Promise<void> {
    try {
      this.#registration = await navigator.serviceWorker.register('/sw.js', { scope: '/' });
      const { active } = await navigator.serviceWorker.ready;
      // The worker may be another screen's, from an earlier visit: now it keeps this one too.
      active?.postMessage('keep-phone', []);
    } catch {
      // Without a worker the pass works as long as the page is open.
    }
  }
}
