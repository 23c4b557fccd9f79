/**
 * One idempotency key an intent (PT5). An answer that got lost may have been a yes: whoever presses
 * again asks under the same key, and hears the first answer instead of paying twice.
 */
export interface IntentStorage {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
  clear(): void;
}

const NAME_PREFIX = 'tsudoi-intent:';

export class SpendingIntents {
  readonly #storage: IntentStorage;
  readonly #makeKey: () => string;

  /** @param storage survives a reload: whoever heard nothing tends to load the page anew */
  constructor(storage: IntentStorage, makeKey: () => string) {
    this.#storage = storage;
    this.#makeKey = makeKey;
  }

  /** The key of this intent: the one that waits for an answer, or a new one. */
  keyFor(path: string, body: unknown): string {
    const name = nameOf(path, body);
    const waiting = this.#storage.getItem(name);
    if (waiting !== null) return waiting;
    const key = this.#makeKey();
    this.#storage.setItem(name, key);
    return key;
  }

  /** The person leaves; nothing of theirs stays. */
  forgetAll(): void {
    this.#storage.clear();
  }

  /** An answer came that says how it ended: the same again is a new intent. */
  settle(path: string, body: unknown): void {
    this.#storage.removeItem(nameOf(path, body));
  }
}

function nameOf(path: string, body: unknown): string {
  return `${NAME_PREFIX}${path} ${JSON.stringify(body)}`;
}

/** For pages that may store nothing: lasts as long as the page. */
export class MemoryStorage implements IntentStorage {
  readonly #items = new Map<string, string>();

  getItem(name: string): string | null {
    return this.#items.get(name) ?? null;
  }
  setItem(name: string, value: string): void {
    this.#items.set(name, value);
  }
  removeItem(name: string): void {
    this.#items.delete(name);
  }
  clear(): void {
    this.#items.clear();
  }
}
