/**
 * docker-compose.yml, Dockerfile, Caddyfile and .env.example, held together without a Docker engine:
 * each command, path, port, service and variable in one of them exists where it points to.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { SERVER_VARIABLES, readServerSettings } from '../server/settings.ts';
import { WORKER_VARIABLES } from '../workers/settings.ts';
import { composeSchema } from './compose-schema.ts';
import { projectFiles, projectRoot, readProjectFile } from './source-files.ts';

interface Service {
  readonly image: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly expose?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks: readonly string[];
  readonly depends_on?: Readonly<Record<string, { condition: string }>>;
  readonly healthcheck?: { readonly disable?: boolean; readonly test?: readonly string[] };
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { internal?: boolean } | null>>;
  readonly volumes: Readonly<Record<string, null>>;
}

const isCompose = new Ajv2020({ allErrors: true, strictTuples: false }).compile<Compose>(
  composeSchema,
);

function read(): Compose {
  const document: unknown = parse(readProjectFile('docker-compose.yml'), { merge: true });
  if (!isCompose(document)) throw new Error(JSON.stringify(isCompose.errors, null, 1));
  return document;
}

const compose = read();
const services = Object.entries(compose.services);
const caddyfile = readProjectFile('docker/Caddyfile');
const files = projectFiles();
const exists = (file: string) => files.some((each) => each === file || each.startsWith(`${file}/`));

/** Dockerfile: one entry an instruction, its words joined lines and all. */
const instructions = readProjectFile('Dockerfile')
  .replaceAll(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => line.trim() !== '' && !line.startsWith('#'))
  .map((line) => {
    const [word = '', ...rest] = line.trim().split(/\s+/);
    return { word, rest: rest.join(' ') };
  });
const of = (word: string) => instructions.filter((each) => each.word === word);
const lastStage = instructions.slice(instructions.findLastIndex(({ word }) => word === 'FROM'));
/** What the running image holds of the project. */
const shipped = lastStage
  .filter(({ word, rest }) => word === 'COPY' && !rest.startsWith('--from'))
  .flatMap(({ rest }) => rest.split(' ').slice(0, -1));
const isShipped = (file: string) =>
  shipped.some((each) => file === each || file.startsWith(`${each}/`));

/** A file of the project, and every one that it imports, itself or through others. */
function reached(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readProjectFile(file);
  for (const [, name = ''] of text.matchAll(/(?:from |import\(|new URL\()'([.#][^']+)'/g)) {
    const folder = path.posix.dirname(file);
    reached(name[0] === '#' ? name.slice(1) : path.posix.join(folder, name), seen);
  }
  return seen;
}

const variables = (text: string) => [...text.matchAll(/(?<!\$)\$\{(\w+)(:[-?])?([^}]*)\}/g)];

