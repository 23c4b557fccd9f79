/**
 * A whole system for a journey: real Redis, real SQL, server and worker in this process, and staff who
 * make activities and kiosks over HTTP as the dashboard does.
 */
import type { Activity, NewActivity } from '#domain/contract/activities.ts';
import type { CreatedKiosk, Kiosk } from '#domain/contract/kiosks.ts';
import type { CreatedParticipant } from '#domain/contract/people.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type RunningServer, type ServerOptions } from '../server/start-server.ts';
import { startWorker, type RunningWorker, type WorkerOptions } from '../workers/start-worker.ts';
import { startLedgerDatabase, type LedgerDatabase } from './ledger-database.ts';
import { startRedisServer, type RedisServer } from './redis-server.ts';

export const VENUE_STAFF = {
  email: 'staff@tsudoi.example',
  password: 'only-for-this-test',
} as const;
const MINUTE_MS = 60_000;

/** Settings that differ from the venue's own. */
export interface VenueOptions {
  readonly server?: Partial<ServerOptions>;
  readonly worker?: Partial<WorkerOptions>;
}

export class Venue {
  readonly #redis: RedisServer;
  readonly #database: LedgerDatabase;
  readonly #screensFolder: string;
  readonly #dataFolder = mkdtempSync(join(tmpdir(), 'tsudoi-venue-'));
  #server: RunningServer | null = null;
  #worker: RunningWorker | null = null;
  #port = 0;
  #cookie = '';

  readonly #serverOptions: Partial<ServerOptions>;
  readonly #workerOptions: Partial<WorkerOptions>;

  private constructor(
    redis: RedisServer,
    database: LedgerDatabase,
    settings: { screensFolder: string } & VenueOptions,
  ) {
    this.#redis = redis;
    this.#database = database;
    this.#screensFolder = settings.screensFolder;
    this.#serverOptions = settings.server ?? {};
    this.#workerOptions = settings.worker ?? {};
  }

  /** @param screensFolder what `vite build` made */
  static async open(screensFolder: string, options: VenueOptions = {}): Promise<Venue> {
    const [redis, database] = await Promise.all([startRedisServer(), startLedgerDatabase()]);
    const venue = new Venue(redis, database, { screensFolder, ...options });
    await venue.startServer();
    await venue.startWorker();
    return venue;
  }

  get address(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get databaseUrl(): string {
    return this.#database.url;
  }

  /** The same port as before, after the first time; nothing happens when it runs. */
  async startServer(): Promise<void> {
    if (this.#server !== null) return;
    this.#server = await startServer({
      port: this.#port,
      host: '127.0.0.1',
      redisUrl: this.#redis.url,
      databaseUrl: this.#database.url,
      dataFolder: this.#dataFolder,
      demo: false,
      adminEmail: VENUE_STAFF.email,
      adminPassword: VENUE_STAFF.password,
      adminPasswordCandidate: undefined,
      tls: undefined,
      trustProxy: false,
      screensFolder: this.#screensFolder,
      ...this.#serverOptions,
    });
    this.#port = this.#server.port;
    const session = await fetch(`${this.address}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(VENUE_STAFF),
    });
    this.#cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  }

  async stopServer(): Promise<void> {
    await this.#server?.close();
    this.#server = null;
  }

  /** Without it scans are answered and not booked. */
  async startWorker(): Promise<void> {
    if (this.#worker !== null) return;
    this.#worker = await startWorker({
      redisUrl: this.#redis.url,
      databaseUrl: this.#database.url,
      ...this.#workerOptions,
    });
  }

  async stopWorker(): Promise<void> {
    await this.#worker?.close();
    this.#worker = null;
  }

  async close(): Promise<void> {
    await this.stopServer();
    await this.stopWorker();
    await Promise.all([this.#redis.stop(), this.#database.stop()]);
    rmSync(this.#dataFolder, { recursive: true, force: true });
  }

  /** As staff. @throws when the answer is not a success */
  async request<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(this.address + path, {
      method,
      headers: { cookie: this.#cookie, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text === '' ? 'null' : text);
  }

  /** Open now, for two hours, unless told otherwise. */
  async makeActivity(given: Partial<NewActivity> = {}): Promise<Activity> {
    const nowMs = Date.now();
    return this.request('POST', '/api/activities', {
      name: 'スマホお悩み相談室',
      nameEn: 'Smartphone help desk',
      nameEasy: 'スマホ そうだんしつ',
      venue: '大江交流室',
      startsAt: new Date(nowMs - 10 * MINUTE_MS).toISOString(),
      endsAt: new Date(nowMs + 110 * MINUTE_MS).toISOString(),
      expected: 40,
      ...given,
    });
  }

  async makeKiosk(activityId: string, name = '受付1（入口）'): Promise<CreatedKiosk> {
    return this.request('POST', '/api/kiosks', { activityId, name });
  }

  async kiosk(kioskId: string): Promise<Kiosk> {
    return this.request('GET', `/api/kiosks/${kioskId}`);
  }

  /** Somebody with a pass. */
  async join(nickname: string): Promise<CreatedParticipant> {
    return this.request('POST', '/api/participants', { nickname });
  }
}
