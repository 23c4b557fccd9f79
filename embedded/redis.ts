import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { endOf, runningChild } from './child-part.ts';
import type { RunningPart } from './part.ts';
import { prepareSocketFolder } from './socket-folder.ts';
import { StartError } from './start-error.ts';

const limits = {
  /** A long append-only file takes its time to load. */
  readyDeadlineMs: 60_000,
  readyPollMs: 15,
  pingDeadlineMs: 1_000,
  /** How long the Redis of a start that was killed may take to end. */
  orphanEndMs: 3_000,
  stopDeadlineMs: 1_500,
  linesKept: 20,
} as const;

const socketName = 'redis.sock';

/**
 * What makes Redis end with the process that started it, also when that is killed with -9.
 * An orphan that goes on writing beside its successor destroys the append-only file.
 * `kernel`: Linux sends the signal (setpriv of util-linux). `stdin`: a shell waits for the end of
 * its standard input, which the kernel closes with the parent; works everywhere.
 */
export type Tether = 'kernel' | 'stdin';

/** A running embedded Redis. */
export interface EmbeddedRedis extends RunningPart {
  /** The path of its socket, as `REDIS_URL` and ioredis take it. */
  readonly url: string;
}

export interface RedisOptions {
  /** Absolute path of the data folder; Redis gets the folder `redis` in it. */
  readonly dataFolder: string;
  /** Chosen by what the machine has unless given. */
  readonly tether?: Tether;
}

/** Where the embedded Redis of a data folder answers (creates its folder). */
export function redisSocketOf(dataFolder: string): string {
  return join(prepareSocketFolder(join(dataFolder, 'redis'), socketName), socketName);
}

/**
 * Starts a `redis-server` that keeps its data in the data folder: on a unix socket that only this
 * user can reach, no network port, every write on the disk before it is acknowledged.
 *
 * @returns when it answers
 * @throws StartError when another Redis already works on the folder, or it cannot start
 */
export async function startRedis(options: RedisOptions): Promise<EmbeddedRedis> {
  const folder = join(options.dataFolder, 'redis');
  const socket = redisSocketOf(options.dataFolder);
  if (!(await isGone(socket))) {
    throw new StartError(
      `A Redis already answers on ${socket}; stop it first (redis-cli -s ${socket} shutdown).`,
    );
  }
  const tether = options.tether ?? (hasParentDeathSignal() ? 'kernel' : 'stdin');
  const child = spawnTethered(tether, ['redis-server', ...redisArguments(folder, socket)]);
  const lines = keepLastLines(child);
  const ended = endOf(child).then((how) => {
    child.stdin?.destroy();
    return `${how}${lines.length === 0 ? '' : `; it said: ${lines.at(-1)}`}`;
  });
  await waitUntilReady(socket, ended, () => child.kill('SIGKILL'));
  return { url: socket, ...runningChild(child, ended, limits.stopDeadlineMs) };
}

function redisArguments(folder: string, socket: string): string[] {
  const settings = {
    port: '0',
    unixsocket: socket,
    unixsocketperm: '700',
    dir: folder,
    appendonly: 'yes',
    appendfsync: 'always',
    'aof-use-rdb-preamble': 'yes',
    // The append-only file is the memory; snapshots would only delay the end.
    save: '',
    // Redis must refuse rather than forget.
    'maxmemory-policy': 'noeviction',
    'protected-mode': 'yes',
    daemonize: 'no',
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}

/**
 * The shell's last words: Redis runs in the background, a second one waits for the end of the
 * standard input (kept as descriptor 3, since a background job's own is /dev/null) and then ends
 * Redis; the shell lives as long as Redis and passes signals on.
 */
const stdinTetherScript = `
exec 3<&0
"$@" </dev/null 3<&- & part=$!
{ cat <&3 >/dev/null; kill -TERM $part; } 2>/dev/null & watch=$!
trap 'kill -TERM $part' TERM INT
wait $part; code=$?
while kill -0 $part 2>/dev/null; do wait $part; code=$?; done
kill $watch 2>/dev/null
exit $code
`;

function spawnTethered(tether: Tether, command: string[]): ChildProcess {
  const [program, ...words] =
    tether === 'kernel'
      ? ['setpriv', '--pdeathsig', 'TERM', ...command]
      : ['sh', '-c', stdinTetherScript, 'sh', ...command];
  return spawn(program, words, {
    stdio: ['pipe', 'pipe', 'pipe'],
    // A Ctrl-C in a terminal goes to the whole process group; Redis must outlive the others.
    detached: true,
  });
}

function hasParentDeathSignal(): boolean {
  const tried = spawnSync('setpriv', ['--pdeathsig', 'TERM', 'true'], { stdio: 'ignore' });
  return tried.status === 0;
}

/** The last lines that a child printed, for the moment when it ends unasked. */
function keepLastLines(child: ChildProcess): string[] {
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      lines.push(...text.split('\n').filter((line) => line.trim() !== ''));
      lines.splice(0, Math.max(0, lines.length - limits.linesKept));
    });
  }
  return lines;
}

/**
 * Whether nobody is on the socket, at once or after a moment. One that is too busy to answer is not
 * gone: beside a second one it would spoil what both write.
 */
async function isGone(socket: string): Promise<boolean> {
  const deadline = performance.now() + limits.orphanEndMs;
  while ((await ping(socket)) !== undefined) {
    if (performance.now() > deadline) return false;
    await delay(limits.readyPollMs);
  }
  return true;
}

async function waitUntilReady(
  socket: string,
  ended: Promise<string>,
  kill: () => void,
): Promise<void> {
  let endedHow: string | undefined;
  const watch = ended.then((how) => (endedHow = how));
  const deadline = performance.now() + limits.readyDeadlineMs;
  while (performance.now() < deadline) {
    if (endedHow !== undefined) throw new StartError(`Redis did not start (${endedHow}).`);
    if ((await ping(socket)) === '+PONG') return;
    await Promise.race([delay(limits.readyPollMs), watch]);
  }
  kill();
  throw new StartError(`Redis was not ready within ${limits.readyDeadlineMs / 1000} s.`);
}

/**
 * The first line that a Redis answers to PING (`-LOADING …` while it loads); empty when somebody
 * listens and says nothing in time, undefined when nobody does.
 */
function ping(socket: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const connection = connect(socket);
    let isThere = false;
    const end = (answer: string | undefined) => {
      connection.destroy();
      resolve(answer);
    };
    connection.setTimeout(limits.pingDeadlineMs, () => end(isThere ? '' : undefined));
    connection.once('connect', () => {
      isThere = true;
      connection.write('PING\r\n');
    });
    connection.once('data', (data) => end(data.toString('utf8').split('\r\n')[0] ?? ''));
    connection.once('error', () => end(undefined));
    connection.once('close', () => end(undefined));
  });
}
