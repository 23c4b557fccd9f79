/** What was typed and not saved is not lost by a link, by "back", or by closing the window. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { onLeaving } from '../leaving.ts';

export class UnsavedGuard implements ReactiveController {
  readonly #isUnsaved: () => boolean;
  readonly #ask: (path: string) => void;
  #end: () => void = () => undefined;

  /** @param ask  the person was going to `path` of the dashboard */
  constructor(host: ReactiveControllerHost, isUnsaved: () => boolean, ask: (path: string) => void) {
    this.#isUnsaved = isUnsaved;
    this.#ask = ask;
    host.addController(this);
  }

  hostConnected(): void {
    globalThis.addEventListener('beforeunload', this.#beforeUnload);
    this.#end = onLeaving((path) => {
      if (!this.#isUnsaved()) return false;
      this.#ask(path);
      return true;
    });
  }

  hostDisconnected(): void {
    globalThis.removeEventListener('beforeunload', this.#beforeUnload);
    this.#end();
  }

  /** The browser asks in its own words. */
  readonly #beforeUnload = (event: BeforeUnloadEvent): void => {
    if (this.#isUnsaved()) event.preventDefault();
  };
}
