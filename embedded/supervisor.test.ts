import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Part } from './part.ts';
import { processPart } from './process-part.ts';
import type { ReadyMessage } from './process-part.ts';
import { StartError } from './start-error.ts';
import { createSupervisor } from './supervisor.ts';
import type { Supervisor } from './supervisor.ts';

let folder: string;
let said: string[];
let supervisor: Supervisor | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsudoi-supervisor-'));
  said = [];
});

afterEach(async () => {
  await supervisor?.stop();
  supervisor = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** What the children wrote down, one line an event. */
function diary(): string[] {
  try {
    return readFileSync(join(folder, 'diary'), 'utf8').trim().split('\n');
  } catch {
    return [];
  }
}

/** A child that keeps a diary of its life; `body` is what it does besides. */
function child(name: string, body: string, onReady?: (message: ReadyMessage) => void): Part {
  const program = join(folder, `${name}.mjs`);
  writeFileSync(
    program,
    `import { appendFileSync } from 'node:fs';
    const note = (what) => appendFileSync(process.env.DIARY, '${name} ' + what + '\\n');
    process.on('disconnect', () => { note('left alone'); process.exit(0); });
    note('began ' + process.pid);
    ${body}`,
  );
  return processPart({
    name,
    program,
    environment: () => ({ ...process.env, DIARY: join(folder, 'diary') }),
    ...(onReady === undefined ? {} : { onReady }),
  });
}

const good = `
  process.on('SIGTERM', () => setTimeout(() => { note('stopped'); process.exit(0); }, 50));
  process.send({ type: 'ready', port: 4711, staff: { email: 'a@example.jp', created: true } });`;

function supervise(parts: Part[], stopOrder: Part[] = parts): Supervisor {
  supervisor = createSupervisor({ parts, stopOrder, say: (line) => said.push(line) });
  return supervisor;
}

async function waitFor(what: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!what()) {
    expect(performance.now(), `waited in vain; ${diary().join(', ')}`).toBeLessThan(deadline);
    await delay(20);
  }
}

const pids = () => diary().flatMap((line) => /began (\d+)/.exec(line)?.[1] ?? []);

test('parts start in one order and stop in the other, each after the last has gone', async () => {
  const [a, b, c] = [child('a', good), child('b', good), child('c', good)];
  await supervise([a, b, c], [b, c, a]).start();
  await supervisor?.stop();
  expect(diary().map((line) => line.replace(/ \d+$/, ''))).toEqual([
    'a began',
    'b began',
    'c began',
    'b stopped',
    'c stopped',
    'a stopped',
  ]);
});

test('a part says what it has to say when it is ready', async () => {
  const heard: ReadyMessage[] = [];
  await supervise([child('a', good, (message) => heard.push(message))]).start();
  expect(heard).toEqual([
    { type: 'ready', port: 4711, staff: { email: 'a@example.jp', created: true } },
  ]);
});

test('a part that is killed starts again, and says so', async () => {
  await supervise([child('a', good)]).start();
  process.kill(Number(pids()[0]), 'SIGKILL');
  await waitFor(() => said.some((line) => line.includes('runs again')));
  expect(pids()).toHaveLength(2);
  expect(said).toEqual(['a: ended (signal SIGKILL); starting it again in 0.2 s', 'a: runs again']);
});

test('a part that keeps dying is tried less and less often', async () => {
  const dying = `process.send({ type: 'ready' }); setTimeout(() => process.exit(3), 10);`;
  await supervise([child('a', dying)]).start();
  await waitFor(() => said.some((line) => line.includes('in 0.8 s')));
  const delays = said.flatMap((line) => /exit code 3.* in ([\d.]+) s/.exec(line)?.[1] ?? []);
  expect(delays).toEqual(['0.2', '0.4', '0.8']);
});

test('when one part cannot start, those before it are stopped and its reason is told', async () => {
  const broken = child('b', 'process.exit(5);');
  await expect(supervise([child('a', good), broken]).start()).rejects.toThrow(
    'The b did not start (exit code 5).',
  );
  expect(diary().at(-1)).toBe('a stopped');
});

test('a part that has said itself what is wrong (exit code 78) is not talked over', async () => {
  await expect(supervise([child('a', 'process.exit(78);')]).start()).rejects.toThrow(
    new StartError(''),
  );
});

test('a part that does not stop is killed', async () => {
  const stubborn = `process.on('SIGTERM', () => note('will not')); process.send({ type: 'ready' });`;
  await supervise([child('a', stubborn)]).start();
  await supervisor?.stop();
  expect(diary().at(-1)).toBe('a will not');
  expect(() => process.kill(Number(pids()[0]), 0)).toThrow(/ESRCH/);
});
