/**
 * The hall: one whole system with real parts, as start.ts runs it, in a folder of its own. Redis
 * puts every write on the disk before it is acknowledged.
 */
import { createHash, randomBytes, randomFillSync } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import * as v from 'valibot';
import { uuidv7 } from '#domain/ids.ts';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { createLiveStore, untilReady } from '#stores/live/create-live-store.ts';
import { startRedis } from '../../embedded/redis.ts';
import { logIn, openActivity } from '../../tests/staff-desk.ts';
import type { BenchProcess } from './child-process.ts';
import { startProcess } from './child-process.ts';
import type { BenchDatabase } from './databases.ts';
import type { CpuMeter } from './load.ts';
import { makePeople } from './people.ts';
import { cpuSecondsOf } from './process-figures.ts';

const HOUR_MS = 60 * 60_000;
const LIVE_READY_DEADLINE_MS = 5_000;
const STAFF = { email: 'bench@example.org', password: randomBytes(18).toString('base64url') };
const ReadySchema = v.object({ port: v.number() });

export interface Hall {
  readonly url: string;
  readonly serverPid: number;
  readonly database: BenchDatabase;
  readonly ledger: Ledger;
  /** The session cookie of a member of staff. */
  readonly cookie: string;
  readonly meter: CpuMeter;
  /** Makes people who can check in, see people.ts. @returns their passes */
  makePeople(count: number): Promise<string[]>;
  /** Makes an activity that is open now, through the server. @returns its id */
  openActivity(name: string): Promise<string>;
  /** Makes and enrolls kiosks, through the books. @returns their tokens */
  enrollKiosks(activityId: string, count: number): Promise<string[]>;
  startWorker(): Promise<void>;
  close(): Promise<void>;
}

interface HallOptions {
  readonly folder: string;
  readonly database: BenchDatabase;
  readonly profileFolder: string | null;
}

export async function openHall(options: HallOptions): Promise<Hall> {
  const { database, folder } = options;
  const redis = await startRedis({ dataFolder: folder });
  const redisPid = await pidOfRedis(redis.url);
  const environment = {
    HOST: '127.0.0.1',
    PORT: '0',
    REDIS_URL: redis.url,
    DATABASE_URL: database.url,
    TSUDOI_DATA_DIR: folder,
    TSUDOI_DEMO: '0',
    TSUDOI_ADMIN_EMAIL: STAFF.email,
    TSUDOI_ADMIN_PASSWORD: STAFF.password,
  };
  const server = await startProcess({
    name: 'server',
    program: programOf('server/main.ts'),
    environment,
    nodeArguments: profileArguments(options.profileFolder),
  });
  const url = `http://127.0.0.1:${v.parse(ReadySchema, server.ready).port}`;
  const ledger = createLedger({ databaseUrl: database.url, poolSize: 1 });
  const live = createLiveStore({ url: redis.url });
  await untilReady(live, LIVE_READY_DEADLINE_MS);
  let worker: BenchProcess | null = null;
  const cookie = await logIn(url, STAFF);
  return {
    url,
    serverPid: server.pid,
    database,
    ledger,
    cookie,
    meter: () => ({
      server: cpuSecondsOf(server.pid),
      ...(worker === null ? {} : { worker: cpuSecondsOf(worker.pid) }),
      redis: redisPid === null ? null : cpuSecondsOf(redisPid),
      database: database.cpuSeconds(),
    }),
    makePeople: (count) =>
      makePeople({ count, databaseUrl: database.url, ledger, live, nowMs: Date.now() }),
    openActivity: (name) => openActivity(url, cookie, name),
    enrollKiosks: (activityId, count) => enrollKiosks(ledger, activityId, count),
    async startWorker() {
      worker = await startProcess({
        name: 'worker',
        program: programOf('workers/main.ts'),
        environment,
        nodeArguments: profileArguments(options.profileFolder),
      });
    },
    async close() {
      await server.stop();
      await worker?.stop();
      await Promise.all([ledger.close(), live.close()]);
      await redis.stop();
    },
  };
}

function programOf(path: string): string {
  return fileURLToPath(new URL(join('../..', path), import.meta.url));
}

function profileArguments(folder: string | null): string[] {
  return folder === null ? [] : ['--cpu-prof', '--cpu-prof-dir', folder];
}

async function pidOfRedis(url: string): Promise<number | null> {
  const connection = new Redis(url);
  const pid = /^process_id:(\d+)/m.exec(await connection.info('server'))?.[1];
  await connection.quit();
  return pid === undefined ? null : Number(pid);
}

function instantOf(atMs: number): string {
  return new Date(atMs).toISOString();
}

/** The public way is braked against guessing codes; a bench needs hundreds at once. */
async function enrollKiosks(ledger: Ledger, activityId: string, count: number): Promise<string[]> {
  const tokens: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const now = Date.now();
    const kioskId = uuidv7(now, randomFillSync(new Uint8Array(10)));
    const [code, token] = [randomBytes(32).toString('hex'), randomBytes(32).toString('base64url')];
    await ledger.createKiosk({ kioskId, activityId, name: `Kiosk ${index}`, exitPin: '000000' });
    const expiresAt = instantOf(now + HOUR_MS);
    await ledger.putEnrollmentCode(kioskId, sha256(code), expiresAt);
    const enrolled = await ledger.enrollKiosk(sha256(code), sha256(token), instantOf(now));
    if (!enrolled.ok) throw new Error(`a kiosk was not enrolled: ${enrolled.code}`);
    tokens.push(token);
  }
  return tokens;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
