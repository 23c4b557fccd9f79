import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { redisSocketOf, startRedis } from './redis.ts';
import type { EmbeddedRedis, Tether } from './redis.ts';
import { StartError } from './start-error.ts';

let dataFolder: string;
const running: EmbeddedRedis[] = [];

beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'tsudoi-redis-'));
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((redis) => redis.stop()));
  rmSync(dataFolder, { recursive: true, force: true });
});

async function start(tether?: Tether): Promise<EmbeddedRedis> {
  const redis = await startRedis({ dataFolder, ...(tether === undefined ? {} : { tether }) });
  running.push(redis);
  return redis;
}

async function ask<T>(url: string, question: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, { maxRetriesPerRequest: 0, retryStrategy: () => null });
  client.on('error', () => {});
  try {
    return await question(client);
  } finally {
    client.disconnect();
  }
}

async function isDeaf(url: string): Promise<boolean> {
  return ask(url, (client) => client.ping()).then(
    () => false,
    () => true,
  );
}

async function waitFor(what: () => Promise<boolean>, deadlineMs: number): Promise<boolean> {
  const deadline = performance.now() + deadlineMs;
  while (performance.now() < deadline) {
    if (await what()) return true;
    await delay(50);
  }
  return false;
}

/** A process of its own that starts Redis with this module and then only waits. */
async function startInAnotherProcess(tether: Tether): Promise<ChildProcess> {
  const program = `
    import { startRedis } from ${JSON.stringify(new URL('redis.ts', import.meta.url).href)};
    await startRedis({ dataFolder: process.argv[1], tether: process.argv[2] });
    process.send('ready');
    setInterval(() => {}, 1000);`;
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', program, dataFolder, tether],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  await once(child, 'message', { signal: AbortSignal.timeout(30_000) });
  return child;
}

/** The kernel's way is Linux's own. */
const tethers: Tether[] = process.platform === 'linux' ? ['kernel', 'stdin'] : ['stdin'];

describe.each(tethers)('embedded Redis, tether %s', (tether) => {
  test('goes when its parent is killed, and the next start has every acknowledged write', async () => {
    const parent = await startInAnotherProcess(tether);
    const url = redisSocketOf(dataFolder);
    await ask(url, (client) => client.set('scan', 'kept'));
    parent.kill('SIGKILL');
    expect(await waitFor(() => isDeaf(url), 5_000)).toBe(true);
    const next = await start(tether);
    expect(await ask(next.url, (client) => client.get('scan'))).toBe('kept');
  });

  test('stops in order and reports how it ended', async () => {
    const redis = await start(tether);
    await redis.stop();
    expect(await redis.ended).toContain('exit code 0');
    expect(await isDeaf(redis.url)).toBe(true);
  });

  test('reports a death that nobody asked for', async () => {
    const redis = await start(tether);
    const info = await ask(redis.url, (client) => client.info('server'));
    process.kill(Number(/process_id:(\d+)/.exec(info)?.[1]), 'SIGKILL');
    expect(await redis.ended).toMatch(/SIGKILL|137/);
  });
});

test('embedded Redis keeps every write on disk, forgets nothing and has no network port', async () => {
  const redis = await start();
  const settings = await ask(redis.url, (client) => client.config('GET', '*'));
  const flat = settings.map(String);
  const setting = (name: string) => flat[flat.indexOf(name) + 1];
  expect({
    appendonly: setting('appendonly'),
    appendfsync: setting('appendfsync'),
    policy: setting('maxmemory-policy'),
    port: setting('port'),
    save: setting('save'),
  }).toEqual({
    appendonly: 'yes',
    appendfsync: 'always',
    policy: 'noeviction',
    port: '0',
    save: '',
  });
});

test('a second Redis on the same folder is refused while the first answers', async () => {
  await start();
  await expect(startRedis({ dataFolder })).rejects.toThrow(StartError);
});

test('one that is too busy to answer is not taken for gone', async () => {
  const first = await start();
  const info = await ask(first.url, (client) => client.info('server'));
  const pid = Number(/process_id:(\d+)/.exec(info)?.[1]);
  process.kill(pid, 'SIGSTOP');
  try {
    await expect(startRedis({ dataFolder })).rejects.toThrow(StartError);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  expect(await ask(first.url, (client) => client.ping())).toBe('PONG');
});

test('a folder whose path is too long for a socket works all the same', async () => {
  const outer = dataFolder;
  dataFolder = join(outer, 'a-rather-long-name-for-a-folder'.repeat(4));
  mkdirSync(dataFolder);
  const redis = await start();
  expect(redis.url.length).toBeLessThan(104);
  expect(await ask(redis.url, (client) => client.ping())).toBe('PONG');
  await redis.stop();
  dataFolder = outer;
});