describe('docker-compose.yml', () => {
  test('follows the schema', () => {
    expect(services.map(([name]) => name).sort()).toEqual([
      'postgres',
      'proxy',
      'redis',
      'server',
      'worker',
    ]);
  });

  test.each([
    ['a misspelt key', 'healthcheck:', 'healthchek:'],
    ['a number for an environment variable', "PORT: '8080'", 'PORT: 8080'],
    ['a duration without its unit', 'interval: 5s', 'interval: 5'],
    ['an unknown condition', 'condition: service_healthy', 'condition: service_ready'],
    ['a port that is none', "'443:443'", "'443:https'"],
    ['a service without an image', '    image: caddy:2-alpine\n', ''],
  ])('would be refused with %s', (_, from, to) => {
    const text = readProjectFile('docker-compose.yml');
    expect(text).toContain(from);
    expect(isCompose(parse(text.replaceAll(from, to), { merge: true }))).toBe(false);
  });

  test('starts only what exists in the image', () => {
    for (const [name, { build, command }] of services) {
      if (build === undefined) continue;
      expect(exists(path.posix.join(build, 'Dockerfile')), name).toBe(true);
      expect(command?.[0], name).toBe('node');
      const program = command?.[1] ?? '';
      expect({ name, program, exists: exists(program), isShipped: isShipped(program) }).toEqual({
        name,
        program,
        exists: true,
        isShipped: true,
      });
    }
  });

  test('waits only for services that exist and have a health check', () => {
    const hasDefaultCheck = of('HEALTHCHECK').length === 1;
    for (const [name, service] of services) {
      for (const [needed, { condition }] of Object.entries(service.depends_on ?? {})) {
        const other = compose.services[needed];
        expect(condition, `${name} → ${needed}`).toBe('service_healthy');
        expect(other?.healthcheck?.disable, `${name} → ${needed}`).not.toBe(true);
        const isChecked = other?.healthcheck?.test !== undefined || other?.build !== undefined;
        expect(isChecked && hasDefaultCheck, `${name} → ${needed}`).toBe(true);
      }
    }
  });

  test('mounts volumes that are declared and files that exist, those only to be read', () => {
    const mounts = services.flatMap(([, { volumes }]) => volumes ?? []);
    const own = mounts.filter((mount) => mount.startsWith('.'));
    for (const mount of own) {
      expect(mount.endsWith(':ro'), mount).toBe(true);
      expect(exists(path.posix.normalize(mount.split(':')[0] ?? '')), mount).toBe(true);
    }
    const named = mounts
      .filter((mount) => !mount.startsWith('.'))
      .map((each) => each.split(':')[0]);
    expect(new Set(named)).toEqual(new Set(Object.keys(compose.volumes)));
  });

  test('lets the proxy out, and the worker to its relays, and nobody in to the stores', () => {
    const inner = Object.entries(compose.networks).filter(([, network]) => network?.internal);
    for (const [name, { networks, ports }] of services) {
      for (const network of networks) expect(Object.keys(compose.networks)).toContain(network);
      const isInside = networks.every((network) => inner.some(([each]) => each === network));
      expect(isInside, name).toBe(name !== 'proxy' && name !== 'worker');
      expect(ports === undefined, name).toBe(name !== 'proxy');
    }
  });

  test('has no password of its own: each must be given', () => {
    for (const [name, { environment }] of services) {
      for (const [key, value] of Object.entries(environment ?? {})) {
        const isSecret = /PASSWORD|AUTH/.test(key) && value !== '';
        if (isSecret) expect(value, `${name} ${key}`).toMatch(/^\$\{\w+:\?[^}]+\}$/);
      }
    }
    for (const [, name, mode] of variables(readProjectFile('docker-compose.yml'))) {
      expect(mode, name).toBe(name?.endsWith('PASSWORD') ? ':?' : ':-');
    }
  });

  test('reaches stores by the names, users and databases that they have', () => {
    const { POSTGRES_USER: user, POSTGRES_DB: database } =
      compose.services['postgres']?.environment ?? {};
    for (const name of ['server', 'worker']) {
      const environment = compose.services[name]?.environment ?? {};
      const filled = (key: string) =>
        new URL((environment[key] ?? '').replaceAll(/\$\{[^}]*\}/g, 'secret'));
      expect(filled('REDIS_URL').hostname).toBe('redis');
      const postgres = filled('DATABASE_URL');
      expect(postgres.hostname).toBe('postgres');
      expect([postgres.username, postgres.pathname]).toEqual([user, `/${database}`]);
    }
  });

  test('gives the server settings that it knows and takes', () => {
    const environment = compose.services['server']?.environment ?? {};
    const unknown = Object.keys(environment).filter((name) => !SERVER_VARIABLES.includes(name));
    expect(unknown).toEqual([]);
    const filled = Object.entries(environment).map(([name, value]) => [
      name,
      value.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1').replaceAll(/\$\{[^}]*\}/g, 'secret'),
    ]);
    expect(readServerSettings(Object.fromEntries(filled))).toMatchObject({
      port: 8080,
      host: '0.0.0.0',
      trustProxy: true,
    });
  });

  test('gives the worker just the settings that it needs', () => {
    const environment = compose.services['worker']?.environment ?? {};
    expect(new Set(Object.keys(environment))).toEqual(new Set(WORKER_VARIABLES));
  });

  test('keeps every acknowledged scan: Redis writes at once and forgets nothing', () => {
    const command = compose.services['redis']?.command?.join(' ') ?? '';
    for (const option of [
      '--appendonly yes',
      '--appendfsync always',
      '--maxmemory-policy noeviction',
    ]) {
      expect(command).toContain(option);
    }
  });
});

describe('.env.example', () => {
  const given = new Map(
    [...readProjectFile('.env.example').matchAll(/^(\w+)=(.*)$/gm)].map((m) => [m[1], m[2]]),
  );

  test('names every variable of docker-compose.yml and no other', () => {
    const used = variables(readProjectFile('docker-compose.yml')).map((match) => match[1]);
    expect(new Set(given.keys())).toEqual(new Set(used));
  });

  test('holds no password and repeats each default as it is', () => {
    for (const [, name, , rest] of variables(readProjectFile('docker-compose.yml'))) {
      expect(given.get(name), name).toBe(name?.endsWith('PASSWORD') ? '' : rest);
    }
  });
});

