import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder, projectNode, SetUpError } from './project.mjs';

const nodeMajor = 24;
const linesShown = 12;

/** Installs the npm packages of the lock file, and the project's own Node.js among them. */
export async function setUpPackages() {
  if (!arePackagesInstalled()) {
    console.log('Installing the npm packages (once, about a minute) …');
    runNpm(['ci', '--no-audit', '--no-fund']);
  }
  if (!isProjectNodeReady()) {
    console.log(`Fetching Node.js ${nodeMajor} …`);
    // Where npm was told to run no install scripts, the package `node` is only an empty shell.
    runQuietly(process.execPath, ['installArchSpecificPackage.js'], 'node_modules/node');
  }
  if (!isProjectNodeReady()) {
    throw new SetUpError(
      `The npm package "node" did not bring Node.js ${nodeMajor}; please run "npm rebuild node --foreground-scripts" and see what it says.`,
    );
  }
}

/**
 * Whether node_modules holds what package-lock.json asks for. npm writes down what it installed in
 * node_modules/.package-lock.json, as the last thing; comparing the two is exact whoever ran npm.
 */
function arePackagesInstalled() {
  const wanted = packagesOf('package-lock.json');
  const installed = packagesOf('node_modules/.package-lock.json');
  if (wanted === undefined) throw new SetUpError('package-lock.json is missing or unreadable.');
  if (installed === undefined) return false;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' ||
      installed[path]?.version === entry.version ||
      // Those for other systems are left out by npm.
      ((entry.optional || entry.devOptional || entry.peer) && installed[path] === undefined),
  );
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(join(projectFolder, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** Asks the binary itself: a half-finished install leaves a file that is no Node.js. */
function isProjectNodeReady() {
  const answer = spawnSync(projectNode, ['--version'], { encoding: 'utf8' });
  return answer.status === 0 && answer.stdout.startsWith(`v${nodeMajor}.`);
}

function runNpm(npmArguments) {
  const viaNpm = process.env.npm_execpath;
  if (viaNpm !== undefined) runQuietly(process.execPath, [viaNpm, ...npmArguments], '.');
  else runQuietly('npm', npmArguments, '.');
}

function runQuietly(program, programArguments, folder) {
  const done = spawnSync(program, programArguments, {
    cwd: join(projectFolder, folder),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
  if (done.status === 0) return;
  // npm's reason comes first; what follows is how it is used.
  const said = `${done.stdout ?? ''}${done.stderr ?? ''}`.split('\n');
  const faults = said.filter((line) => line.startsWith('npm error'));
  const lines = (faults.length > 0 ? faults : said).slice(0, linesShown).join('\n').trim();
  throw new SetUpError(
    `The npm packages could not be installed; npm said:\n${done.error?.message ?? lines}`,
  );
}
