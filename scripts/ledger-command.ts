/** What the commands that look into the books share: opening them, and ending with an exit code. */
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { LedgerUnavailable } from '#stores/ledger/ledger.ts';
import { migrateLedger } from '#stores/ledger/migrate.ts';
import { openDatabase } from '../embedded/database.ts';
import { readStartSettings } from '../embedded/settings.ts';
import { StartError } from '../embedded/start-error.ts';

/** Wrong words or settings, as `sysexits` has it. */
export const EXIT_USAGE = 64;
const EXIT_UNAVAILABLE = 69;

/**
 * Runs a command on the books and sets the process's exit code to what it answers. What a person
 * can mend is said in one line.
 */
export async function runOnLedger(work: (ledger: Ledger) => Promise<number>): Promise<void> {
  try {
    const database = await openDatabase(readStartSettings(process.env));
    try {
      await migrateLedger({ databaseUrl: database.url });
      const ledger = createLedger({ databaseUrl: database.url });
      try {
        process.exitCode = await work(ledger);
      } finally {
        await ledger.close();
      }
    } finally {
      await database.close();
    }
  } catch (error) {
    if (!(error instanceof StartError || error instanceof LedgerUnavailable)) throw error;
    console.error(error.message);
    process.exitCode = EXIT_UNAVAILABLE;
  }
}
