/** The workers as a process: reads the settings, starts, and ends in order. */
import { LedgerUnavailable } from '#stores/ledger/ledger.ts';
import { LiveStoreUnavailable } from '#stores/live/live-store.ts';
import { SettingsError } from '#stores/settings.ts';
import { readWorkerSettings } from './settings.ts';
import { startWorker } from './start-worker.ts';

/** The surroundings are wrong; starting again as it is would not help (sysexits' EX_CONFIG). */
const EXIT_WRONG_SETTINGS = 78;
/** The one who started us kills us a little later. */
const STOP_DEADLINE_MS = 3_200;

async function main(): Promise<void> {
  const worker = await startWorker(readWorkerSettings(process.env));
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref();
    void worker.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  // The parent is gone: nobody else would end this process.
  process.on('disconnect', stop);
  process.send?.({ type: 'ready' });
}

main().catch((error: unknown) => {
  const isWrongSetting = error instanceof SettingsError;
  console.error(isWrongSetting ? error.message : (outage(error) ?? error));
  process.exit(isWrongSetting ? EXIT_WRONG_SETTINGS : 1);
});

/** One line for a store that did not answer at the start; trying again later may help. */
function outage(error: unknown): string | null {
  if (error instanceof LiveStoreUnavailable) return 'Redis (REDIS_URL) is out of reach.';
  if (error instanceof LedgerUnavailable) return 'PostgreSQL (DATABASE_URL) is out of reach.';
  return null;
}
