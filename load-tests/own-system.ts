/** A whole system of one's own for the load journey: start.ts on a free port, in a new folder. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const limits = { readyDeadlineMs: 90_000, readyPollMs: 200, stopDeadlineMs: 15_000 } as const;

export interface OwnSystem {
  readonly baseUrl: string;
  readonly staff: { readonly email: string; readonly password: string };
  stop(): Promise<void>;
}

/** Starts it; resolves when it is ready. */
export async function startOwnSystem(): Promise<OwnSystem> {
  const folder = mkdtempSync(join(tmpdir(), 'tsudoi-load-'));
  const staff = { email: 'load@example.org', password: randomBytes(18).toString('base64url') };
  const port = await findFreePort();
  const { REDIS_URL: _redis, DATABASE_URL: _database, ...inherited } = process.env;
  const child = spawn(process.execPath, [fileURLToPath(new URL('../start.ts', import.meta.url))], {
    env: {
      ...inherited,
      HOST: '127.0.0.1',
      PORT: String(port),
      TSUDOI_DATA_DIR: folder,
      TSUDOI_DEMO: '0',
      TSUDOI_TLS: 'off',
      TSUDOI_ADMIN_EMAIL: staff.email,
      TSUDOI_ADMIN_PASSWORD: staff.password,
    },
    // What it says to a person is said to nobody; what goes wrong is seen.
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const insist = setTimeout(() => child.kill('SIGKILL'), limits.stopDeadlineMs);
      await ended;
      clearTimeout(insist);
    }
    rmSync(folder, { recursive: true, force: true });
  };
  const baseUrl = `http://127.0.0.1:${port}`;
  const deadline = performance.now() + limits.readyDeadlineMs;
  while (!(await isReady(baseUrl))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      await stop();
      throw new Error('The system for the load journey did not start.');
    }
    await delay(limits.readyPollMs);
  }
  return { baseUrl, staff, stop };
}

async function isReady(baseUrl: string): Promise<boolean> {
  try {
    const answer = await fetch(`${baseUrl}/readyz`, { signal: AbortSignal.timeout(2_000) });
    return answer.ok;
  } catch {
    return false;
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
