/**
 * One PostgreSQL server for all files of a test run, where PostgreSQL is installed: the embedded one
 * is a single session, and a race that is won there proves little. DATABASE_URL names another.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OWN_SERVER_VARIABLE } from './ledger-database.ts';
import { startCluster } from './postgres-cluster.ts';

export default async function setUp(): Promise<(() => Promise<void>) | undefined> {
  if ((process.env['DATABASE_URL'] ?? '') !== '') return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'tsudoi-postgres-'));
  // PostgreSQL, as a user of its own, must get through to its own folder.
  chmodSync(folder, 0o711);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const cluster = await startCluster(folder);
  if (typeof cluster === 'string') {
    remove();
    console.log(`The books are tried on the embedded PostgreSQL alone: ${cluster}.`);
    return undefined;
  }
  process.env[OWN_SERVER_VARIABLE] = cluster.url;
  return async () => {
    await cluster.stop();
    remove();
  };
}
