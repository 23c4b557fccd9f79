import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { RunningPart } from './part.ts';
import { prepareSocketFolder } from './socket-folder.ts';
import { StartError } from './start-error.ts';

const limits = { readyDeadlineMs: 60_000, stopDeadlineMs: 2_500 } as const;

/** PostgreSQL's own name for the socket of the standard port: `pg` makes it from folder and port. */
const socketName = '.s.PGSQL.5432';

/** What the thread is told at its start. */
export interface PostgresThreadSettings {
  /** Where the database is, or will be made. */
  readonly folder: string;
  /** The path of the socket to listen on. */
  readonly socket: string;
}

/** What the thread says. */
export type FromPostgresThread =
  | { readonly type: 'ready' }
  | { readonly type: 'stopped' }
  | { readonly type: 'broken'; readonly reason: string };

/** A running embedded PostgreSQL. */
export interface EmbeddedPostgres extends RunningPart {
  /** A connection string, as `DATABASE_URL` and `pg` take it. */
  readonly url: string;
}

export interface PostgresOptions {
  /** Absolute path of the data folder; the database gets the folder `postgres` in it. */
  readonly dataFolder: string;
}

/**
 * Starts the embedded PostgreSQL (PGlite, durable) in a thread of its own, behind a unix socket that
 * only this user can reach. Awaiting PGlite in a thread that does anything else would starve that
 * thread's timers and sockets, hence the thread. The data folder must be locked (folder-lock.ts):
 * two engines on one folder lose rows without a word.
 *
 * All connections share one session: transactions of different connections run one after the
 * other, and SET, LISTEN, temporary tables and named statements are seen by everyone.
 *
 * @returns when it takes connections
 * @throws StartError when it cannot start
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const { partFolder, socketFolder, socket } = placesOf(options);
  if (await answers(socket)) {
    throw new StartError(`A PostgreSQL already answers on ${socket}; stop it first.`);
  }
  const settings: PostgresThreadSettings = { folder: join(partFolder, 'database'), socket };
  const thread = new Worker(new URL('./postgres-thread.ts', import.meta.url), {
    name: 'postgres',
    workerData: settings,
    // Not the options that this process was started with: some do not suit a thread.
    execArgv: [],
  });
  const { ready, ended } = follow(thread);
  await waitUntilReady(thread, ready, ended);
  return {
    url: urlOf(socketFolder),
    ended,
    async stop(): Promise<void> {
      thread.postMessage('stop', []);
      await within(limits.stopDeadlineMs, ended);
      await thread.terminate();
    },
    kill(): void {
      void thread.terminate();
    },
  };
}

/**
 * The connection string of an embedded PostgreSQL that runs on the data folder in another process,
 * or `null` when none does.
 */
export async function findRunningPostgres(options: PostgresOptions): Promise<string | null> {
  const { socketFolder, socket } = placesOf(options);
  return (await answers(socket)) ? urlOf(socketFolder) : null;
}

function placesOf({ dataFolder }: PostgresOptions) {
  const partFolder = join(dataFolder, 'postgres');
  const socketFolder = prepareSocketFolder(partFolder, socketName);
  return { partFolder, socketFolder, socket: join(socketFolder, socketName) };
}

function urlOf(socketFolder: string): string {
  return `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(socketFolder)}`;
}

/** Turns the thread's events into two promises: it is ready, and it is gone (with the reason). */
function follow(thread: Worker): { ready: Promise<'ready'>; ended: Promise<string> } {
  let reason: string | undefined;
  const ready = new Promise<'ready'>((resolve) => {
    thread.on('message', (message: FromPostgresThread) => {
      if (message.type === 'ready') resolve('ready');
      else if (message.type === 'broken') reason = message.reason;
      else reason = 'stopped';
    });
  });
  const ended = new Promise<string>((resolve) => {
    thread.once('error', (error) => {
      reason = error instanceof Error ? error.message : String(error);
    });
    thread.once('exit', (code) => resolve(reason ?? `exit code ${code}`));
  });
  return { ready, ended };
}

async function waitUntilReady(
  thread: Worker,
  ready: Promise<'ready'>,
  ended: Promise<string>,
): Promise<void> {
  const outcome = await within(limits.readyDeadlineMs, Promise.race([ready, ended]));
  if (outcome === 'ready') return;
  await thread.terminate();
  throw new StartError(
    outcome === undefined
      ? `PostgreSQL was not ready within ${limits.readyDeadlineMs / 1000} s.`
      : `PostgreSQL did not start (${outcome}).`,
  );
}

/** What the promise gives, or undefined when that takes too long. */
async function within<T>(deadlineMs: number, promise: Promise<T>): Promise<T | undefined> {
  const waiting = new AbortController();
  const late = delay(deadlineMs, undefined, { signal: waiting.signal }).catch(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    waiting.abort();
  }
}

/** Whether somebody takes connections on the socket. */
function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket);
    const end = (answer: boolean) => {
      connection.destroy();
      resolve(answer);
    };
    connection.once('connect', () => end(true));
    connection.once('error', () => end(false));
  });
}
