/** start.ts as a process: what it refuses, in one line and with an exit code that is not 0. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFolder } from '../embedded/folder-lock.ts';
import { projectRoot } from './source-files.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tsudoi-start-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function start(environment: NodeJS.ProcessEnv) {
  const done = spawnSync(process.execPath, ['start.ts'], {
    cwd: projectRoot,
    env: { PATH: process.env['PATH'], HOME: folder, TSUDOI_DATA_DIR: folder, ...environment },
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { code: done.status, out: done.stdout, error: done.stderr.trimEnd() };
}

test.each<[NodeJS.ProcessEnv, string]>([
  [{ PORT: 'eighty' }, 'PORT is not a number'],
  [{ PORT: '70000' }, 'PORT is above 65535'],
  [{ TSUDOI_TLS: 'yes' }, 'TSUDOI_TLS is neither off nor self'],
  [{ TSUDOI_TLS_CERT: '/a.crt' }, 'TSUDOI_TLS_CERT and TSUDOI_TLS_KEY belong together'],
  [{ TSUDOI_DEMO: 'no' }, 'TSUDOI_DEMO is neither 0 nor 1'],
  [{ REDIS_URL: 'localhost' }, 'REDIS_URL is neither redis://…, rediss://… nor a path'],
  [{ DATABASE_URL: 'mysql://secret@x' }, 'DATABASE_URL is not a postgresql://… address'],
  [{ TSUDOI_ADMIN_EMAIL: 'staff' }, 'TSUDOI_ADMIN_EMAIL is not an e-mail address'],
])('a wrong setting is one line: %o', (environment, line) => {
  expect(start(environment)).toEqual({ code: 1, out: '', error: `Wrong setting: ${line}.` });
});

test('all wrong settings are told at once, and no value is repeated', () => {
  const { error } = start({ PORT: 'x', DATABASE_URL: 'mysql://secret@x' });
  expect(error).toBe(
    'Wrong setting: PORT is not a number; DATABASE_URL is not a postgresql://… address.',
  );
});

test('a data folder in use by another start is one line with its process', () => {
  const lock = lockFolder(folder);
  try {
    const { code, error } = start({ PORT: '0' });
    expect(code).toBe(1);
    expect(error).toBe(
      `The data folder ${folder} is in use by process ${process.pid}; stop that one first, or choose another folder with TSUDOI_DATA_DIR.`,
    );
  } finally {
    lock.release();
  }
});

test('a data folder that cannot be written is one line', () => {
  const { code, error } = start({ PORT: '0', TSUDOI_DATA_DIR: '/dev/null/data' });
  expect(code).toBe(1);
  expect(error).toMatch(
    /^The data folder \/dev\/null\/data cannot be written .*TSUDOI_DATA_DIR\.$/,
  );
});

test('a port in use is one line that offers another', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const { code, error } = start({ PORT: String(port), HOST: '127.0.0.1' });
  other.close();
  expect(code).toBe(1);
  expect(error).toBe(
    `Port ${port} is in use by another program; stop that one, or choose another port: PORT=${port + 1} npm start.`,
  );
});

test('an old Node.js is one line', () => {
  const old =
    "data:text/javascript,Object.defineProperty(process.versions, 'node', { value: '22.18.0' })";
  const { code, error } = start({ NODE_OPTIONS: `--import="${old}"` });
  expect(code).toBe(1);
  expect(error).toMatch(/^start\.ts needs Node\.js 24, .*"npm start" brings it\.$/);
});
