/** As many workers as the device has cores to spare; whoever leads them lends a hand at the end. */
import { doTask, weightOf, type CrewDone, type CrewTask } from './crew-tasks.ts';

/** More of them would take memory and give little. */
const HELPERS_MAX = 4;

export interface Crew {
  /** Begins at once; tasks are taken in their order. */
  start(tasks: readonly CrewTask[], onDone: (weight: number) => void): void;
  /** Does what nobody has taken yet, and waits for the rest. */
  finish(): Promise<readonly CrewDone[]>;
  close(): void;
}

/** @param cores of the device; one of them is the leader's */
export function hireCrew(cores: number): Crew {
  const helpers = typeof Worker === 'undefined' ? 0 : Math.min(HELPERS_MAX, Math.max(0, cores - 1));
  return new SharedWork(
    Array.from(
      { length: helpers },
      () => new Worker(new URL('./crew.worker.ts', import.meta.url), { type: 'module' }),
    ),
  );
}

/** Nobody: the leader does it all. */
export function noCrew(): Crew {
  return new SharedWork([]);
}

class SharedWork implements Crew {
  readonly #helpers: readonly Worker[];
  #waiting: CrewTask[] = [];
  /** What each is at. */
  readonly #taken = new Map<Worker, CrewTask>();
  readonly #done: CrewDone[] = [];
  #onDone: (weight: number) => void = () => undefined;
  #settled: () => void = () => undefined;

  constructor(helpers: readonly Worker[]) {
    this.#helpers = helpers;
    for (const helper of helpers) this.#listen(helper);
  }

  start(tasks: readonly CrewTask[], onDone: (weight: number) => void): void {
    this.#waiting = [...tasks];
    this.#onDone = onDone;
    for (const helper of this.#helpers) this.#employ(helper);
  }

  async finish(): Promise<readonly CrewDone[]> {
    for (;;) {
      const task = this.#waiting.shift();
      if (task === undefined) break;
      this.#keep(doTask(task), weightOf(task));
      // What the helpers told meanwhile is heard, and they are given more.
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    while (this.#taken.size > 0) {
      await new Promise<void>((resolve) => (this.#settled = resolve));
      // A helper that failed has given its task back.
      if (this.#waiting.length > 0) return this.finish();
    }
    return this.#done;
  }

  close(): void {
    for (const helper of this.#helpers) helper.terminate();
  }

  #listen(helper: Worker): void {
    helper.addEventListener('message', (event: MessageEvent<CrewDone>) => {
      const task = this.#taken.get(helper);
      this.#taken.delete(helper);
      if (task !== undefined) this.#keep(event.data, weightOf(task));
      this.#employ(helper);
      this.#settled();
    });
    helper.addEventListener('error', () => {
      helper.terminate();
      const task = this.#taken.get(helper);
      this.#taken.delete(helper);
      if (task !== undefined) this.#waiting.push(task);
      this.#settled();
    });
  }

  #employ(helper: Worker): void {
    const task = this.#waiting.shift();
    if (task === undefined) return;
    this.#taken.set(helper, task);
    helper.postMessage(task, []);
  }

  #keep(done: CrewDone, weight: number): void {
    this.#done.push(done);
    this.#onDone(weight);
  }
}
