/**
 * Everything on one machine: the embedded Redis and PostgreSQL (or those that REDIS_URL and
 * DATABASE_URL name), the server and the workers. Only this file reads the environment for them.
 */
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkPortIsFree, networkAddresses } from './embedded/addresses.ts';
import { announce } from './embedded/announcement.ts';
import { lockFolder } from './embedded/folder-lock.ts';
import type { Part } from './embedded/part.ts';
import { generatePassword } from './embedded/password.ts';
import { startPostgres } from './embedded/postgres.ts';
import { processPart } from './embedded/process-part.ts';
import type { ReadyMessage } from './embedded/process-part.ts';
import { startRedis } from './embedded/redis.ts';
import { readStartSettings } from './embedded/settings.ts';
import type { StartSettings } from './embedded/settings.ts';
import { StartError } from './embedded/start-error.ts';
import { createSupervisor } from './embedded/supervisor.ts';
import type { Supervisor } from './embedded/supervisor.ts';
import { prepareCertificate } from './embedded/tls.ts';

const nodeMajorMin = 24;
const stopDeadlineMs = 10_000;
const orphansEndMs = 5_000;

/** What the parts tell each other through start.ts while they start. */
interface Wiring {
  redisUrl: string | undefined;
  databaseUrl: string | undefined;
  ready: ReadyMessage | undefined;
}

/** The parts to run, in the order of their start; those that the person brings are left out. */
function partsOf(settings: StartSettings, tls: NodeJS.ProcessEnv, candidate: string) {
  const wiring: Wiring = {
    redisUrl: settings.redisUrl,
    databaseUrl: settings.databaseUrl,
    ready: undefined,
  };
  const shared = () => {
    const environment: NodeJS.ProcessEnv = {
      ...process.env,
      REDIS_URL: wiring.redisUrl,
      DATABASE_URL: wiring.databaseUrl,
      TSUDOI_DATA_DIR: settings.dataFolder,
    };
    // The workers have no use for it.
    delete environment['TSUDOI_ADMIN_PASSWORD'];
    return environment;
  };
  const redis: Part = {
    name: 'redis',
    async start() {
      const started = await startRedis({ dataFolder: settings.dataFolder });
      wiring.redisUrl = started.url;
      return started;
    },
  };
  const postgres: Part = {
    name: 'postgres',
    async start() {
      const started = await startPostgres({ dataFolder: settings.dataFolder });
      wiring.databaseUrl = started.url;
      return started;
    },
  };
  const server = processPart({
    name: 'server',
    program: fileURLToPath(new URL('server/main.ts', import.meta.url)),
    environment: () => ({
      ...shared(),
      ...tls,
      // A restarted server keeps the port that the first one had.
      PORT: String(wiring.ready?.port ?? settings.port),
      HOST: settings.host,
      ...(settings.adminPassword === undefined
        ? { TSUDOI_ADMIN_PASSWORD_CANDIDATE: candidate }
        : { TSUDOI_ADMIN_PASSWORD: settings.adminPassword }),
    }),
    onReady: (message) => {
      wiring.ready ??= message;
    },
  });
  const workers = processPart({
    name: 'workers',
    program: fileURLToPath(new URL('workers/main.ts', import.meta.url)),
    environment: shared,
  });
  const own = [
    ...(settings.redisUrl === undefined ? [redis] : []),
    ...(settings.databaseUrl === undefined ? [postgres] : []),
  ];
  return {
    wiring,
    parts: [...own, server, workers],
    // The server stops taking, the workers finish, and only then what they write to goes.
    stopOrder: [server, workers, ...own.toReversed()],
  };
}

/** The rooms of the screens that `vite build` made. */
function builtScreens(): string[] {
  const pages = globSync('*/index.html', { cwd: fileURLToPath(new URL('dist', import.meta.url)) });
  return pages.map((page) => page.split('/')[0] ?? '');
}

/** Where the server finds its certificate, as its environment. */
async function tlsEnvironment({ tls, dataFolder }: StartSettings): Promise<NodeJS.ProcessEnv> {
  if (tls.kind === 'off') return {};
  const files = tls.kind === 'files' ? tls : await prepareCertificate(dataFolder);
  return { TSUDOI_TLS_CERT: files.certificateFile, TSUDOI_TLS_KEY: files.keyFile };
}

/** First request: stop in order; a second one, or too long an end: kill. */
function stopOnSignals(supervisor: Supervisor): void {
  let isStopping = false;
  const end = (exitCode: number): never => {
    supervisor.kill();
    process.exit(exitCode);
  };
  const onSignal = (signal: NodeJS.Signals) => {
    if (isStopping) end(signal === 'SIGINT' ? 130 : 143);
    isStopping = true;
    console.log('終了しています (stopping) …');
    setTimeout(() => {
      console.error(`Not stopped after ${stopDeadlineMs / 1000} s; killed.`);
      end(1);
    }, stopDeadlineMs).unref();
    void supervisor.stop().then(() => end(0));
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal).on('SIGHUP', onSignal);
}

async function main(): Promise<void> {
  if (Number(process.versions.node.split('.')[0]) < nodeMajorMin) {
    throw new StartError(
      `start.ts needs Node.js ${nodeMajorMin}, this is ${process.version}; "npm start" brings it.`,
    );
  }
  const settings = readStartSettings(process.env);
  const lock = lockFolder(settings.dataFolder);
  process.once('exit', () => lock.release());
  // After a kill -9 the parts of the last start need a moment to notice.
  const waitMs = lock.wasCutOff ? orphansEndMs : 0;
  await checkPortIsFree(settings.host, settings.port, waitMs);
  const tls = await tlsEnvironment(settings);
  const candidate = generatePassword();
  const { wiring, parts, stopOrder } = partsOf(settings, tls, candidate);
  const supervisor = createSupervisor({ parts, stopOrder, say: (line) => console.error(line) });
  stopOnSignals(supervisor);
  await supervisor.start();
  if (wiring.ready === undefined) return;
  const staff = wiring.ready.staff;
  const isPasswordNew = staff?.created === true && settings.adminPassword === undefined;
  console.log(
    await announce({
      scheme: settings.tls.kind === 'off' ? 'http' : 'https',
      port: wiring.ready.port ?? settings.port,
      networkAddresses: ['0.0.0.0', '::'].includes(settings.host) ? networkAddresses().ipv4 : [],
      isOwnAuthority: settings.tls.kind === 'self',
      dataFolder: settings.dataFolder,
      builtScreens: builtScreens(),
      isTerminal: process.stdout.isTTY,
      staff: staff && { email: staff.email, newPassword: isPasswordNew ? candidate : undefined },
    }),
  );
}

try {
  await main();
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  // An empty message: the part that failed has already said its line.
  if (error.message !== '') console.error(error.message);
  process.exit(1);
}
