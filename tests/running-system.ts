/**
 * A whole system for a test file: a real Redis, a real database, the server and, if wanted, the
 * workers in this process, and clients that speak to it over real sockets.
 */
import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import * as v from 'valibot';
import type { Activity } from '#domain/contract/activities.ts';
import { ActivitySchema } from '#domain/contract/activities.ts';
import type { DashboardToServer, ServerToDashboard } from '#domain/contract/dashboard-channel.ts';
import type { KioskToServer, ServerToKiosk } from '#domain/contract/kiosk-channel.ts';
import { CreatedKioskSchema, EnrolledKioskSchema } from '#domain/contract/kiosks.ts';
import { CreatedParticipantSchema } from '#domain/contract/people.ts';
import type { CreatedParticipant } from '#domain/contract/people.ts';
import { NAMESPACES, PROTOCOL_VERSION } from '#domain/contract/protocol.ts';
import type { Scan } from '#domain/contract/scan.ts';
import type { RunningServer, ServerOptions } from '../server/start-server.ts';
import { startServer } from '../server/start-server.ts';
import type { RunningWorker, WorkerOptions } from '../workers/start-worker.ts';
import { startWorker } from '../workers/start-worker.ts';
import { startLedgerDatabase } from './ledger-database.ts';
import { startRedisServer } from './redis-server.ts';
import type { RedisServer } from './redis-server.ts';
import { linkTo } from './severable-link.ts';
import type { SeverableLink } from './severable-link.ts';

export const STAFF = { email: 'staff@tsudoi.example', password: 'ひみつ password 1' };
const HOUR_MS = 60 * 60_000;
const EVENT_DEADLINE_MS = 20_000;

export type KioskSocket = Socket<ServerToKiosk, KioskToServer>;
export type DashboardSocket = Socket<ServerToDashboard, DashboardToServer>;

export interface EnrolledKiosk {
  readonly kioskId: string;
  readonly token: string;
}

export interface RunningSystem {
  readonly redis: RedisServer;
  /** The wire between the server, the workers and the database. */
  readonly link: SeverableLink;
  /** The database itself, past the wire. */
  readonly databaseUrl: string;
  /** The first node; more by `startNode`. */
  readonly node: SystemNode;
  /** Lines that server and workers wrote. */
  readonly lines: readonly string[];
  /** @param changes settings that differ from the first node's */
  startNode(changes?: Partial<ServerOptions>): Promise<SystemNode>;
  /** @param changes settings of the worker that differ from the test's own */
  startWorker(changes?: Partial<WorkerOptions>): Promise<RunningWorker>;
  stop(): Promise<void>;
}

