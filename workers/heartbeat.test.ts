import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { HEARTBEAT_MS, startHeartbeat } from './heartbeat.ts';

const folder = mkdtempSync(join(tmpdir(), 'tsudoi-heartbeat-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

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
  await expect.poll(() => existsSync(file)).toBe(true);
  heartbeat.stop();
});

test('the health check takes a fresh sign of life, and neither an old one nor none', async () => {
  const file = join(folder, 'checked');
  expect(check(file)).toBe(1);
  const heartbeat = startHeartbeat(file, () => Promise.resolve());
  await expect.poll(() => existsSync(file)).toBe(true);
  heartbeat.stop();
  expect(check(file)).toBe(0);
  const old = statSync(file).mtimeMs - 4 * HEARTBEAT_MS;
  utimesSync(file, old / 1000, old / 1000);
  expect(check(file)).toBe(1);
});
