/** The bench's children: programs of the project or of the bench, with an IPC channel. */
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

const limits = { readyDeadlineMs: 60_000, stopDeadlineMs: 10_000 } as const;

/** A child that said `ready`. */
export interface BenchProcess {
  readonly name: string;
  readonly pid: number;
  /** Its `ready` message, as it came. */
  readonly ready: Readonly<Record<string, unknown>>;
  send(message: object): void;
  /** The next message of this type; rejects when the child says `failed`, ends, or takes too long. */
  next(type: string, deadlineMs: number): Promise<Readonly<Record<string, unknown>>>;
  /** SIGTERM, and SIGKILL when it takes too long. */
  stop(): Promise<void>;
}

/**
 * Starts a program and waits until it says `{type: 'ready'}`.
 * @param program its path
 */
export async function startProcess(options: {
  readonly name: string;
  readonly program: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly nodeArguments?: readonly string[];
}): Promise<BenchProcess> {
  const child = fork(options.program, [], {
    env: { ...process.env, ...options.environment },
    execArgv: [...(options.nodeArguments ?? [])],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // Ctrl-C is for the bench, which stops its children in order.
    detached: true,
  });
  const inbox = createInbox(options.name, child);
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${options.name} could not be started`);
  const ready = await inbox.next('ready', limits.readyDeadlineMs).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  return {
    name: options.name,
    pid,
    ready,
    send: (message) => void child.send(message),
    next: (type, deadlineMs) => inbox.next(type, deadlineMs),
    stop: () => stopProcess(child),
  };
}

type Message = Readonly<Record<string, unknown>>;

/** Keeps what the child says until it is asked for; no message is lost between two questions. */
function createInbox(name: string, child: ChildProcess) {
  const messages: Message[] = [];
  let ended: string | null = null;
  let changed = Promise.withResolvers<void>();
  const change = () => {
    changed.resolve();
    changed = Promise.withResolvers();
  };
  child.on('message', (message) => {
    if (isMessage(message)) messages.push(message);
    change();
  });
  child.once('exit', (code, signal) => {
    ended = signal ?? `exit code ${code}`;
    change();
  });
  return {
    async next(type: string, deadlineMs: number): Promise<Message> {
      const deadline = performance.now() + deadlineMs;
      for (;;) {
        const index = messages.findIndex((message) => message['type'] === type);
        const [found] = index === -1 ? [] : messages.splice(index, 1);
        if (found !== undefined) return found;
        const failed = messages.find((message) => message['type'] === 'failed');
        if (failed !== undefined) throw new Error(`${name}: ${String(failed['message'])}`);
        if (ended !== null) throw new Error(`${name} ended (${ended}) before it said '${type}'`);
        const leftMs = deadline - performance.now();
        if (leftMs <= 0) throw new Error(`${name} did not say '${type}' in ${deadlineMs / 1000} s`);
        const waiting = new AbortController();
        const late = delay(leftMs, undefined, { signal: waiting.signal }).catch(() => undefined);
        await Promise.race([changed.promise, late]);
        waiting.abort();
      }
    },
  };
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const insist = setTimeout(() => child.kill('SIGKILL'), limits.stopDeadlineMs);
  await ended;
  clearTimeout(insist);
}

function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
