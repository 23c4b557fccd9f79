/** Draws its host again when the page's language changes. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { formatsFor, type Formats } from './formats.ts';
import type { Catalogue, Language } from './language.ts';
import { pageLanguage, type PageLanguage } from './page-language.ts';

/** In the host: `#language = new LanguageController(this, messages);`, then `this.#language.text.…`. */
export class LanguageController<Messages> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #catalogue: Catalogue<Messages>;
  readonly #page: PageLanguage;
  #unsubscribe: (() => void) | undefined;

  constructor(
    host: ReactiveControllerHost,
    catalogue: Catalogue<Messages>,
    page: PageLanguage = pageLanguage,
  ) {
    this.#host = host;
    this.#catalogue = catalogue;
    this.#page = page;
    host.addController(this);
  }

  get current(): Language {
    return this.#page.current;
  }

  /** The messages of the current language. */
  get text(): Messages {
    return this.#catalogue[this.#page.current];
  }

  /** Numbers, times and dates in the current language. */
  get formats(): Formats {
    return formatsFor(this.#page.current);
  }

  set(language: Language): void {
    this.#page.set(language);
  }

  hostConnected(): void {
    this.#unsubscribe = this.#page.subscribe(() => this.#host.requestUpdate());
    // The language may have changed while the host was out of the page.
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
  }
}
