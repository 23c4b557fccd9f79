/** Wires the server's parts, starts them, and ends them in order. Reads no environment. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { RequestListener, Server as HttpServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { join } from 'node:path';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { migrateLedger } from '#stores/ledger/migrate.ts';
import { createLiveStore, untilReady } from '#stores/live/create-live-store.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import { createQueues } from '#stores/queues.ts';
import type { Queues } from '#stores/queues.ts';
import { createApp } from './app.ts';
import { createSocketServer } from './channels/sockets.ts';
import { hasDemoData, makeDemoData } from './demo/demo-data.ts';
import { startDemoDraw } from './demo/demo-draw.ts';
import type { DemoDraw } from './demo/demo-draw.ts';
import { createReport } from './errors.ts';
import type { Report } from './errors.ts';
import { ensureStaff } from './first-start.ts';
import type { StaffAccount } from './first-start.ts';
import { KIOSK_LOOK_INTERVAL_MS } from './kiosks/kiosk-watch.ts';
import { DRAND_PLAN } from './lotteries/draw-opening.ts';
import type { RoundPlan } from './lotteries/lottery-rules.ts';
import { WORKERS_WAIT_MS } from './lotteries/lottery-workers.ts';
import { loadProgramKey } from './program-key.ts';
import type { ServerSettings } from './settings.ts';
import { loadScreens } from './requests/static.ts';
import { TokenChecks } from './requests/token-checks.ts';
import { Traffic } from './traffic.ts';
import { createVerifierCode } from './lotteries/verifier-code.ts';
import { wireDesks } from './wiring.ts';
import type { Desks } from './wiring.ts';

const limits = {
  storesReadyMs: 10_000,
  inFlightMs: 1_500,
  closeMs: 1_200,
} as const;

/** How long a client may take to send its request; no honest one takes this long. */
const slowness = { headersTimeout: 10_000, requestTimeout: 30_000 } as const;

const BUILT_SCREENS = join(import.meta.dirname, '..', 'dist');

export type ServerOptions = ServerSettings & {
  /** The built screens; tests and benchmarks may have others, or none. */
  readonly screensFolder?: string;
  readonly nowMs?: () => number;
  /** How often the kiosks of what is watched are looked at (kiosk-watch.ts). */
  readonly kioskLookIntervalMs?: number;
  /** How long staff wait for what the workers make of a lottery (lottery-workers.ts). */
  readonly workersWaitMs?: number;
  /** How a draw with public beacons waits for its rounds; tests have few of them recorded. */
  readonly drandPlan?: RoundPlan;
  readonly writeLine?: (line: string) => void;
};

export interface RunningServer {
  readonly port: number;
  readonly staff: StaffAccount;
  /** Takes nothing new, finishes what is under way, closes the sockets and then the stores. */
  close(): Promise<void>;
}

