// The worker thread in which the embedded PostgreSQL lives; postgres.ts starts and stops it.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import * as v from 'valibot';
import { DurableNodeFS, fsyncFolder, fsyncPath } from './durable-node-fs.ts';
import type { FromPostgresThread, PostgresThreadSettings } from './postgres.ts';
import { SequencedPGlite } from './sequenced-pglite.ts';

const connectionsMax = 200;

const settingsSchema = v.object({ folder: v.string(), socket: v.string() });

/** PGlite starts PostgreSQL with fsync off (-F); all else of its own choice stays. */
const startParams = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  '-c',
  'fsync=on',
  '-c',
  'wal_sync_method=fsync',
  '-c',
  'synchronous_commit=on',
];

/**
 * Makes a new database beside its place and moves it there when all of it is on the disk: a start
 * that is killed half-way leaves no half database.
 */
async function createDatabase(folder: string): Promise<void> {
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  const engine = await PGlite.create({ fs: new DurableNodeFS(draft), startParams });
  await engine.close();
  fsyncFolder(draft);
  renameSync(draft, folder);
  fsyncPath(dirname(folder));
}

function say(message: FromPostgresThread): void {
  parentPort?.postMessage(message, []);
}

async function main(settings: PostgresThreadSettings): Promise<void> {
  if (!existsSync(settings.folder)) await createDatabase(settings.folder);
  const engine = new SequencedPGlite({ fs: new DurableNodeFS(settings.folder), startParams });
  engine.onBroken = (error) => {
    // Nothing more may be answered; what was committed is on the disk, and a new start recovers it.
    say({ type: 'broken', reason: error instanceof Error ? error.message : String(error) });
    setImmediate(() => process.exit(1));
  };
  await engine.waitReady;
  rmSync(settings.socket, { force: true });
  const server = new PGLiteSocketServer({
    db: engine,
    path: settings.socket,
    maxConnections: connectionsMax,
  });
  await server.start();
  parentPort?.once('message', () => {
    void (async () => {
      await server.stop();
      await engine.close();
      rmSync(settings.socket, { force: true });
      say({ type: 'stopped' });
      parentPort?.close();
    })();
  });
  say({ type: 'ready' });
}

await main(v.parse(settingsSchema, workerData));
