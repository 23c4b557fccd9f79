import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFolder } from './folder-lock.ts';
import { StartError } from './start-error.ts';

let dataFolder: string;

beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'tsudoi-lock-'));
});

afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));

/** Another process that takes the lock, says so, and keeps it. */
async function holdInAnotherProcess() {
  const program = `
    import { lockFolder } from ${JSON.stringify(new URL('folder-lock.ts', import.meta.url).href)};
    lockFolder(process.argv[1]);
    // Nobody keeps what it returned: the folder is held all the same.
    globalThis.gc();
    process.send('held');
    setInterval(() => {}, 1000);`;
  const words = ['--expose-gc', '--input-type=module', '-e', program, dataFolder];
  const child = spawn(process.execPath, words, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  return child;
}

test('a second start is refused in one line that names the first', async () => {
  const holder = await holdInAnotherProcess();
  try {
    expect(() => lockFolder(dataFolder)).toThrow(StartError);
    expect(() => lockFolder(dataFolder)).toThrow(`in use by process ${holder.pid}`);
  } finally {
    holder.kill('SIGKILL');
    await once(holder, 'exit');
  }
});

test('kill -9 of the holder leaves no lock behind', async () => {
  const holder = await holdInAnotherProcess();
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const lock = lockFolder(dataFolder);
  expect(lock.wasCutOff).toBe(true);
  lock.release();
});

test('a released folder can be taken again', () => {
  lockFolder(dataFolder).release();
  const lock = lockFolder(dataFolder);
  expect(lock.wasCutOff).toBe(false);
  lock.release();
});

test('a folder that cannot be made is one clear line', () => {
  const file = join(dataFolder, 'file');
  writeFileSync(file, '');
  expect(() => lockFolder(join(file, 'data'))).toThrow(/cannot be written/);
});
