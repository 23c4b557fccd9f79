/** Runs work for a key at once, and then at most so often, however often it is asked: never the same twice at a time. */
export class Coalesced {
  readonly #intervalMs: number;
  readonly #work: (key: string) => Promise<void>;
  /** Keys that ran a moment ago or run now; true: asked again since. */
  readonly #again = new Map<string, boolean>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #stopped = false;

  /** @param work never rejects */
  constructor(intervalMs: number, work: (key: string) => Promise<void>) {
    this.#intervalMs = intervalMs;
    this.#work = work;
  }

  ask(key: string): void {
    if (this.#stopped) return;
    if (this.#again.has(key)) this.#again.set(key, true);
    else void this.#run(key);
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#again.clear();
  }

  async #run(key: string): Promise<void> {
    this.#again.set(key, false);
    const pause = new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        resolve();
      }, this.#intervalMs);
      this.#timers.add(timer);
    });
    await Promise.all([this.#work(key), pause]);
    const isAsked = this.#again.get(key) === true;
    this.#again.delete(key);
    if (isAsked && !this.#stopped) void this.#run(key);
  }
}
