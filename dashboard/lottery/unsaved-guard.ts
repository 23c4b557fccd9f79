/** What was typed and not saved is not lost by a link, by "back", by logging out, or by closing the window. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { onLeaving } from '../leaving.ts';

export class UnsavedGuard implements ReactiveController {
  readonly #isUnsaved: () => boolean;
  readonly #ask: (goOn: () => void) => void;
  #end: () => void = () => undefined;

  /** @param ask  the person was leaving; `goOn` does it */
  constructor(
    host: ReactiveControllerHost,
    isUnsaved: () => boolean,
    ask: (goOn: () => void) => void,
  ) {
    this.#isUnsaved = isUnsaved;
    this.#ask = ask;
    host.addController(this);
  }

  hostConnected(): void {
    globalThis.addEventListener('beforeunload', this.#beforeUnload);
    this.#end = onLeaving((goOn) => {
      if (!this.#isUnsaved()) return false;
      this.#ask(goOn);
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
