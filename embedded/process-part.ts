import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import { endOf, runningChild } from './child-part.ts';
import type { Part, RunningPart } from './part.ts';
import { StartError } from './start-error.ts';

const limits = { readyDeadlineMs: 60_000, stopDeadlineMs: 3_500 } as const;

/** The exit code of a child whose settings or surroundings are wrong (sysexits' EX_CONFIG). */
const exitCodeOfWrongSettings = 78;

const readySchema = v.object({
  type: v.literal('ready'),
  /** The server's port, when it listens on one. */
  port: v.optional(v.number()),
  /** The staff account, and whether this start created it (with the candidate password). */
  staff: v.optional(v.object({ email: v.string(), created: v.boolean() })),
});

/** What a child says over IPC when it can be used. */
export type ReadyMessage = v.InferOutput<typeof readySchema>;

export interface ProcessPartOptions {
  readonly name: string;
  /** Absolute path of the module that it runs. */
  readonly program: string;
  /** Its environment; asked anew at every start. */
  readonly environment: () => NodeJS.ProcessEnv;
  readonly onReady?: (message: ReadyMessage) => void;
}

/**
 * A process of the project (server, workers) as a part. It has an IPC channel: it says
 * `{type: 'ready', …}` on it, and ends by itself when the channel closes because this process died.
 */
export function processPart(options: ProcessPartOptions): Part {
  return {
    name: options.name,
    async start(): Promise<RunningPart> {
      const child = fork(options.program, [], {
        env: options.environment(),
        execArgv: [],
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        // A Ctrl-C in a terminal goes to the whole process group; the order of the end is ours.
        detached: true,
      });
      const ended = endOf(child);
      const message = await waitUntilReady(options.name, child, ended);
      options.onReady?.(message);
      return runningChild(child, ended, limits.stopDeadlineMs);
    },
  };
}

async function waitUntilReady(
  name: string,
  child: ChildProcess,
  ended: Promise<string>,
): Promise<ReadyMessage> {
  const waiting = new AbortController();
  const ready = new Promise<ReadyMessage>((resolve) => {
    child.on('message', (message) => {
      const parsed = v.safeParse(readySchema, message);
      if (parsed.success) resolve(parsed.output);
    });
  });
  const late = delay(limits.readyDeadlineMs, 'late' as const, { signal: waiting.signal }).catch(
    () => 'late' as const,
  );
  const outcome = await Promise.race([ready, ended, late]);
  waiting.abort();
  if (typeof outcome === 'object') return outcome;
  child.kill('SIGKILL');
  await ended;
  if (child.exitCode === exitCodeOfWrongSettings) throw new StartError('');
  throw new StartError(
    outcome === 'late'
      ? `The ${name} was not ready within ${limits.readyDeadlineMs / 1000} s.`
      : `The ${name} did not start (${outcome}).`,
  );
}
