/** The server as a process: reads its settings, starts, and ends in order. */
import { LedgerUnavailable } from '#stores/ledger/ledger.ts';
import { LiveStoreUnavailable } from '#stores/live/live-store.ts';
import { SettingsError } from '#stores/settings.ts';
import { readServerSettings } from './settings.ts';
import { startServer } from './start-server.ts';

/** The surroundings are wrong; starting again as it is would not help (sysexits' EX_CONFIG). */
const EXIT_WRONG_SETTINGS = 78;
/** The one who started us kills us a little later. */
const STOP_DEADLINE_MS = 3_000;

async function main(): Promise<void> {
  const settings = readServerSettings(process.env);
  const server = await startServer(settings);
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref();
    void server.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  // The parent is gone: nobody else would end this process.
  process.on('disconnect', stop);
  const { port, staff } = server;
  if (process.send === undefined) console.log(`listening on port ${port}`);
  else process.send({ type: 'ready', port, staff });
}

main().catch((error: unknown) => {
  const line = wrongSurroundings(error);
  console.error(line ?? outage(error) ?? error);
  process.exit(line === null ? 1 : EXIT_WRONG_SETTINGS);
});

/** One line for a store that did not answer at the start; trying again later may help. */
function outage(error: unknown): string | null {
  if (error instanceof LiveStoreUnavailable) return 'Redis (REDIS_URL) is out of reach.';
  if (error instanceof LedgerUnavailable) return 'PostgreSQL (DATABASE_URL) is out of reach.';
  return null;
}

/** One line for what the person who starts it can change; `null`: something else. */
function wrongSurroundings(error: unknown): string | null {
  if (error instanceof SettingsError) return error.message;
  if (!(error instanceof Error) || !('code' in error)) return null;
  switch (error.code) {
    case 'EADDRINUSE':
      return 'The port is in use by another program; choose another one with PORT.';
    case 'EACCES':
      return 'The port or a file of the settings may not be used by this user.';
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'HOST is not an address of this machine.';
    case 'ENOENT':
      return 'A file that the settings name does not exist.';
    default:
      return null;
  }
}
