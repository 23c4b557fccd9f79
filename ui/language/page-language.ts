/** The language of the page: one for all its elements, as the page has one `lang`. */
import { isLanguage, LANGUAGE_TAGS, type Language } from './language.ts';

/** `ja-easy` shares its tag with `ja`; style sheets tell them apart by this class on <html>. */
const EASY_CLASS = 'ts-easy';

export class PageLanguage {
  #current: Language = 'ja';
  #storageKey: string | undefined;
  readonly #listeners = new Set<() => void>();

  get current(): Language {
    return this.#current;
  }

  /**
   * Restores the remembered language and remembers changes from now on. A kiosk does not call this:
   * it returns to Japanese after each person (KS1).
   */
  remember(storageKey: string): void {
    this.#storageKey = storageKey;
    const stored = read(storageKey);
    if (isLanguage(stored)) this.set(stored);
    else this.#markDocument();
  }

  /** Every LanguageController's host is drawn again. */
  set(language: Language): void {
    if (this.#storageKey !== undefined) write(this.#storageKey, language);
    const changed = language !== this.#current;
    this.#current = language;
    this.#markDocument();
    if (changed) for (const listener of this.#listeners) listener();
  }

  /** @returns the unsubscribing function */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #markDocument(): void {
    if (typeof document === 'undefined') return;
    const root = document.documentElement;
    root.lang = LANGUAGE_TAGS[this.#current];
    root.classList.toggle(EASY_CLASS, this.#current === 'ja-easy');
  }
}

export const pageLanguage = new PageLanguage();

/** Storage may be forbidden (private windows, policies): the language then lasts as long as the page. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Not remembered, which is all that is lost.
  }
}
