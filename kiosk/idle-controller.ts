/** Tells its host when nobody has touched the screen for a while. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

const SIGNS_OF_LIFE = ['pointerdown', 'keydown'] as const;

export class IdleController implements ReactiveController {
  readonly #idleMs: () => number;
  readonly #onIdle: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #touched = () => this.restart();

  constructor(
    host: ReactiveControllerHost,
    options: { readonly idleMs: () => number; readonly onIdle: () => void },
  ) {
    this.#idleMs = options.idleMs;
    this.#onIdle = options.onIdle;
    host.addController(this);
  }

  hostConnected(): void {
    for (const sign of SIGNS_OF_LIFE) addEventListener(sign, this.#touched, { capture: true });
    this.restart();
  }

  hostDisconnected(): void {
    for (const sign of SIGNS_OF_LIFE) removeEventListener(sign, this.#touched, { capture: true });
    clearTimeout(this.#timer);
  }

  /** Counts anew. */
  restart(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#onIdle();
      this.restart();
    }, this.#idleMs());
  }
}
