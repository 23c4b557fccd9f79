import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartError } from './start-error.ts';

/** A socket's address holds 104 bytes on macOS and 108 on Linux, its closing zero included. */
const socketPathBytesMax = 103;

/**
 * The folder for a part's socket: the part's own folder, or, when its path is too long for a
 * socket's address, a folder in the system's temporary folder whose name is made from it. Nobody
 * but this user may enter it, since the parts behind the sockets ask for no password.
 *
 * @param partFolder absolute path of the part's folder
 * @param socketName name of the socket in it
 */
export function prepareSocketFolder(partFolder: string, socketName: string): string {
  mkdirSync(partFolder, { recursive: true, mode: 0o700 });
  if (Buffer.byteLength(join(partFolder, socketName)) <= socketPathBytesMax) return partFolder;
  const name = createHash('sha256').update(partFolder).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `tsudoi-${process.getuid?.() ?? 0}-${name}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stat = lstatSync(folder);
  // The temporary folder belongs to everybody: somebody else may have been there first.
  if (!stat.isDirectory() || stat.uid !== process.getuid?.() || (stat.mode & 0o077) !== 0) {
    throw new StartError(`${folder} is not a folder of this user alone; please remove it.`);
  }
  return folder;
}
