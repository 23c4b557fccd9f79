/** The whole system as `npm start` runs it: it comes up, keeps itself up, and goes as a whole. */
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../source-files.ts';

/** A first start makes a database and brings up four processes: work, as long as it takes. */
const WORK_MS = 150_000;

let folder: string;
let started: Started | undefined;

/** A start.ts that runs, and what it has printed. */
interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tsudoi-whole-'));
});

afterAll(async () => {
  if (started !== undefined) await end(started, 'SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

async function start(environment: NodeJS.ProcessEnv = {}): Promise<Started> {
  const child = spawn(process.execPath, ['start.ts'], {
    cwd: projectRoot,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      TSUDOI_DATA_DIR: path.join(folder, 'data'),
      HOST: '127.0.0.1',
      PORT: '0',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  started = { child, output: () => printed };
  await waitFor(
    () => printed.includes('Ctrl-C'),
    () => printed,
  );
  return started;
}

async function end({ child }: Started, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  child.kill(signal);
  await once(child, 'exit');
  return child.exitCode;
}

async function waitFor(what: () => boolean | Promise<boolean>, why: () => string): Promise<void> {
  const deadline = performance.now() + WORK_MS;
  while (!(await what())) {
    expect(performance.now(), why()).toBeLessThan(deadline);
    await delay(50);
  }
}

const portOf = ({ output }: Started) => Number(/localhost:(\d+)\//.exec(output())?.[1]);

function isUp(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/healthz`).then(
    (answer) => answer.ok,
    () => false,
  );
}

function logIn(port: number, email: string, password: string): Promise<Response> {
  const origin = `http://127.0.0.1:${port}`;
  return fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email, password }),
  });
}

/** All processes: number, then command and environment on one line. */
function processLines(): string[] {
  if (!existsSync('/proc/self/environ')) {
    const list = execFileSync('ps', ['-A', '-ww', 'eo', 'pid,args'], { maxBuffer: 2 ** 26 });
    return list.toString().split('\n');
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      const read = (file: string) => readFileSync(`/proc/${pid}/${file}`, 'utf8');
      try {
        return `${pid} ${read('cmdline')} ${read('environ')}`.replaceAll('\0', ' ');
      } catch {
        return ''; // It has ended meanwhile.
      }
    });
}

/** The processes that work for this test's data folder and have these words in their command. */
function processes(words: string): number[] {
  return processLines()
    .filter((line) => line.includes(folder) && line.includes(words) && !line.includes(' ps -A'))
    .map((line) => Number.parseInt(line, 10));
}

test('a first start prints a password that logs in', async () => {
  const first = await start();
  const { output } = first;
  const password = /パスワード +(\S+)/.exec(output())?.[1] ?? '';
  const email = /Staff +(\S+)/.exec(output())?.[1] ?? '';
  expect(password).toMatch(/^(\w{4}-){3}\w{4}$/);
  const port = portOf(first);
  expect(await isUp(port)).toBe(true);
  expect((await logIn(port, email, password)).ok).toBe(true);
  expect((await logIn(port, email, 'wrong-wrong-wrong')).ok).toBe(false);
});

test('a part that is killed comes back, on the same port', async () => {
  if (started === undefined) throw new Error('nothing runs');
  const { output } = started;
  const port = portOf(started);
  for (const [name, program] of [
    ['server', 'server/main.ts'],
    ['workers', 'workers/main.ts'],
    ['redis', 'redis-server'],
  ] as const) {
    const [pid] = processes(program);
    expect(pid, program).toBeGreaterThan(0);
    process.kill(pid ?? 0, 'SIGKILL');
    await waitFor(() => output().includes(`${name}: runs again`), output);
    await waitFor(() => isUp(port), output);
  }
});

test('it ends in order, and the next start knows its staff and prints no password', async () => {
  if (started === undefined) throw new Error('nothing runs');
  expect(await end(started, 'SIGTERM')).toBe(0);
  expect(started.output()).not.toContain('killed.');
  expect(processes('')).toEqual([]);
  const { output } = await start();
  expect(output()).toMatch(/Staff +\S+@/);
  expect(output()).not.toContain('パスワード');
});

test('when it is killed with -9 all of it goes, and the next start has all of it', async () => {
  if (started === undefined) throw new Error('nothing runs');
  await end(started, 'SIGKILL');
  // At once, while the parts of the killed one may still be ending.
  const next = await start({ TSUDOI_TLS: 'off' });
  expect(await isUp(portOf(next))).toBe(true);
  expect(processes('redis-server')).toHaveLength(1);
  // It has its port; the one that was left alone ends by and by.
  await waitFor(
    () => processes('server/main.ts').length === 1,
    () => `servers: ${processes('server/main.ts').join(', ')}`,
  );
  await end(next, 'SIGKILL');
  await waitFor(
    () => processes('').length === 0,
    () => `left over: ${processes('').join(', ')}`,
  );
});

test('with TSUDOI_TLS=self a tablet that trusts its authority gets the screens by https', async () => {
  const { output } = await start({ TSUDOI_TLS: 'self' });
  const port = Number(/https:\/\/localhost:(\d+)\//.exec(output())?.[1]);
  const authority = readFileSync(path.join(folder, 'data/tls/ca.crt'), 'utf8');
  const status = await new Promise<string>((resolve) => {
    get({ host: '127.0.0.1', port, path: '/tsudoi-ca.crt', ca: authority }, (answer) => {
      answer.setEncoding('utf8').on('data', (text: string) => {
        resolve(`${answer.statusCode} ${text === authority ? 'the authority' : text}`);
      });
    }).once('error', (error) => resolve(error.message));
  });
  expect(status).toBe('200 the authority');
});
