interface Turn<T> {
  readonly running: Promise<T>;
  waiting: Promise<T> | null;
}

/**
 * Work that reads how things are and passes it on, by key. It runs one after the other, or an older
 * reading could overtake a newer one; and who asks while a run is waiting shares it, since that one
 * reads afterwards anyway: so of each key there is one run and at most one that waits.
 */
export class Renewals<T> {
  readonly #turns = new Map<string, Turn<T>>();

  /** @returns what the first run gives that starts from now on */
  run(key: string, work: () => Promise<T>): Promise<T> {
    const turn = this.#turns.get(key);
    if (turn === undefined) return this.#start(key, work);
    turn.waiting ??= turn.running.then(
      () => this.#start(key, work),
      () => this.#start(key, work),
    );
    return turn.waiting;
  }

  #start(key: string, work: () => Promise<T>): Promise<T> {
    const running = work();
    const turn: Turn<T> = { running, waiting: null };
    this.#turns.set(key, turn);
    const end = () => {
      // Nobody waits: the next who asks starts at once.
      const current = this.#turns.get(key);
      if (current === turn && current.waiting === null) this.#turns.delete(key);
    };
    running.then(end, end);
    return running;
  }
}

/** Runs `work` once for all who ask for the same key meanwhile: what it reads may be a little older than they. */
export function singly<T>(
  running: Map<string, Promise<T>>,
  key: string,
  work: () => Promise<T>,
): Promise<T> {
  const already = running.get(key);
  if (already !== undefined) return already;
  const started = work().finally(() => running.delete(key));
  running.set(key, started);
  return started;
}
