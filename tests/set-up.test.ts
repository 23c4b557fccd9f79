/** The set-up, from outside: each test has a machine of its own making on its PATH. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { missingOptionalPackages } from '../scripts/complete-lock.mjs';
import { projectRoot, readProjectFile } from './source-files.ts';

let machine: string;

beforeEach(() => {
  machine = mkdtempSync(path.join(tmpdir(), 'tsudoi-set-up-'));
  mkdirSync(path.join(machine, 'bin'));
});

afterEach(() => rmSync(machine, { recursive: true, force: true }));

/** Puts a program on the machine, written for the shell of this one. */
function install(name: string, script: string): string {
  const program = path.join(machine, 'bin', name);
  mkdirSync(path.dirname(program), { recursive: true });
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  return program;
}

/** Runs a script of the project on the machine, or of a copy of the project. */
function run(
  words: string[],
  environment: NodeJS.ProcessEnv = {},
  { project = projectRoot, nodeOptions = [] as string[] } = {},
) {
  const done = spawnSync(process.execPath, [...nodeOptions, ...words], {
    cwd: project,
    env: { PATH: path.join(machine, 'bin'), HOME: machine, ...environment },
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { code: done.status, out: done.stdout.trim(), error: done.stderr.trim() };
}

const silent = { code: 0, out: '', error: '' };
const redis = (version: string) => `echo "Redis server v=${version} sha=0 bits=64"`;

/** Stands for the shell that apt runs in as root: notes what it is told, then does `effect`. */
function installApt(effect: string): void {
  install('apt-get', 'exit 9');
  install('id', 'echo 0');
  install('sh', `printf '%s\\n' "$@" >> '${machine}/asked'\n${effect}`);
  // For those who are not root.
  install('sudo', `[ "$2" = true ] || { shift; exec "$@"; }`);
}

const asked = () => readFileSync(path.join(machine, 'asked'), 'utf8');

describe('Redis', () => {
  test('on the PATH and new enough: nothing is done or said', () => {
    install('redis-server', redis('7.0.15'));
    expect(run(['scripts/set-up.mjs', 'redis'])).toEqual(silent);
  });

  test('is not needed here when REDIS_URL names one', () => {
    const environment = { REDIS_URL: 'redis://127.0.0.1:6379' };
    expect(run(['scripts/set-up.mjs', 'redis'], environment)).toEqual(silent);
  });

  test.each([
    ['missing', undefined, 'redis-server is missing'],
    ['too old', redis('6.2.14'), 'too old'],
    ['broken', 'exit 127', 'too old or broken'],
  ])('%s: one line says what to install on each system', (_, script, what) => {
    if (script !== undefined) install('redis-server', script);
    const { code, out, error } = run(['scripts/set-up.mjs', 'redis']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(error.split('\n')).toHaveLength(1);
    for (const words of [what, 'apt install redis-server', 'brew install redis', 'docker run']) {
      expect(error).toContain(words);
    }
  });

  test('is installed with apt where that may be, and no service is started by it', () => {
    installApt(`echo '${redis('7.0.15')}' > '${machine}/bin/redis-server'
      chmod 755 '${machine}/bin/redis-server'`);
    symlinkSync('/bin/chmod', path.join(machine, 'bin/chmod'));
    const { code, out, error } = run(['scripts/set-up.mjs', 'redis']);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toBe('Installing redis-server with apt (once) …');
    expect(asked()).toContain('policy-rc.d');
    expect(asked().trim().split('\n').at(-1)).toBe('redis-server');
  });

  test('that apt cannot install is one line with the reason', () => {
    installApt("echo 'E: Unable to locate package redis-server' >&2; exit 100");
    const { code, error } = run(['scripts/set-up.mjs', 'redis']);
    expect(code).toBe(1);
    expect(error.split('\n')).toHaveLength(1);
    expect(error).toContain('Unable to locate package redis-server');
  });
});

describe('Python', () => {
  test('on the PATH with its standard library: nothing is done or said', () => {
    install('python3', 'exit 0');
    expect(run(['scripts/set-up.mjs', 'python'])).toEqual(silent);
  });

  test.each([
    ['missing', undefined],
    ['without its standard library', 'exit 1'],
  ])('%s: one line says what to install', (_, script) => {
    if (script !== undefined) install('python3', script);
    const { code, out, error } = run(['scripts/set-up.mjs', 'python']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(error.split('\n')).toHaveLength(1);
    expect(error).toContain('apt install python3');
  });
});

/** A module that asks where Chromium is. */
const whereIsChromium = [
  '--input-type=module',
  '-e',
  `import { findChromium } from '${projectRoot}/scripts/chromium.mjs'; console.log(findChromium());`,
];

describe('Chromium', () => {
  test('is found in the order: named, Playwright, PATH', () => {
    const onPath = install('chromium', '');
    expect(run(whereIsChromium).out).toBe(onPath);
    const builds = ['chromium-900', 'chromium-1100', 'chromium_headless_shell-1200'].map((build) =>
      install(`../.cache/ms-playwright/${build}/chrome-linux/chrome`, ''),
    );
    expect(run(whereIsChromium).out).toBe(path.resolve(builds[1] ?? ''));
    const named = install('mine', '');
    expect(run(whereIsChromium, { TSUDOI_CHROMIUM: named }).out).toBe(named);
  });

  test('that is named but is none is one line', () => {
    const { code, error } = run(['scripts/set-up.mjs', 'chromium'], { TSUDOI_CHROMIUM: '/none' });
    expect(code).toBe(1);
    expect(error).toBe('TSUDOI_CHROMIUM names /none, which is not a program that can be run.');
  });

  test('missing is one line that says what to install', () => {
    const { code, error } = run(['scripts/set-up.mjs', 'chromium']);
    expect(code).toBe(1);
    expect(error.split('\n')).toHaveLength(1);
    expect(error).toContain('apt install chromium');
  });
});

/** A lock file that asks for one package in this version, and for one that npm leaves out here. */
function lockFile(version: string): string {
  return JSON.stringify({
    packages: {
      '': { name: 'tsudoi' },
      'node_modules/koa': { version },
      'node_modules/for-another-system': { version: '1.0.0', optional: true },
    },
  });
}

describe('the lock file', () => {
  const lock = JSON.parse(readProjectFile('package-lock.json'));

  test('has the packages of every system, else "npm ci" refuses: node scripts/complete-lock.mjs', () => {
    expect(missingOptionalPackages(lock)).toEqual([]);
  });

  test('that lacks one is found out', () => {
    const { 'node_modules/@oxlint/binding-darwin-arm64': _, ...packages } = lock.packages;
    expect(missingOptionalPackages({ packages })).toEqual([
      { name: '@oxlint/binding-darwin-arm64', version: expect.any(String), dev: true },
    ]);
  });
});

describe('a fresh checkout', () => {
  let project: string;
  const write = (file: string, content: string, mode = 0o644) => {
    mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
    writeFileSync(path.join(project, file), content, { mode });
  };
  /** An npm that only takes down what the lock file says, and brings a Node.js 24. */
  const npm = `
    const fs = require('node:fs');
    if (process.argv[2] !== 'ci') process.exit(2);
    fs.mkdirSync('node_modules/.bin', { recursive: true });
    const lock = JSON.parse(fs.readFileSync('package-lock.json', 'utf8'));
    delete lock.packages['node_modules/for-another-system'];
    fs.writeFileSync('node_modules/.package-lock.json', JSON.stringify(lock));
    fs.writeFileSync('node_modules/.bin/node', '#!/bin/sh\\necho v24.0.0\\n', { mode: 0o755 });`;
  const setUp = (step: string) =>
    run(['scripts/set-up.mjs', step], { npm_execpath: `${project}/npm.cjs` }, { project });

  beforeEach(() => {
    project = path.join(machine, 'project');
    cpSync(path.join(projectRoot, 'scripts'), path.join(project, 'scripts'), { recursive: true });
    write('package-lock.json', lockFile('3.0.0'));
    write('npm.cjs', npm);
  });

  test('gets its packages once, and again when the lock file asks for others', () => {
    expect(setUp('packages')).toMatchObject({ code: 0, error: '' });
    expect(setUp('packages')).toEqual(silent);
    write('package-lock.json', lockFile('3.1.0'));
    expect(setUp('packages').out).toContain('Installing the npm packages');
    expect(setUp('packages')).toEqual(silent);
  });

  test('says what npm said when that fails', () => {
    write('npm.cjs', "console.error('npm error network is away'); process.exit(1);");
    expect(setUp('packages')).toMatchObject({
      code: 1,
      error: 'The npm packages could not be installed; npm said:\nnpm error network is away',
    });
  });

  test('fetches Node.js 24 when npm ran no install scripts', () => {
    setUp('packages');
    rmSync(path.join(project, 'node_modules/.bin/node'));
    write(
      'node_modules/node/installArchSpecificPackage.js',
      "require('node:fs').writeFileSync('../.bin/node', '#!/bin/sh\\necho v24.0.0\\n', { mode: 0o755 });",
    );
    expect(setUp('packages')).toEqual({ code: 0, out: 'Fetching Node.js 24 …', error: '' });
  });

  test('builds the screens once, and again when a source changed, came or went', () => {
    mkdirSync(path.join(project, 'node_modules/.bin'), { recursive: true });
    symlinkSync(process.execPath, path.join(project, 'node_modules/.bin/node'));
    write(
      'node_modules/vite/bin/vite.js',
      "require('node:fs').rmSync('dist', { recursive: true, force: true });",
    );
    write('kiosk/kiosk-app.ts', 'export {};');
    const built = { code: 0, out: 'Building the screens …', error: '' };
    expect(setUp('screens')).toEqual(built);
    expect(setUp('screens')).toEqual(silent);
    utimesSync(path.join(project, 'kiosk/kiosk-app.ts'), 1, 1);
    expect(setUp('screens')).toEqual(built);
    write('ui/new.ts', '');
    expect(setUp('screens')).toEqual(built);
    rmSync(path.join(project, 'ui/new.ts'));
    expect(setUp('screens')).toEqual(built);
    write('kiosk/kiosk-app.test.ts', '');
    expect(setUp('screens')).toEqual(silent);
    write('node_modules/vite/bin/vite.js', "console.error('no such tag'); process.exit(1);");
    write('kiosk/kiosk-app.ts', 'export const broken = 1;');
    expect(setUp('screens')).toEqual({
      code: 1,
      out: 'Building the screens …',
      error: 'The screens could not be built:\nno such tag',
    });
  });
});

describe('a command', () => {
  test('that does not exist is one line', () => {
    const { code, error } = run(['scripts/run.mjs', 'stat']);
    expect(code).toBe(1);
    expect(error).toMatch(/^Unknown command "stat"; there is start, test,/);
  });

  test('on an old Node.js is one line', () => {
    const old =
      "data:text/javascript,Object.defineProperty(process.versions, 'node', { value: '18.20.0' })";
    const { code, error } = run(
      ['scripts/run.mjs', 'start'],
      {},
      { nodeOptions: ['--import', old] },
    );
    expect(code).toBe(1);
    expect(error).toMatch(/^Tsudoi needs Node\.js 20 or newer; .*$/);
  });
});
