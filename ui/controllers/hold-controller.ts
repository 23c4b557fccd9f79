/** A press that counts only after it was held for a while: a touch in passing does nothing. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface HoldOptions {
  readonly forMs: number;
  /** It was held for so long, or pressed by what cannot hold. */
  readonly done: () => void;
}

export class HoldController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: HoldOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #held = false;

  constructor(host: ReactiveControllerHost, options: HoldOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  get held(): boolean {
    return this.#held;
  }

  hostDisconnected(): void {
    this.end();
  }

  begin(): void {
    this.#become(true);
    this.#timer = setTimeout(() => this.#finish(), this.#options.forMs);
  }

  /** Let go of: nothing happens. */
  end(): void {
    this.#become(false);
  }

  /** For a button's `click`: one without a pointer comes from what cannot hold, or from a key. */
  clicked(event: MouseEvent): void {
    if (event.detail === 0) this.#finish();
  }

  #finish(): void {
    this.end();
    this.#options.done();
  }

  #become(held: boolean): void {
    clearTimeout(this.#timer);
    if (held === this.#held) return;
    this.#held = held;
    this.#host.requestUpdate();
  }
}
