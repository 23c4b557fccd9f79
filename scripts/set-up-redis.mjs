import { spawnSync } from 'node:child_process';
import { disableService, installWithApt } from './apt.mjs';
import { findOnPath, SetUpError } from './project.mjs';

const redisMajorMin = 7;

/** Sees to a redis-server of a sufficient version on the PATH, unless REDIS_URL names one. */
export async function setUpRedis() {
  if ((process.env.REDIS_URL ?? '') !== '') return;
  const found = findOnPath('redis-server');
  const version = found === undefined ? undefined : versionOf(found);
  if (version !== undefined && version >= redisMajorMin) return;
  const obstacle = found === undefined ? installWithApt(['redis-server']) : 'it is too old';
  if (obstacle === undefined) {
    disableService('redis-server');
    const installed = findOnPath('redis-server');
    if (installed !== undefined && (versionOf(installed) ?? 0) >= redisMajorMin) return;
  }
  const what = found === undefined ? 'redis-server is missing' : `${found} is too old or broken`;
  const why = found === undefined && obstacle !== undefined ? ` (${obstacle})` : '';
  throw new SetUpError(
    `${what}${why}. Tsudoi needs Redis ${redisMajorMin} or newer: on Debian or Ubuntu "sudo apt install redis-server", on macOS "brew install redis", or with Docker "docker run -d -p 127.0.0.1:6379:6379 redis:7 --appendonly yes --appendfsync always" and REDIS_URL=redis://127.0.0.1:6379.`,
  );
}

/** The major version that a redis-server says it has, or undefined when it cannot be run. */
function versionOf(program) {
  const answer = spawnSync(program, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  const major = /\bv=(\d+)\./.exec(answer.stdout ?? '')?.[1];
  return major === undefined ? undefined : Number(major);
}
