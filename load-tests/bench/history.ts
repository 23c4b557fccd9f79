/**
 * Parts e and g: the balance and the history of a person with a thousand entries among a million,
 * and among ten; and the books verified.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { createLedger } from '#stores/ledger/create-ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { migrateLedger } from '#stores/ledger/migrate.ts';
import type { BenchDatabase } from './databases.ts';
import { fillBooks, sequentialScans } from './full-books.ts';

const READS = 1_000;
const WARMING_READS = 50;
const PAGE = 50;
/** A connection tells what it counted at most once a second. */
const COUNTED_MS = 1_500;

export interface HistoryResult {
  readonly entries: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Whole readings of entries, transactions or accounts meanwhile: 0, or an index is missing. */
  readonly scans: number;
}

export interface ProofResult {
  readonly entries: number;
  readonly chainMs: number;
  readonly verifyMs: number;
  readonly balancesMs: number;
  readonly faults: readonly string[];
}

export interface BooksRun {
  readonly histories: readonly HistoryResult[];
  readonly proof: ProofResult | null;
}

/**
 * @param sizes entries in the books, ascending; the proof is measured at the first
 */
export async function runBooks(
  database: BenchDatabase,
  sizes: readonly number[],
  parts: { readonly histories: boolean; readonly proof: boolean },
  say: (line: string) => void,
): Promise<BooksRun> {
  await migrateLedger({ databaseUrl: database.url });
  const ledger = createLedger({ databaseUrl: database.url, poolSize: 1 });
  const histories: HistoryResult[] = [];
  let proof: ProofResult | null = null;
  try {
    let from = 0;
    for (const entries of sizes) {
      say(`  ${entries.toLocaleString('en')} entries are written …`);
      const subjects = await fillBooks(database.url, { from, entries });
      from = entries;
      if (parts.histories) {
        histories.push({ entries, ...(await readHistories(database, ledger, subjects)) });
      }
      if (proof === null && parts.proof) proof = await prove(ledger, entries);
      if (!parts.histories) break;
    }
  } finally {
    await ledger.close();
  }
  return { histories, proof };
}

/** Balance and a page of the history, the newest or one further back, one after the other. */
async function readHistories(
  database: BenchDatabase,
  ledger: Ledger,
  subjects: readonly string[],
): Promise<Omit<HistoryResult, 'entries'>> {
  const cursors = await Promise.all(
    subjects.map(async (id) => (await ledger.entries(id, { before: null, limit: 500 })).before),
  );
  const read = async (index: number): Promise<number> => {
    const place = index % subjects.length;
    const before = index % 2 === 0 ? null : (cursors[place] ?? null);
    const startedAt = performance.now();
    await ledger.balance(subjects[place]!);
    await ledger.entries(subjects[place]!, { before, limit: PAGE });
    return performance.now() - startedAt;
  };
  for (let index = 0; index < WARMING_READS; index += 1) await read(index);
  await delay(COUNTED_MS);
  const tables = ['entries', 'transactions', 'accounts'];
  const scansBefore = await sequentialScans(database.url, tables);
  const times: number[] = [];
  for (let index = 0; index < READS; index += 1) times.push(await read(index));
  await delay(COUNTED_MS);
  await read(0);
  const scans = (await sequentialScans(database.url, tables)) - scansBefore;
  times.sort((a, b) => a - b);
  return { p50Ms: at(times, 0.5), p99Ms: at(times, 0.99), scans };
}

async function prove(ledger: Ledger, entries: number): Promise<ProofResult> {
  const faults: string[] = [];
  const startedAt = performance.now();
  const wrong = await ledger.wrongBalances(1);
  const comparedAt = performance.now();
  if (wrong.length > 0) faults.push(`g: ${JSON.stringify(wrong[0])} is wrong`);
  await ledger.extendChain();
  const chainedAt = performance.now();
  const verified = await ledger.verifyChain();
  const verifiedAt = performance.now();
  if (!verified.ok) faults.push(`g: the chain is wrong at ${JSON.stringify(verified.fault)}`);
  if (verified.chained !== entries) faults.push(`g: the chain covers ${verified.chained} entries`);
  return {
    entries,
    balancesMs: comparedAt - startedAt,
    chainMs: chainedAt - comparedAt,
    verifyMs: verifiedAt - chainedAt,
    faults,
  };
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
