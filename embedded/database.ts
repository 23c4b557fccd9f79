/** The books, wherever they are: for commands that look into them while the system runs, or not. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lockFolder } from './folder-lock.ts';
import { findRunningPostgres, startPostgres } from './postgres.ts';
import { StartError } from './start-error.ts';
import type { StartSettings } from './settings.ts';

export interface OpenedDatabase {
  /** As `DATABASE_URL`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * The database that DATABASE_URL names; or that of a Tsudoi which runs on the data folder; or, when
 * none runs, the folder's own, started until `close`.
 * @throws StartError when there are no books, or they cannot be opened
 */
export async function openDatabase({
  databaseUrl,
  dataFolder,
}: Pick<StartSettings, 'databaseUrl' | 'dataFolder'>): Promise<OpenedDatabase> {
  if (databaseUrl !== undefined) return { url: databaseUrl, close: () => Promise.resolve() };
  if (!existsSync(join(dataFolder, 'postgres'))) {
    throw new StartError(
      `There are no books in ${dataFolder}; name their folder with TSUDOI_DATA_DIR, or their database with DATABASE_URL.`,
    );
  }
  const running = await findRunningPostgres({ dataFolder });
  if (running !== null) return { url: running, close: () => Promise.resolve() };
  const lock = lockFolder(dataFolder);
  try {
    const postgres = await startPostgres({ dataFolder });
    return {
      url: postgres.url,
      async close() {
        await postgres.stop();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
