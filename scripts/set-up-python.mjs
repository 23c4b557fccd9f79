import { spawnSync } from 'node:child_process';
import { installWithApt } from './apt.mjs';
import { findOnPath, SetUpError } from './project.mjs';

/** Sees to a Python 3 on the PATH: the tests hold the independent verifier of draws against ours. */
export async function setUpPython() {
  if (isPython3()) return;
  const obstacle = installWithApt(['python3']);
  if (obstacle === undefined && isPython3()) return;
  throw new SetUpError(
    `python3 is missing${obstacle === undefined ? '' : ` (${obstacle})`}. The tests need Python 3, its standard library alone: on Debian or Ubuntu "sudo apt install python3", on macOS "brew install python".`,
  );
}

function isPython3() {
  if (findOnPath('python3') === undefined) return false;
  const answer = spawnSync('python3', ['-c', 'import hashlib, zipfile'], { timeout: 10_000 });
  return answer.status === 0;
}
