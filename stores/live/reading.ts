import type { Redis } from 'ioredis';
import { LIVE_LIMITS } from './live-limits.ts';

/** A wait that can be ended from outside. */
export class Wake {
  #end: () => void = () => {};

  /** Ends the wait that is under way, if any. */
  now(): void {
    this.#end();
  }

  /** Resolves after `timeoutMs`, or when `now` is called. */
  async wait(timeoutMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#end = resolve;
      timer = setTimeout(resolve, timeoutMs);
    });
    clearTimeout(timer);
  }
}

/**
 * Reads from a blocking connection, round after round, until it is closed. While Redis is away it
 * waits; a round that fails because Redis went away in the middle is followed by the next.
 * @param onFailure called with what ended a round, before the next
 * @returns ends the connection and resolves when the last round is over
 */
export function startReading(
  connection: Redis,
  {
    wake,
    round,
    onFailure,
  }: {
    readonly wake: Wake;
    readonly round: () => Promise<void>;
    readonly onFailure?: () => void;
  },
): () => Promise<void> {
  const ending = new AbortController();
  connection.on('ready', () => wake.now());

  async function run(): Promise<void> {
    while (!ending.signal.aborted) {
      if (connection.status !== 'ready') {
        await wake.wait(LIVE_LIMITS.blockMs);
        continue;
      }
      try {
        await round();
      } catch {
        onFailure?.();
        await wake.wait(LIVE_LIMITS.watchPauseMs);
      }
    }
  }
  const ended = run();

  return async () => {
    ending.abort();
    wake.now();
    connection.disconnect();
    await ended;
  };
}
