import { spawnSync } from 'node:child_process';
import { findOnPath } from './project.mjs';

const aptDeadlineMs = 15 * 60 * 1000;

/**
 * Run as root. While it works no freshly installed package may start a service of its own
 * (policy-rc.d is Debian's way to say so), and a policy that somebody else set stays as it is.
 */
const installScript = `
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\\nexit 101\\n' > "$policy" && chmod 755 "$policy"
  trap 'rm -f "$policy"' EXIT
fi
export DEBIAN_FRONTEND=noninteractive
apt-get install -y -q --no-install-recommends "$@" || {
  apt-get update -q && apt-get install -y -q --no-install-recommends "$@"
}
`;

/**
 * Installs Debian packages where that needs nobody's password.
 *
 * @param {string[]} packages their names
 * @returns {string | undefined} undefined when they are installed, else why not, for the person
 */
export function installWithApt(packages) {
  if (findOnPath('apt-get') === undefined) return 'there is no apt-get here';
  const rights = rootRights();
  if (rights === undefined) return 'this user may not install packages';
  console.log(`Installing ${packages.join(', ')} with apt (once) …`);
  const [program, ...before] = [...rights, 'sh', '-c', installScript, 'sh', ...packages];
  const done = spawnSync(program, before, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: aptDeadlineMs,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (done.status === 0) return undefined;
  const lines = (done.stderr ?? '').trim().split('\n');
  return `apt-get failed: ${done.error?.message ?? lines.at(-1) ?? 'no reason given'}`;
}

/**
 * Keeps a system service that came with a package we installed from starting at the next boot;
 * nothing happens where there is no systemd.
 */
export function disableService(name) {
  const rights = rootRights();
  if (rights === undefined || findOnPath('systemctl') === undefined) return;
  const [program, ...before] = [...rights, 'systemctl', 'disable', '--now', name];
  spawnSync(program, before, { stdio: 'ignore', timeout: 30_000 });
}

/** The words to put before a command so that it runs as root, or undefined. */
function rootRights() {
  if (process.getuid?.() === 0) return [];
  if (findOnPath('sudo') === undefined) return undefined;
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0
    ? ['sudo', '-n']
    : undefined;
}