describe('Dockerfile', () => {
  const stages = of('FROM').map(({ rest }) => / AS (\S+)$/.exec(rest)?.[1]);

  test('copies what exists and what .dockerignore lets through', () => {
    const allowed = readProjectFile('.dockerignore')
      .split('\n')
      .filter((line) => line[0] === '!');
    for (const { rest } of of('COPY')) {
      const words = rest.split(' ');
      if (words[0]?.startsWith('--from=')) {
        expect(stages, rest).toContain(words[0].slice('--from='.length));
        continue;
      }
      for (const source of words.slice(0, -1)) {
        expect(exists(source), source).toBe(true);
        expect(allowed, source).toContain(`!${source}`);
      }
    }
  });

  test('copies nothing less than the image needs: each room that it runs, each screen it builds', () => {
    const copied = of('COPY').flatMap(({ rest }) => rest.split(' ').slice(0, -1));
    const screens = files.flatMap((file) => /^(\w+)\/index\.html$/.exec(file)?.[1] ?? []);
    expect(screens).toContain('kiosk');
    for (const room of [...screens, 'ui']) expect(copied).toContain(room);
    for (const room of ['server', 'workers', 'stores', 'domain']) expect(shipped).toContain(room);
  });

  test.each(['server/main.ts', 'workers/main.ts', 'scripts/books.ts', 'scripts/program.ts'])(
    'holds %s with all that it imports',
    (program) => {
      const needed = [...reached(program)];
      expect(needed.length).toBeGreaterThan(10);
      expect(needed.filter((file) => !isShipped(file))).toEqual([]);
    },
  );

  test('runs what exists, as a user without rights, on the Node.js that the project uses', () => {
    for (const word of ['CMD', 'HEALTHCHECK']) {
      const [, file] = /\["node", "([^"]+)"\]/.exec(of(word)[0]?.rest ?? '') ?? [];
      expect(exists(file ?? ''), file).toBe(true);
      expect(isShipped(file ?? ''), file).toBe(true);
    }
    expect(of('USER').map(({ rest }) => rest)).toEqual(['node']);
    for (const { rest } of of('FROM')) expect(rest).toMatch(/^node:24-slim( AS \w+)?$/);
  });
});

describe('ports', () => {
  test('are the same in server, image, compose and proxy', () => {
    const server = compose.services['server'];
    const port = server?.environment?.['PORT'] ?? '';
    expect(of('EXPOSE').map(({ rest }) => rest)).toEqual([port]);
    expect(of('ENV')[0]?.rest).toContain(`PORT=${port} `);
    expect(server?.expose).toEqual([port]);
    expect(caddyfile).toMatch(new RegExp(`^\\s+port ${port}$`, 'm'));
  });
});

describe('Caddyfile', () => {
  test('is what the proxy reads, and passes on to a service on its network', () => {
    const proxy = compose.services['proxy'];
    expect(proxy?.volumes).toContain('./docker/Caddyfile:/etc/caddy/Caddyfile:ro');
    const upstream = /^\s+name (\S+)$/m.exec(caddyfile)?.[1] ?? '';
    expect(proxy?.networks).toContain(compose.services[upstream]?.networks[0]);
    expect(proxy?.depends_on).toHaveProperty(upstream);
  });

  test('uses variables that the proxy is given, with the same defaults', () => {
    const environment = compose.services['proxy']?.environment ?? {};
    const used = [...caddyfile.matchAll(/\{\$(\w+):([^}]*)\}/g)];
    expect(new Set(used.map(([, name]) => name))).toEqual(new Set(Object.keys(environment)));
    for (const [, name, fallback] of used) {
      expect(environment[name ?? '']).toBe(`\${${name}:-${fallback}}`);
    }
  });

  test('keeps the figures inside: /metrics in every spelling that the server takes is not there', () => {
    expect(caddyfile).toMatch(/^\thandle \/metrics\* \{\n\t\trespond 404\n\t\}$/m);
    expect(caddyfile.indexOf('handle /metrics*')).toBeLessThan(caddyfile.indexOf('handle {'));
  });

  test('has as many opening as closing braces', () => {
    expect(caddyfile.split('{').length).toBe(caddyfile.split('}').length);
  });
});

/** Runs the health check against a server that answers so, or against none. */
async function check(status: number | undefined) {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(status ?? 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  if (status === undefined) await new Promise((resolve) => server.close(resolve));
  const child = spawn(process.execPath, ['docker/health.mjs'], {
    cwd: projectRoot,
    env: { PORT: String(port) },
  });
  const [code] = await once(child, 'exit');
  server.close();
  return { code: Number(code), asked };
}

describe('the health check', () => {
  test('is content with 200, and with nothing else', async () => {
    expect(await check(200)).toEqual({ code: 0, asked: ['/healthz'] });
    expect((await check(503)).code).toBe(1);
    expect((await check(undefined)).code).toBe(1);
  });
});
