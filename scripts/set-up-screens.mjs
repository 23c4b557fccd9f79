import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder, projectNode, SetUpError } from './project.mjs';

/** All that can change what `vite build` makes. */
const sources = [
  'kiosk',
  'phone',
  'dashboard',
  'stage',
  'ui',
  'domain',
  'vite.config.ts',
  'package-lock.json',
];
const stampFile = 'dist/.sources';

/** Builds the screens when dist/ is missing or was made from other sources. */
export async function setUpScreens() {
  const fingerprint = fingerprintOfSources();
  const stamp = join(projectFolder, stampFile);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return;
  console.log('Building the screens …');
  const done = spawnSync(
    projectNode,
    ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
    { cwd: projectFolder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (done.status !== 0) {
    // What is wrong with the sources, without where in the builder it was noticed.
    const said = `${done.stdout ?? ''}${done.stderr ?? ''}`
      .split('\n')
      .filter((line) => !/^ +at |^ +errors: \[/.test(line))
      .join('\n')
      .trim();
    throw new SetUpError(`The screens could not be built:\n${done.error?.message ?? said}`);
  }
  mkdirSync(join(projectFolder, 'dist'), { recursive: true });
  writeFileSync(stamp, fingerprint);
}

/** A hash over every source file's path, size and time of change. */
function fingerprintOfSources() {
  const hash = createHash('sha256');
  for (const source of sources) addToHash(hash, source);
  return hash.digest('hex');
}

function addToHash(hash, path) {
  const full = join(projectFolder, path);
  if (!existsSync(full)) return;
  const stat = statSync(full);
  if (stat.isFile()) {
    hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`);
    return;
  }
  for (const name of readdirSync(full).sort()) {
    if (!/\.(test|node)\.ts$/.test(name)) addToHash(hash, `${path}/${name}`);
  }
}
