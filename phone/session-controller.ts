/** Draws its host again whenever the session changes. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { PhoneSession } from './phone-session.ts';

/**
 * In a view: `declare session: PhoneSession` (given as a property) and
 * `protected readonly followed = new SessionController(this)`.
 */
export class SessionController implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly session: PhoneSession };
  #stop: (() => void) | undefined;

  constructor(host: ReactiveControllerHost & { readonly session: PhoneSession }) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#stop = this.#host.session.on('changed', () => this.#host.requestUpdate());
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}
