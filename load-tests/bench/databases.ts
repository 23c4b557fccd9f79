/** The databases that the bench books into: the embedded one, and a real PostgreSQL. */
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import * as v from 'valibot';
import { startProcess } from './child-process.ts';
import { startCluster } from '../../tests/postgres-cluster.ts';
import { cpuSecondsOf, cpuSecondsOfFamily } from './process-figures.ts';

export interface BenchDatabase {
  /** With its version, for the table. */
  readonly name: string;
  readonly url: string;
  /** Processor time used so far, seconds; `null`: it runs where that cannot be seen. */
  cpuSeconds(): number | null;
  stop(): Promise<void>;
}

const ReadySchema = v.object({ url: v.string() });

export async function openPglite(dataFolder: string): Promise<BenchDatabase> {
  const child = await startProcess({
    name: 'PGlite',
    program: fileURLToPath(new URL('embedded-postgres-process.ts', import.meta.url)),
    environment: { BENCH_DATA_FOLDER: dataFolder },
  });
  const { url } = v.parse(ReadySchema, child.ready);
  return {
    name: `PGlite (${await versionOf(url)})`,
    url,
    cpuSeconds: () => cpuSecondsOf(child.pid),
    stop: () => child.stop(),
  };
}

/**
 * A new database on the given server, dropped at the end, or a cluster of the bench's own.
 * @returns why not, where neither is to be had
 */
export async function openPostgres(
  serverUrl: string | null,
  dataFolder: string,
): Promise<BenchDatabase | string> {
  if (serverUrl !== null) return openDatabaseOf(serverUrl);
  const cluster = await startCluster(dataFolder);
  if (typeof cluster === 'string') return cluster;
  return {
    name: `PostgreSQL ${await versionOf(cluster.url)}`,
    url: cluster.url,
    cpuSeconds: () => cpuSecondsOfFamily(cluster.pid),
    stop: () => cluster.stop(),
  };
}

async function openDatabaseOf(serverUrl: string): Promise<BenchDatabase> {
  const name = `tsudoi_bench_${randomBytes(6).toString('hex')}`;
  await runOn(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    name: `PostgreSQL ${await versionOf(url.href)}`,
    url: url.href,
    cpuSeconds: () => null,
    stop: () => runOn(serverUrl, `drop database ${name} with (force)`),
  };
}

async function versionOf(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return rows[0]?.server_version ?? 'of unknown version';
  } finally {
    await client.end();
  }
}

async function runOn(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
