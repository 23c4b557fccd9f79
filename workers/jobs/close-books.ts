/**
 * The nightly books: every balance is compared with the sum of its entries (PT6), the chain over the
 * entries is extended, and a report says how it went. Each part may happen again after a crash: the
 * comparison changes nothing, the chain goes on where it ended, a second report is one more report.
 * It also forgets the keys of requests that nobody repeats any more (PT5).
 */
import { LIMITS } from '#domain/contract/limits.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { WrongBalance } from '#stores/ledger/records.ts';

/** Wrong balances that are counted; one is already an alarm, … */
const COUNTED_MAX = 10_000;
/** … and so many are named one by one. */
const NAMED_MAX = 20;
/** Keys that one statement forgets. */
const FORGOTTEN_MAX = 10_000;

export interface CloseBooksParts {
  readonly ledger: Ledger;
  readonly nowMs: () => number;
  /** Somebody must look at it: balances parted from their entries, the first ones by name. */
  readonly onWrongBalances: (named: readonly WrongBalance[], count: number) => void;
}

export function createCloseBooks({
  ledger,
  nowMs,
  onWrongBalances,
}: CloseBooksParts): () => Promise<void> {
  return async () => {
    const startedMs = nowMs();
    const wrong = await ledger.wrongBalances(COUNTED_MAX);
    if (wrong.length > 0) onWrongBalances(wrong.slice(0, NAMED_MAX), wrong.length);
    const { chained, headHex } = await ledger.extendChain();
    const { accounts, entries, pointsHeld } = await ledger.booksTotals();
    await ledger.addBooksReport({
      at: new Date(nowMs()).toISOString(),
      accounts,
      wrong: wrong.length,
      entries,
      chained,
      headHex,
      pointsHeld,
      tookMs: nowMs() - startedMs,
    });
    await forgetOldKeys(ledger, nowMs());
  };
}

async function forgetOldKeys(ledger: Ledger, nowMs: number): Promise<void> {
  const before = new Date(nowMs - LIMITS.idempotencyKeptMs).toISOString();
  while ((await ledger.forgetSpendingKeys(before, FORGOTTEN_MAX)) === FORGOTTEN_MAX);
}
