import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartError } from './start-error.ts';

const sqliteBusyCode = 5;

/**
 * The locks of this process. One that nobody refers to would be closed by the garbage collector, and
 * its folder free, at a moment of its choosing.
 */
const held = new Set<DatabaseSync>();

/** The data folder belongs to this process until `release`, or until the process is gone. */
export interface FolderLock {
  /** Whether the last holder was cut off before it could release; its parts may still be ending. */
  readonly wasCutOff: boolean;
  release(): void;
}

/**
 * Takes the data folder for this process alone; creates it when it is missing.
 *
 * The lock is the kernel's own lock on a file (taken through SQLite, which Node brings): it cannot
 * be raced for, and it goes with its process, so that `kill -9` leaves nothing to clean up. A lock
 * file with a pid in it, or a socket that answers, would have to be taken away by the next start
 * when it is stale, and two starts can do that at the same moment. The pid beside the lock is only
 * there to be told to people.
 *
 * @param dataFolder absolute path
 * @throws StartError when another process holds the folder, or it cannot be written
 */
export function lockFolder(dataFolder: string): FolderLock {
  const pidFile = join(dataFolder, 'lock.pid');
  let database: DatabaseSync | undefined;
  let wasCutOff = false;
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    database = new DatabaseSync(join(dataFolder, 'lock'), { timeout: 0 });
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    wasCutOff = existsSync(pidFile);
    writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 });
  } catch (error) {
    database?.close();
    throw explain(error, dataFolder, pidFile);
  }
  const lock = database;
  held.add(lock);
  return {
    wasCutOff,
    release(): void {
      rmSync(pidFile, { force: true });
      held.delete(lock);
      lock.close();
    },
  };
}

function explain(error: unknown, dataFolder: string, pidFile: string): unknown {
  if (!(error instanceof Error)) return error;
  if ('errcode' in error && error.errcode === sqliteBusyCode) {
    return new StartError(
      `The data folder ${dataFolder} is in use by process ${readPid(pidFile)}; stop that one first, or choose another folder with TSUDOI_DATA_DIR.`,
    );
  }
  if ('code' in error) {
    return new StartError(
      `The data folder ${dataFolder} cannot be written (${error.message}); choose another with TSUDOI_DATA_DIR.`,
    );
  }
  return error;
}

function readPid(pidFile: string): string {
  try {
    return readFileSync(pidFile, 'utf8').trim();
  } catch {
    return 'unknown';
  }
}
