/**
 * One tablet is one desk: of several tabs with the kiosk only one works (Web Locks), so that no two send
 * the same outbox or greet the same person. The others wait for their turn, or take it when asked to.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { KIOSK_LIMITS } from './kiosk-limits.ts';

const LOCK_NAME = 'tsudoi-kiosk';

export interface OnlyTabOptions {
  /** This tab is the one that works, from now on. */
  readonly onTurn: () => void;
  /** Another tab works: this one has nothing to decide any more. */
  readonly onElsewhere: () => void;
}

export class OnlyTabController implements ReactiveController {
  readonly #options: OnlyTabOptions;
  #isTurn = false;
  /** Ends what is waited for, or gives the turn back. */
  #end: AbortController | null = null;
  #patience: ReturnType<typeof setTimeout> | undefined;
  /** A tab in the background does not queue: a reload of the one in front must not wake it up. */
  readonly #seen = () => (document.hidden ? this.#stopWaiting() : this.#wait());

  constructor(host: ReactiveControllerHost, options: OnlyTabOptions) {
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#seen);
    this.#wait();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#seen);
    clearTimeout(this.#patience);
    this.#isTurn = false;
    this.#end?.abort();
    this.#end = null;
  }

  /** Takes the turn from the tab that has it. */
  take(): void {
    if (this.#isTurn) return;
    this.#stopWaiting();
    void this.#request({ steal: true });
  }

  #wait(): void {
    if (this.#isTurn || this.#end !== null) return;
    // The page before a reload lets go a moment after this one asks.
    this.#patience = setTimeout(() => this.#options.onElsewhere(), KIOSK_LIMITS.otherTabMs);
    void this.#request({});
  }

  #stopWaiting(): void {
    if (this.#isTurn) return;
    clearTimeout(this.#patience);
    this.#end?.abort();
    this.#end = null;
  }

  async #request(way: { readonly steal?: true }): Promise<void> {
    const end = new AbortController();
    this.#end = end;
    // Older browsers, and pages without a secure context, go on without a guard.
    if (!('locks' in navigator)) {
      this.#begin();
      return;
    }
    try {
      // A lock that is stolen cannot be waited for as well.
      const options = way.steal ? { steal: true } : { signal: end.signal };
      await navigator.locks.request(LOCK_NAME, options, async () => this.#hold(end));
    } catch {
      // Stolen, or not waited for any longer.
    }
    end.abort();
    if (this.#end !== end) return;
    this.#end = null;
    if (!this.#isTurn) return;
    this.#isTurn = false;
    this.#options.onElsewhere();
  }

  /** Settles when the turn is given back. */
  async #hold(end: AbortController): Promise<void> {
    if (this.#end !== end) return;
    this.#begin();
    await new Promise<void>((resolve) => {
      end.signal.addEventListener('abort', () => resolve());
    });
  }

  #begin(): void {
    clearTimeout(this.#patience);
    this.#isTurn = true;
    this.#options.onTurn();
  }
}
