/** KS1 at the counter: whoever walks away leaves nobody's page open. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export const IDLE_CLEAR_MS = 3 * 60_000;
/** So long before it, the screen says what is about to happen. */
export const IDLE_WARNING_MS = 30_000;
const TOUCHES = ['pointerdown', 'keydown', 'wheel'] as const;

export class IdleController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #ended: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;
  #touchedMs = 0;

  /** @param ended nobody touched anything for IDLE_CLEAR_MS while somebody's page was open */
  constructor(host: ReactiveControllerHost, ended: () => void) {
    this.#host = host;
    this.#ended = ended;
    host.addController(this);
  }

  /** Seconds until the end once the warning stands; `null` before. */
  get secondsLeft(): number | null {
    if (this.#timer === undefined) return null;
    const leftMs = this.#touchedMs + IDLE_CLEAR_MS - Date.now();
    return leftMs > IDLE_WARNING_MS ? null : Math.max(0, Math.ceil(leftMs / 1000));
  }

  /** Somebody's page is open. */
  begin(): void {
    this.end();
    this.#touchedMs = Date.now();
    this.#timer = setInterval(() => this.#tick(), 1_000);
  }

  end(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  hostConnected(): void {
    for (const name of TOUCHES) globalThis.addEventListener(name, this.#touched, true);
  }

  hostDisconnected(): void {
    this.end();
    for (const name of TOUCHES) globalThis.removeEventListener(name, this.#touched, true);
  }

  readonly #touched = (): void => {
    const warned = this.secondsLeft !== null;
    this.#touchedMs = Date.now();
    if (warned) this.#host.requestUpdate();
  };

  #tick(): void {
    if (Date.now() - this.#touchedMs >= IDLE_CLEAR_MS) {
      this.end();
      this.#ended();
    } else if (this.secondsLeft !== null) {
      this.#host.requestUpdate();
    }
  }
}
