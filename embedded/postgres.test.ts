import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startPostgres } from './postgres.ts';
import type { EmbeddedPostgres } from './postgres.ts';

function makeDataFolder(): string {
  return mkdtempSync(join(tmpdir(), 'tsudoi-postgres-'));
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** 20 transactions of 5 steps each, every step a turn of the event loop. */
function write(url: string, writer: string): Promise<void> {
  return withClient(url, async (client) => {
    for (let round = 0; round < 20; round += 1) {
      await client.query('begin');
      for (let step = 0; step < 5; step += 1) {
        await client.query('insert into line (writer, step) values ($1, $2)', [writer, step]);
        await new Promise((resolve) => setImmediate(resolve));
      }
      await client.query(writer === 'rolls back' ? 'rollback' : 'commit');
    }
  });
}

describe('several connections', () => {
  let dataFolder: string;
  let postgres: EmbeddedPostgres;
  const query = (text: string) => withClient(postgres.url, (client) => client.query(text));

  beforeAll(async () => {
    dataFolder = makeDataFolder();
    postgres = await startPostgres({ dataFolder });
    await query('create table line (id serial primary key, writer text, step int)');
  });

  beforeEach(async () => {
    await query('truncate line restart identity');
  });

  afterAll(async () => {
    await postgres.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  });

  test('transactions of two clients do not interleave', async () => {
    await Promise.all(['one', 'two', 'rolls back'].map((writer) => write(postgres.url, writer)));
    const { rows } = await query('select writer, step from line order by id');
    expect(rows).toHaveLength(200);
    for (let start = 0; start < rows.length; start += 5) {
      const transaction = rows.slice(start, start + 5);
      expect(new Set(transaction.map((row) => row.writer)).size).toBe(1);
      expect(transaction.map((row) => row.step)).toEqual([0, 1, 2, 3, 4]);
    }
  });

  test("one client's statement with parameters is never answered with another's", async () => {
    // While one client holds its transaction open the messages of all others wait in line; when it
    // commits, Parse stands beside Parse there.
    const counters = [1, 2, 3, 4, 5, 6];
    const done = new AbortController();
    const hold = withClient(postgres.url, async (client) => {
      while (!done.signal.aborted) {
        await client.query('begin');
        await delay(1);
        await client.query('commit');
      }
    });
    const count = (own: number) =>
      withClient(postgres.url, async (client) => {
        for (let round = 0; round < 50; round += 1) {
          const { rows } = await client.query(
            own % 2 === 0 ? 'select $1::int as own' : 'select $1::int as own, 0 as other',
            [own],
          );
          expect(rows[0].own).toBe(own);
          expect(Object.keys(rows[0])).toHaveLength(own % 2 === 0 ? 1 : 2);
        }
      });
    await Promise.all(counters.map(count)).finally(() => done.abort());
    await hold;
  });

  test('a client that vanishes within its transaction leaves nothing behind and blocks nobody', async () => {
    const stream = new Socket();
    const client = new Client({ connectionString: postgres.url, stream: () => stream });
    client.on('error', () => {});
    await client.connect();
    await client.query('begin');
    await client.query("insert into line (writer, step) values ('gone', 0)");
    stream.destroy();
    const { rows } = await query('select count(*)::int as lines from line');
    expect(rows[0].lines).toBe(0);
  });

  test('a failing statement is an error for its own client only', async () => {
    await withClient(postgres.url, async (client) => {
      await expect(client.query('select $1::int / 0', [1])).rejects.toThrow(/division by zero/);
      await client.query('begin');
      await expect(client.query('select nonsense')).rejects.toThrow(/nonsense/);
      await client.query('rollback');
      expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    });
  });

  test('PostgreSQL runs with fsync on', async () => {
    const { rows } = await query(
      "select name, setting from pg_settings where name in ('fsync', 'wal_sync_method', 'synchronous_commit') order by name",
    );
    expect(rows).toEqual([
      { name: 'fsync', setting: 'on' },
      { name: 'synchronous_commit', setting: 'on' },
      { name: 'wal_sync_method', setting: 'fsync' },
    ]);
  });
});

/** A process of its own with a PostgreSQL; it says the connection string. */
async function startInAnotherProcess(
  dataFolder: string,
): Promise<{ process: ChildProcess; url: string }> {
  const program = `
    import { startPostgres } from ${JSON.stringify(new URL('postgres.ts', import.meta.url).href)};
    const postgres = await startPostgres({ dataFolder: process.argv[1] });
    process.send(postgres.url);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, dataFolder], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [url] = await once(child, 'message', { signal: AbortSignal.timeout(30_000) });
  return { process: child, url: String(url) };
}

/** Commits one row after the other until the connection breaks; gives those acknowledged. */
async function commitUntilCutOff(url: string, onCommit: (count: number) => void): Promise<number> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  let acknowledged = 0;
  try {
    for (;;) {
      await client.query('insert into kept (id) values ($1)', [acknowledged + 1]);
      acknowledged += 1;
      onCommit(acknowledged);
    }
  } catch {
    return acknowledged;
  }
}

test('kill -9 in the middle of commits loses nothing that was acknowledged', async () => {
  const dataFolder = makeDataFolder();
  try {
    let acknowledged = 0;
    for (let round = 0; round < 3; round += 1) {
      const { process: child, url } = await startInAnotherProcess(dataFolder);
      await withClient(url, async (client) => {
        await client.query('create table if not exists kept (id int primary key)');
        const { rows } = await client.query('select count(*)::int as count from kept');
        expect(rows[0].count).toBeGreaterThanOrEqual(acknowledged);
        await client.query('truncate kept');
      });
      acknowledged = await commitUntilCutOff(url, (count) => {
        if (count === 300 + 50 * round) child.kill('SIGKILL');
      });
      expect(acknowledged).toBeGreaterThanOrEqual(300);
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }
    const postgres = await startPostgres({ dataFolder });
    const { rows } = await withClient(postgres.url, (client) =>
      client.query('select count(*)::int as count, max(id) as last from kept'),
    );
    await postgres.stop();
    // The one that was on its way may be there or not.
    expect(rows[0].count).toBe(rows[0].last);
    expect(rows[0].count).toBeGreaterThanOrEqual(acknowledged);
    expect(rows[0].count).toBeLessThanOrEqual(acknowledged + 1);
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
});

test('an engine that is cut off says so, and the next one has what was committed', async () => {
  const dataFolder = makeDataFolder();
  try {
    const first = await startPostgres({ dataFolder });
    await withClient(first.url, async (client) => {
      await client.query('create table kept (id int primary key)');
      await client.query('insert into kept values (1)');
      first.kill();
      expect(await first.ended).toMatch(/exit code/);
      await expect(client.query('select 1')).rejects.toThrow(/./);
    });
    const next = await startPostgres({ dataFolder });
    const { rows } = await withClient(next.url, (client) => client.query('select * from kept'));
    await next.stop();
    expect(rows).toEqual([{ id: 1 }]);
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
});

test('a first start that was killed half-way does not spoil the next', async () => {
  const dataFolder = makeDataFolder();
  try {
    mkdirSync(join(dataFolder, 'postgres/database.new/base'), { recursive: true });
    const postgres = await startPostgres({ dataFolder });
    await withClient(postgres.url, (client) => client.query('select 1'));
    await postgres.stop();
    expect(await postgres.ended).toBe('stopped');
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
});
