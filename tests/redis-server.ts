/**
 * A real Redis of its own for a test file: `redis-server` on a unix socket in a temporary folder,
 * no network port. It ends with the process that started it.
 */
import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const limits = { readyDeadlineMs: 20_000, readyPollMs: 5, stopDeadlineMs: 5_000 } as const;

export interface RedisServer {
  /** The path of its socket, as ioredis and our own settings take it. */
  readonly url: string;
  /** Ends it and removes its folder. May be called more than once. */
  stop(): Promise<void>;
  /** `kill -9`; the folder stays for `restart`. */
  kill(): Promise<void>;
  /** Starts it again on the same folder and socket (after a kill, or instead of one). */
  restart(): Promise<void>;
}

export interface RedisServerOptions {
  /** Every write on the disk before it is acknowledged, so that a killed Redis forgets nothing. */
  readonly appendOnly?: boolean;
  /** More settings of redis.conf, by name. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Starts a Redis; resolves when it answers. */
export async function startRedisServer(options: RedisServerOptions = {}): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'tsudoi-redis-'));
  const url = join(folder, 'redis.sock');
  const settings = {
    port: '0',
    unixsocket: url,
    unixsocketperm: '700',
    dir: folder,
    save: '',
    appendonly: options.appendOnly === true ? 'yes' : 'no',
    appendfsync: 'always',
    'maxmemory-policy': 'noeviction',
    ...options.settings,
  };
  const words = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);

  let child = await start(words, url);
  return {
    url,
    async stop() {
      await end(child, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
    kill: () => end(child, 'SIGKILL'),
    async restart() {
      await end(child, 'SIGKILL');
      child = await start(words, url);
    },
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  const insist = setTimeout(() => child.kill('SIGKILL'), limits.stopDeadlineMs);
  await ended;
  clearTimeout(insist);
}

async function start(words: readonly string[], socket: string): Promise<ChildProcess> {
  rmSync(socket, { force: true });
  const [program, ...rest] = [...tether(), 'redis-server', ...words];
  const child = spawn(program!, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2_000);
  });
  let failure: Error | undefined;
  child.once('error', (error) => {
    failure = error;
  });
  const deadline = performance.now() + limits.readyDeadlineMs;
  while (performance.now() < deadline) {
    if (failure !== undefined || child.exitCode !== null || child.signalCode !== null) break;
    if (await answers(socket)) return child;
    await delay(limits.readyPollMs);
  }
  child.kill('SIGKILL');
  throw new Error(`redis-server did not start: ${failure?.message ?? said}`);
}

/** Where the kernel offers it, a test run that is killed takes its Redis with it. */
function tether(): string[] {
  const words = ['--pdeathsig', 'KILL'];
  const tried = spawnSync('setpriv', [...words, 'true'], { stdio: 'ignore' });
  return tried.status === 0 ? ['setpriv', ...words] : [];
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket);
    const end = (answer: boolean) => {
      connection.destroy();
      resolve(answer);
    };
    connection.once('connect', () => connection.write('PING\r\n'));
    connection.once('data', (data) => end(data.toString('utf8').startsWith('+PONG')));
    connection.once('error', () => end(false));
    connection.once('close', () => end(false));
  });
}