/**
 * @throws LiveStoreUnavailable or LedgerUnavailable when a store does not answer at the start
 * @throws the system's error (EADDRINUSE …) when it cannot listen
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const nowMs = options.nowMs ?? Date.now;
  const report = createReport(options.writeLine ?? ((line) => console.error(line)), nowMs);
  const ledger = createLedger({ databaseUrl: options.databaseUrl });
  const live = createLiveStore({ url: options.redisUrl });
  const queues = createQueues({ url: options.redisUrl });
  const stores = { ledger, live, queues };
  try {
    await untilReady(live, limits.storesReadyMs);
    await migrateLedger({ databaseUrl: options.databaseUrl });
    return await startOn(stores, options, { nowMs, report });
  } catch (error) {
    await closeStores(stores);
    throw error;
  }
}

interface Stores {
  readonly ledger: Ledger;
  readonly live: LiveStore;
  readonly queues: Queues;
}

async function startOn(
  stores: Stores,
  options: ServerOptions,
  { nowMs, report }: { readonly nowMs: () => number; readonly report: Report },
): Promise<RunningServer> {
  const { ledger } = stores;
  const key = await loadProgramKey(ledger);
  const { screensFolder = BUILT_SCREENS } = options;
  const screens = await loadScreens(screensFolder, join(options.dataFolder, 'tls', 'ca.crt'));
  const traffic = new Traffic();
  const verifierCode = createVerifierCode(screensFolder);
  // The sockets need the HTTP server, the app needs what the sockets tell: hence late.
  let handle: RequestListener | undefined;
  const http = await createHttpServer(options, (request, response) => handle?.(request, response));
  const io = createSocketServer(http);
  const { trustProxy } = options;
  const checks = new TokenChecks({ nowMs });
  const { kioskLookIntervalMs = KIOSK_LOOK_INTERVAL_MS, workersWaitMs = WORKERS_WAIT_MS } = options;
  const desks = wireDesks({
    ...stores,
    key,
    io,
    checks,
    trustProxy,
    traffic,
    kioskLookIntervalMs,
    verifierCode,
    drandPlan: options.drandPlan ?? DRAND_PLAN,
    workersWaitMs,
    report,
    nowMs,
  });
  const app = createApp({
    ledger,
    sessions: desks.sessions,
    routes: desks.routes,
    screens: screens.middleware,
    checks,
    trustProxy,
    report,
    nowMs,
  });
  const answer = app.callback();
  handle = (request, response) => {
    void answer(request, response);
  };
  try {
    const staff = await prepare(ledger, desks, options, {
      keyId: key.keyId,
      verifierCode,
      nowMs: nowMs(),
    });
    // Nobody is let in while what changes would be told to nobody here.
    await inTime(desks.hears, limits.storesReadyMs);
    const port = await listen(http, options);
    const demoDraw = await leadDemo(ledger, desks, options, { report, nowMs });
    let closing: Promise<void> | null = null;
    const closeSockets = () => io.close();
    const close = () =>
      (closing ??= stop({ stores, http, desks, demoDraw, traffic, closeSockets }));
    return { port, staff, close };
  } catch (error) {
    await desks.close();
    await io.close();
    throw error;
  }
}

/** What a first start makes; examples also on a later day, so that there is something to try. */
async function prepare(
  ledger: Ledger,
  desks: Desks,
  options: ServerOptions,
  made: {
    readonly keyId: number;
    readonly verifierCode: () => string;
    readonly nowMs: number;
  },
): Promise<StaffAccount> {
  const isFirst = (await ledger.staffCount()) === 0;
  if (options.demo && (isFirst || (await hasDemoData(ledger)))) {
    await makeDemoData({ ledger, activities: desks.activities, ...made });
  }
  return ensureStaff(ledger, {
    email: options.adminEmail,
    password: options.adminPassword,
    candidate: options.adminPasswordCandidate,
    nowMs: made.nowMs,
  });
}

/** `null`: there are no examples, or nobody to lead them. */
async function leadDemo(
  ledger: Ledger,
  { lotteries }: Desks,
  { demo, adminEmail }: ServerOptions,
  parts: { readonly report: Report; readonly nowMs: () => number },
): Promise<DemoDraw | null> {
  const staff = demo ? await ledger.staffByEmail(adminEmail) : null;
  if (staff === null) return null;
  return startDemoDraw({ ledger, lotteries, staffId: staff.staffId, ...parts });
}

async function createHttpServer(
  { tls }: ServerOptions,
  listener: RequestListener,
): Promise<HttpServer> {
  if (tls === undefined) return createServer(slowness, listener);
  const [cert, key] = await Promise.all([readFile(tls.certificateFile), readFile(tls.keyFile)]);
  return createSecureServer({ ...slowness, cert, key, minVersion: 'TLSv1.2' }, listener);
}

function listen(
  http: HttpServer,
  { port, host }: Pick<ServerOptions, 'port' | 'host'>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      http.off('error', reject);
      const address = http.address();
      // An address that is text is a pipe's; we asked for a port.
      if (address === null || typeof address === 'string') reject(new Error('No port.'));
      else resolve(address.port);
    });
  });
}

interface Stopping {
  readonly stores: Stores;
  readonly http: HttpServer;
  readonly desks: Desks;
  readonly demoDraw: DemoDraw | null;
  readonly traffic: Traffic;
  readonly closeSockets: () => Promise<void>;
}

async function stop(parts: Stopping): Promise<void> {
  const { stores, http, desks, demoDraw, traffic, closeSockets } = parts;
  demoDraw?.stop();
  traffic.stop();
  http.close();
  http.closeIdleConnections();
  await traffic.finished(limits.inFlightMs);
  await inTime(desks.close());
  await inTime(closeSockets());
  http.closeAllConnections();
  await closeStores(stores);
}

async function closeStores({ ledger, live, queues }: Stores): Promise<void> {
  await inTime(Promise.allSettled([queues.close(), live.close(), ledger.close()]));
}

/** What takes longer, or fails, holds up nobody. */
async function inTime(work: Promise<unknown>, limitMs: number = limits.closeMs): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([work.catch(() => undefined), late]);
  clearTimeout(timer);
}
