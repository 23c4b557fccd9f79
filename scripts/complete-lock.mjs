// Completes package-lock.json: `node scripts/complete-lock.mjs` after `npm install <package>`.
//
// Many tools are one package a system (`…/binding-darwin-arm64`). npm leaves those out of the lock
// file that the registry could not serve when the lock file was written, and from then on `npm ci`
// refuses everywhere ("Missing: … from lock file"). Their names and exact versions stand in the
// lock file all the same, as what their tool asks for: enough to write them down. Without a checksum
// they are as sure as their exact version; the machine that the lock file was made on has all.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFolder } from './project.mjs';

const systems = new Set([
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'openharmony',
  'sunos',
  'win32',
]);
const processors = new Set([
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'x64',
]);
const libraries = { musl: 'musl', musleabihf: 'musl', gnu: 'glibc', gnueabihf: 'glibc' };

/**
 * The optional packages that some package asks for and the lock file does not have.
 *
 * @param {{packages: Record<string, object>}} lock the parsed lock file
 * @returns {{name: string, version: string, dev: boolean}[]}
 */
export function missingOptionalPackages(lock) {
  const missing = new Map();
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!isFound(lock, path, name)) missing.set(name, { name, version, dev: entry.dev === true });
    }
  }
  return [...missing.values()];
}

/** Whether the package at `path` finds `name` in a node_modules folder of its own or above. */
function isFound(lock, path, name) {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`] !== undefined)
      return true;
    if (at === '') return false;
  }
}

/** The lock file's entry for a package of one system, which its name tells. */
function entryOf({ name, version, dev }) {
  const words = name.split(/[/-]/);
  const os = words.filter((word) => systems.has(word));
  const cpu = words.filter((word) => processors.has(word));
  const libc = words.map((word) => libraries[word]).filter((word) => word !== undefined);
  if (os.length !== 1 || cpu.length !== 1 || !/^\d+\.\d+\.\d+/.test(version)) {
    throw new Error(`${name}@${version} does not tell its system; please add it by hand.`);
  }
  return {
    version,
    cpu,
    ...(dev ? { dev } : {}),
    ...(libc.length > 0 ? { libc } : {}),
    optional: true,
    os,
  };
}

function completeLock() {
  const file = join(projectFolder, 'package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const missing = missingOptionalPackages(lock);
  for (const each of missing) lock.packages[`node_modules/${each.name}`] = entryOf(each);
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  writeFileSync(
    file,
    `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`,
  );
  console.log(`${missing.length} packages of other systems added to package-lock.json`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  completeLock();
}
