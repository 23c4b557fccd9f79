import { setTimeout as delay } from 'node:timers/promises';
import type { Part, RunningPart } from './part.ts';

const limits = {
  restartDelayMinMs: 200,
  restartDelayMaxMs: 5_000,
  /** A part that ran this long starts again with the shortest delay. */
  steadyMs: 10_000,
} as const;

export interface SupervisorOptions {
  /** In the order in which they start. */
  readonly parts: readonly Part[];
  /** The same parts in the order in which they stop. */
  readonly stopOrder: readonly Part[];
  /** Takes one line for the person about a part that ended or came back. */
  readonly say: (line: string) => void;
}

/** Keeps the parts of one machine's system running. */
export interface Supervisor {
  /** Starts all parts; when one fails, stops those that run and rejects with its error. */
  start(): Promise<void>;
  /** Stops all parts in order; resolves when they are gone. */
  stop(): Promise<void>;
  /** Ends all parts at once. */
  kill(): void;
}

/**
 * A supervisor over these parts: a part that ends unasked is started again, after a delay that
 * doubles from 0.2 s to 5 s while it does not stay.
 */
export function createSupervisor(options: SupervisorOptions): Supervisor {
  const stopping = new AbortController();
  const running = new Map<Part, RunningPart>();
  const keepers: Promise<void>[] = [];

  async function begin(part: Part): Promise<RunningPart> {
    const started = await part.start();
    running.set(part, started);
    return started;
  }

  async function keep(part: Part, first: RunningPart): Promise<void> {
    let current: RunningPart | undefined = first;
    let restartDelayMs: number = limits.restartDelayMinMs;
    let how = '';
    while (!stopping.signal.aborted) {
      if (current !== undefined) {
        const since = performance.now();
        how = await current.ended;
        running.delete(part);
        if (performance.now() - since > limits.steadyMs) restartDelayMs = limits.restartDelayMinMs;
      }
      if (stopping.signal.aborted) return;
      options.say(`${part.name}: ended (${how}); starting it again in ${restartDelayMs / 1000} s`);
      await delay(restartDelayMs, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      restartDelayMs = Math.min(restartDelayMs * 2, limits.restartDelayMaxMs);
      current = await begin(part).catch((error: unknown) => {
        how = error instanceof Error && error.message !== '' ? error.message : 'it did not start';
        return undefined;
      });
      if (current !== undefined) options.say(`${part.name}: runs again`);
    }
    // It came up while everything else was told to stop.
    await current?.stop();
  }

  async function stop(): Promise<void> {
    stopping.abort();
    for (const part of options.stopOrder) await running.get(part)?.stop();
    await Promise.all(keepers);
  }

  return {
    async start(): Promise<void> {
      try {
        for (const part of options.parts) {
          const started = await begin(part);
          if (stopping.signal.aborted) return await stop();
          keepers.push(keep(part, started));
        }
      } catch (error) {
        await stop();
        throw error;
      }
    },
    stop,
    kill(): void {
      stopping.abort();
      for (const part of running.values()) part.kill();
    },
  };
}
