/** Keeps the screen awake where the device lets us. Best effort: nothing waits for it. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class WakeLockController implements ReactiveController {
  #lock: WakeLockSentinel | undefined;
  #wanted = false;
  readonly #onVisible = () => void this.#request();

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  /** Is the screen kept awake at this moment? */
  get held(): boolean {
    return this.#lock !== undefined && !this.#lock.released;
  }

  hostConnected(): void {
    this.#wanted = true;
    // The browser drops the lock whenever the page is hidden.
    document.addEventListener('visibilitychange', this.#onVisible);
    void this.#request();
  }

  hostDisconnected(): void {
    this.#wanted = false;
    document.removeEventListener('visibilitychange', this.#onVisible);
    void this.#release();
  }

  async #request(): Promise<void> {
    if (!this.#wanted || this.held || document.visibilityState !== 'visible') return;
    if (!('wakeLock' in navigator)) return;
    try {
      this.#lock = await navigator.wakeLock.request('screen');
      if (!this.#wanted) await this.#release();
    } catch {
      // Low battery or a policy: the screen may sleep, and the kiosk works on when touched.
    }
  }

  async #release(): Promise<void> {
    const lock = this.#lock;
    this.#lock = undefined;
    await lock?.release().catch(() => undefined);
  }
}
