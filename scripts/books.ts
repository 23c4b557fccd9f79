/**
 * `npm run books -- verify`: recomputes every balance and the whole chain from the entries, and
 * says OK or names the first row that was tampered with (exit code 1).
 * `npm run books -- close`: does now what the night does (PT6, chain, report).
 */
import type { ChainFault, WrongBalance } from '#stores/ledger/records.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { createCloseBooks } from '../workers/jobs/close-books.ts';
import { EXIT_USAGE, runOnLedger } from './ledger-command.ts';

const USAGE = 'npm run books -- verify | close';
const WRONG_NAMED_MAX = 20;

const [command, ...rest] = process.argv.slice(2);
if (rest.length > 0 || (command !== 'verify' && command !== 'close')) {
  console.error(USAGE);
  process.exitCode = EXIT_USAGE;
} else {
  await runOnLedger(command === 'verify' ? verify : close);
}

async function verify(ledger: Ledger): Promise<number> {
  const startedMs = performance.now();
  const wrong = await ledger.wrongBalances(WRONG_NAMED_MAX);
  for (const each of wrong) console.error(lineOfBalance(each));
  const result = await ledger.verifyChain(showProgress);
  if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
  if (!result.ok) console.error(lineOfFault(result.fault));
  const published = await differingHead(ledger, result);
  if (published !== null) console.error(published);
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
  const { chained, headHex } = result;
  const isRight = result.ok && wrong.length === 0 && published === null;
  // The chain says nothing of those yet: their balances alone were compared.
  const since = (await ledger.booksTotals()).entries - chained;
  console.log(
    `${isRight ? 'OK' : 'WRONG'}: ${chained.toLocaleString('en')} entries in the chain, head ${headHex}` +
      `${since > 0 ? `, and ${since.toLocaleString('en')} since` : ''} (${seconds} s)`,
  );
  return isRight ? 0 : 1;
}

/** The chain may have grown since the last report, never shrunk, and what it had then stays. */
async function differingHead(
  ledger: Ledger,
  { chained, headHex }: { readonly chained: number; readonly headHex: string },
): Promise<string | null> {
  const [latest] = await ledger.booksReports(1);
  if (latest === undefined || latest.chained < chained) return null;
  if (latest.chained === chained && latest.headHex === headHex) return null;
  return `The report of ${latest.at} has ${latest.chained.toLocaleString('en')} entries and head ${latest.headHex}.`;
}

async function close(ledger: Ledger): Promise<number> {
  let found: readonly WrongBalance[] = [];
  const closeBooks = createCloseBooks({
    ledger,
    nowMs: Date.now,
    onWrongBalances: (wrong) => {
      found = wrong;
    },
  });
  await closeBooks();
  for (const each of found) console.error(lineOfBalance(each));
  const [report] = await ledger.booksReports(1);
  console.log(
    `${report?.accounts.toLocaleString('en')} accounts compared, ${report?.wrong} wrong; ` +
      `${report?.chained.toLocaleString('en')} entries in the chain, head ${report?.headHex}`,
  );
  return found.length === 0 ? 0 : 1;
}

function showProgress(looked: number, total: number): void {
  if (!process.stderr.isTTY) return;
  const percent = total === 0 ? 100 : Math.floor((looked / total) * 100);
  process.stderr.write(
    `\r${looked.toLocaleString('en')} of ${total.toLocaleString('en')} entries (${percent} %)`,
  );
}

function lineOfBalance({ owner, account, balance, entries }: WrongBalance): string {
  return `PT6: account ${account} of ${owner} has ${balance}, its entries sum to ${entries}.`;
}

function lineOfFault({ entryNumber, transactionId, line, because }: ChainFault): string {
  const place = transactionId === null ? '' : ` (transaction ${transactionId}, line ${line})`;
  const what = {
    changed: 'is not what it was when the chain was made',
    missing: 'is gone',
    added: 'was put in after the chain had passed it',
  }[because];
  return `The first row that is wrong: entry ${entryNumber}${place} ${what}.`;
}
