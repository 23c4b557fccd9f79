import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { HEARTBEAT_MS, startHeartbeat } from './heartbeat.ts';

const folder = mkdtempSync(join(tmpdir(), 'tsudoi-heartbeat-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The file comes to be a moment before what is written in it, and with that its time. */
const hasBeaten = (file: string) =>
  expect
    .poll(() => existsSync(file) && readFileSync(file, 'utf8') !== '', { timeout: 20_000 })
    .toBe(true);

const check = (file: string) =>
  spawnSync(process.execPath, ['docker/worker-health.mjs'], {
    env: { ...process.env, TSUDOI_HEARTBEAT_FILE: file },
  }).status;

test('beats while the stores answer, leaves beats out while they do not, and goes on', async () => {
  const file = join(folder, 'beats');
  let isAway = true;
  const heartbeat = startHeartbeat(
    file,
    () => (isAway ? Promise.reject(new Error('away')) : Promise.resolve()),
    10,
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(existsSync(file)).toBe(false);
  isAway = false;
  await hasBeaten(file);
  heartbeat.stop();
});

test('the health check takes a fresh sign of life, and neither an old one nor none', async () => {
  const file = join(folder, 'checked');
  expect(check(file)).toBe(1);
  const heartbeat = startHeartbeat(file, () => Promise.resolve());
  await hasBeaten(file);
  heartbeat.stop();
  expect(check(file)).toBe(0);
  const old = statSync(file).mtimeMs - 4 * HEARTBEAT_MS;
  utimesSync(file, old / 1000, old / 1000);
  expect(check(file)).toBe(1);
});
