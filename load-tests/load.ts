/**
 * `npm run load`: the k6 journey against a running system (BASE_URL, STAFF_EMAIL, STAFF_PASSWORD),
 * or with `--own` against one that is started for it. `--short`: a few seconds, few kiosks.
 * Ends with k6's exit code: not 0 when a threshold is missed.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startOwnSystem } from './own-system.ts';

const HOW_TO_GET_K6 = `The load journey needs k6 (https://k6.io). With Go installed, this builds it:
  go -C load-tests/k6 install tool`;
const USAGE = `npm run load -- [--short] [--own]
Against a running system: BASE_URL (http://127.0.0.1:8080 unless given), STAFF_EMAIL and STAFF_PASSWORD.
With --own a system is started for the journey in a temporary folder and stopped after it.`;

/** What the journey is told. */
interface Target {
  readonly baseUrl: string;
  readonly staff: { readonly email: string; readonly password: string };
}

/** Where k6 is: on the PATH, or where Go installs programs. `null`: nowhere. */
function findK6(): string | null {
  const onPath = (process.env['PATH'] ?? '').split(delimiter);
  const goPath = process.env['GOPATH'] ?? join(homedir(), 'go');
  const folders = [...onPath, process.env['GOBIN'] ?? '', join(goPath, 'bin')];
  const places = folders.filter((folder) => folder !== '').map((folder) => join(folder, 'k6'));
  return places.find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs the journey. @returns k6's exit code */
async function runJourney(k6: string, target: Target, short: boolean): Promise<number> {
  const journey = fileURLToPath(new URL('journeys/check-in.ts', import.meta.url));
  // It says nothing to anybody: no statistics of use, no extensions from elsewhere.
  const child = spawn(k6, ['run', '--quiet', '--no-usage-report', journey], {
    stdio: 'inherit',
    env: {
      ...process.env,
      K6_AUTO_EXTENSION_RESOLUTION: 'false',
      BASE_URL: target.baseUrl,
      STAFF_EMAIL: target.staff.email,
      STAFF_PASSWORD: target.staff.password,
      SHORT: short ? '1' : '0',
    },
  });
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGINT', pass).on('SIGTERM', pass);
  const [code]: unknown[] = await once(child, 'exit');
  process.off('SIGINT', pass).off('SIGTERM', pass);
  return typeof code === 'number' ? code : 1;
}

async function main(words: string[]): Promise<number> {
  let values: { short?: boolean; own?: boolean };
  try {
    const options = { short: { type: 'boolean' }, own: { type: 'boolean' } } as const;
    ({ values } = parseArgs({ args: words, options }));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    return 1;
  }
  const k6 = findK6();
  if (k6 === null) {
    console.error(HOW_TO_GET_K6);
    return 1;
  }
  const short = values.short === true;
  if (values.own === true) {
    const system = await startOwnSystem();
    try {
      return await runJourney(k6, system, short);
    } finally {
      await system.stop();
    }
  }
  const { BASE_URL, STAFF_EMAIL, STAFF_PASSWORD } = process.env;
  if (!STAFF_EMAIL || !STAFF_PASSWORD) {
    console.error(`STAFF_EMAIL and STAFF_PASSWORD are not set.\n${USAGE}`);
    return 1;
  }
  const staff = { email: STAFF_EMAIL, password: STAFF_PASSWORD };
  return runJourney(k6, { baseUrl: BASE_URL ?? 'http://127.0.0.1:8080', staff }, short);
}

process.exitCode = await main(process.argv.slice(2));
