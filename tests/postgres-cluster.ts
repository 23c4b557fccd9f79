/**
 * A PostgreSQL server of one's own for tests and benches, with PostgreSQL's default settings, on a
 * unix socket in a temporary folder.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

const limits = { readyDeadlineMs: 60_000, readyPollMs: 50, stopDeadlineMs: 20_000 } as const;

export interface PostgresCluster {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * @param dataFolder a folder that others may enter: PostgreSQL refuses to run as root and gets a
 *   folder of its own user's in it
 * @returns why not, where PostgreSQL is not installed
 */
export async function startCluster(dataFolder: string): Promise<PostgresCluster | string> {
  const programs = folderOfPrograms();
  if (programs === null) return 'PostgreSQL is not installed here';
  const user = userFor();
  if (typeof user === 'string') return user;
  const folder = join(dataFolder, 'postgresql');
  mkdirSync(folder, { mode: 0o700 });
  if (user !== null) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const made = spawnSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'tsudoi', '-A', 'trust', '-E', 'UTF8', '--no-locale'],
    { ...user, encoding: 'utf8' },
  );
  if (made.status !== 0) return `initdb failed: ${made.stderr.trim()}`;
  const settings = ['-D', data, '-k', folder, '-c', 'listen_addresses='];
  const child = spawn(join(programs, 'postgres'), settings, {
    ...user,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'ignore'],
    detached: true,
  });
  const { pid } = child;
  if (pid === undefined) return 'postgres could not be started';
  // Should this process end without saying good-bye, its server must not stay behind.
  const onExit = () => child.kill('SIGQUIT');
  process.once('exit', onExit);
  const url = `postgresql://tsudoi@localhost/postgres?host=${encodeURIComponent(folder)}`;
  await waitUntilReady(url);
  return {
    url,
    pid,
    async stop() {
      process.off('exit', onExit);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      const insist = setTimeout(() => child.kill('SIGQUIT'), limits.stopDeadlineMs);
      await ended;
      clearTimeout(insist);
    },
  };
}

/** Debian keeps the server's programs beside the PATH, by version. */
function folderOfPrograms(): string | null {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  const folders = versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(debian, version, 'bin'));
  const onPath = (process.env['PATH'] ?? '').split(delimiter);
  return [...folders, ...onPath].find((folder) => existsSync(join(folder, 'initdb'))) ?? null;
}

/** Root lends the server the user `postgres`; everybody else runs it as themselves (`null`). */
function userFor(): { readonly uid: number; readonly gid: number } | null | string {
  if (process.getuid?.() !== 0) return null;
  const [uid, gid] = ['-u', '-g'].map((flag) =>
    Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout.trim() || Number.NaN),
  );
  if (uid === undefined || gid === undefined || Number.isNaN(uid + gid)) {
    return 'PostgreSQL refuses to run as root, and there is no user postgres';
  }
  return { uid, gid };
}

async function waitUntilReady(url: string): Promise<void> {
  const deadline = performance.now() + limits.readyDeadlineMs;
  for (;;) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await delay(limits.readyPollMs);
    }
  }
}
