import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { startLedgerDatabase } from '../tests/ledger-database.ts';
import type { LedgerDatabase } from '../tests/ledger-database.ts';
import { startRedisServer } from '../tests/redis-server.ts';
import type { RedisServer } from '../tests/redis-server.ts';

const SERVER = fileURLToPath(new URL('main.ts', import.meta.url));
const WORKERS = fileURLToPath(new URL('../workers/main.ts', import.meta.url));
const ReadySchema = v.object({
  type: v.literal('ready'),
  port: v.optional(v.number()),
  staff: v.optional(v.object({ email: v.string(), created: v.boolean() })),
});

let redis: RedisServer;
let database: LedgerDatabase;
const children = new Set<ChildProcess>();

beforeAll(async () => {
  [redis, database] = await Promise.all([startRedisServer(), startLedgerDatabase()]);
});

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await database?.stop();
  await redis?.stop();
});

function start(program: string, environment: Record<string, string>) {
  const child = fork(program, [], {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOST: '127.0.0.1',
      PORT: '0',
      TSUDOI_DEMO: '0',
      REDIS_URL: redis.url,
      DATABASE_URL: database.url,
      ...environment,
    },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  children.add(child);
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = once(child, 'close').then(([code]) => {
    children.delete(child);
    return { code: Number(code), errors };
  });
  return { child, ended };
}

async function readyOf(child: ChildProcess) {
  const [message] = await once(child, 'message');
  return v.parse(ReadySchema, message);
}

describe('surroundings that are wrong end the start with one line and 78', () => {
  test.each([
    [{ PORT: 'web' }, 'PORT is not a number'],
    [{ PORT: '70000' }, 'PORT is above 65535'],
    [{ REDIS_URL: 'somewhere' }, 'REDIS_URL is neither'],
    [{ DATABASE_URL: '' }, 'DATABASE_URL is missing'],
    [{ TSUDOI_DEMO: 'yes' }, 'TSUDOI_DEMO is neither 0 nor 1'],
    [{ TSUDOI_ADMIN_EMAIL: 'me' }, 'TSUDOI_ADMIN_EMAIL is not an e-mail address'],
    [{ TSUDOI_TLS_CERT: '/x' }, 'TSUDOI_TLS_CERT and TSUDOI_TLS_KEY belong together'],
    [{ TSUDOI_TLS_CERT: '/x', TSUDOI_TLS_KEY: '/y' }, 'does not exist'],
  ])('%o', async (environment, words) => {
    const { code, errors } = await start(SERVER, environment).ended;
    expect(code).toBe(78);
    expect(errors.trim().split('\n')).toHaveLength(1);
    expect(errors).toContain(words);
  });

  test('a port in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const { code, errors } = await start(SERVER, { PORT: String(address.port) }).ended;
    taken.close();
    expect(code).toBe(78);
    expect(errors.trim()).toBe(
      'The port is in use by another program; choose another one with PORT.',
    );
  });

  test('the workers, too', async () => {
    const { code, errors } = await start(WORKERS, { REDIS_URL: '' }).ended;
    expect([code, errors.trim()]).toEqual([78, 'Wrong setting: REDIS_URL is missing.']);
  });
});

test('a store that is away at the start: one line, and not the code of a wrong setting', async () => {
  const away = { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing' };
  const { code, errors } = await start(SERVER, away).ended;
  expect([code, errors.trim()]).toEqual([1, 'PostgreSQL (DATABASE_URL) is out of reach.']);
});

test('the first account is made once, with the candidate, and no secret is printed', async () => {
  const candidate = 'candidate-password-1';
  const first = start(SERVER, { TSUDOI_ADMIN_PASSWORD_CANDIDATE: candidate });
  const { port, staff } = await readyOf(first.child);
  expect(staff).toEqual({ email: 'staff@tsudoi.example', created: true });
  const logIn = (password: string) =>
    fetch(`http://127.0.0.1:${port}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'staff@tsudoi.example', password }),
    });
  expect((await logIn(candidate)).status).toBe(200);
  first.child.kill('SIGTERM');
  expect(await first.ended).toEqual({ code: 0, errors: '' });

  const second = start(SERVER, { TSUDOI_ADMIN_PASSWORD_CANDIDATE: 'another' });
  expect((await readyOf(second.child)).staff).toMatchObject({ created: false });
  second.child.kill('SIGTERM');
  await second.ended;
});

test.each([
  ['server', SERVER],
  ['workers', WORKERS],
])('the %s end by themselves when their parent is gone', async (_, program) => {
  const { child } = start(program, {});
  await readyOf(child);
  // Not `close`: Node does not say it of a child whose channel was closed from here.
  const exited = once(child, 'exit');
  child.disconnect();
  expect(await exited).toEqual([0, null]);
});