/** What a client of one server node does. */
export interface SystemNode {
  readonly server: RunningServer;
  readonly base: string;
  /** Staff requests carry the session. */
  ask(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
  /** Without any identity. */
  askPublic(method: string, path: string, body?: unknown): Promise<Response>;
  readonly cookie: string;
  makeActivity(changes?: Record<string, unknown>): Promise<Activity>;
  makePerson(nickname?: string): Promise<CreatedParticipant>;
  enrollKiosk(activityId: string, name?: string): Promise<EnrolledKiosk>;
  kioskSocket(token: string, options?: { readonly protocolVersion?: number }): KioskSocket;
  dashboardSocket(options?: { readonly cookie?: string }): DashboardSocket;
}

/** @param options settings of the server that differ from the test's own */
export async function startSystem(options: Partial<ServerOptions> = {}): Promise<RunningSystem> {
  const [redis, database] = await Promise.all([
    startRedisServer({ appendOnly: true }),
    startLedgerDatabase(),
  ]);
  const link = await linkTo(database.url);
  const lines: string[] = [];
  const closings: (() => Promise<void>)[] = [];
  const sockets: { disconnect(): void }[] = [];
  const system = {
    async startNode(changes: Partial<ServerOptions> = {}) {
      const server = await startServer({
        port: 0,
        host: '127.0.0.1',
        redisUrl: redis.url,
        databaseUrl: link.url,
        dataFolder: '/nonexistent',
        demo: false,
        adminEmail: STAFF.email,
        adminPassword: STAFF.password,
        adminPasswordCandidate: undefined,
        tls: undefined,
        trustProxy: false,
        // Whoever asks for what the workers make waits as patiently as `eventually`.
        workersWaitMs: EVENT_DEADLINE_MS,
        writeLine: (line) => lines.push(line),
        ...options,
        ...changes,
      });
      closings.push(() => server.close());
      return openNode(server, sockets);
    },
    async startWorker(changes: Partial<WorkerOptions> = {}) {
      const worker = await startWorker({
        redisUrl: redis.url,
        databaseUrl: link.url,
        writeLine: (line) => lines.push(line),
        ...changes,
      });
      closings.push(() => worker.close());
      return worker;
    },
  };
  return {
    redis,
    link,
    databaseUrl: database.url,
    lines,
    node: await system.startNode(),
    ...system,
    async stop() {
      for (const socket of sockets) socket.disconnect();
      for (const close of closings.toReversed()) await close();
      await link.close();
      await database.stop();
      await redis.stop();
    },
  };
}

async function openNode(
  server: RunningServer,
  sockets: { disconnect(): void }[],
): Promise<SystemNode> {
  const base = `http://127.0.0.1:${server.port}`;
  const request = (
    method: string,
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>>,
  ) =>
    fetch(base + path, {
      method,
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      redirect: 'manual',
    });
  const logIn = await request('POST', '/api/session', STAFF, {});
  const cookie = (logIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const ask: SystemNode['ask'] = (method, path, body, headers = {}) =>
    request(method, path, body, { ...headers, cookie });
  const askPublic = (method: string, path: string, body?: unknown) =>
    request(method, path, body, {});
  return {
    server,
    base,
    cookie,
    ask,
    askPublic,
    async makeActivity(changes = {}) {
      const answer = await ask('POST', '/api/activities', { ...activityNow(), ...changes });
      return read(ActivitySchema, answer, 201);
    },
    async makePerson(nickname = 'みずたま') {
      return read(
        CreatedParticipantSchema,
        await askPublic('POST', '/api/participants', { nickname }),
        201,
      );
    },
    async enrollKiosk(activityId, name = '受付1') {
      const made = await read(
        CreatedKioskSchema,
        await ask('POST', '/api/kiosks', { activityId, name }),
        201,
      );
      const { enrollmentCode } = made;
      const enrolled = await askPublic('POST', '/api/kiosks/enroll', { enrollmentCode });
      return read(EnrolledKioskSchema, enrolled, 201);
    },
    kioskSocket(token, { protocolVersion = PROTOCOL_VERSION } = {}) {
      const socket: KioskSocket = io(base + NAMESPACES.kiosk, {
        transports: ['websocket'],
        forceNew: true,
        auth: { token, protocolVersion },
        reconnectionDelay: 20,
        reconnectionDelayMax: 100,
      });
      sockets.push(socket);
      return socket;
    },
    dashboardSocket(given = {}) {
      const socket: DashboardSocket = io(base + NAMESPACES.dashboard, {
        transports: ['websocket'],
        forceNew: true,
        auth: { protocolVersion: PROTOCOL_VERSION },
        extraHeaders: { cookie: given.cookie ?? cookie },
        reconnectionDelay: 20,
        reconnectionDelayMax: 100,
      });
      sockets.push(socket);
      return socket;
    },
  };
}

/** An activity whose door is open now. */
export function activityNow(): Record<string, unknown> {
  const now = Date.now();
  return {
    name: 'スマホお悩み相談室',
    venue: '大江交流室',
    startsAt: new Date(now - HOUR_MS).toISOString(),
    endsAt: new Date(now + HOUR_MS).toISOString(),
  };
}

export function scanOf(pass: string, changes: Partial<Scan> = {}): Scan {
  return {
    scanId: randomUUID(),
    pass,
    direction: 'in',
    scannedAt: new Date().toISOString(),
    ...changes,
  };
}

/** The answer's body by a schema, after its status was looked at. */
export async function read<S extends v.GenericSchema>(
  schema: S,
  answer: Response,
  status: number,
): Promise<v.InferOutput<S>> {
  const text = await answer.text();
  if (answer.status !== status) throw new Error(`${answer.status} instead of ${status}: ${text}`);
  return v.parse(schema, JSON.parse(text));
}

/** Waits until `look` gives something, bounded; says what it waited for. */
export async function eventually<T>(
  what: string,
  look: () => T | null | undefined | false | Promise<T | null | undefined | false>,
): Promise<T> {
  const deadline = performance.now() + EVENT_DEADLINE_MS;
  for (;;) {
    const seen = await look();
    if (seen !== null && seen !== undefined && seen !== false) return seen;
    if (performance.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}
