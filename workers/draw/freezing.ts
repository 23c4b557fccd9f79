/** The freeze: what is drawn from, fixed before the randomness exists (LT1). */
import assert from 'node:assert/strict';
import type { Lottery } from '#domain/contract/lotteries.ts';
import { QUICKNET, roundAfter } from '#domain/draw/beacon.ts';
import { digestOfBytes } from '#domain/draw/digest.ts';
import { SEALED, SEALED_K, readOpen, writeFreeze } from '#domain/draw/files.ts';
import type { FrozenPrize } from '#domain/draw/files.ts';
import { readAudience, writeAudience } from '#domain/draw/tables.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { fileOf, sharedCopy } from './draw-files.ts';
import type { CountedEntries } from './draw-task.ts';
import type { DrawThreads } from './draw-threads.ts';

/** While contributions keep coming it is tried again at once, so often; then by the next wake-up. */
const TRIES_MAX = 50;

export interface FreezingParts {
  readonly ledger: Ledger;
  readonly threads: DrawThreads;
  readonly nowMs: () => number;
}

/**
 * Freezes a lottery that gathers. The entries, which take long, are counted once; between reading
 * the contributions and writing there are moments, and one that comes in them makes it begin anew:
 * none that was acknowledged is missing.
 * @param staffId who ordered it; `null`: by its time
 * @returns false: contributions kept coming, or somebody led it on meanwhile
 */
export async function freezeLottery(
  { ledger, threads, nowMs }: FreezingParts,
  { lotteryId, prizes }: Lottery,
  staffId: string | null,
): Promise<boolean> {
  const open = await fileOf(ledger, lotteryId, 'open.txt');
  const secrets = await ledger.lotterySecrets(lotteryId);
  assert(secrets !== null, `${lotteryId} has no secrets`);
  const { kHex } = secrets;
  const entries = await threads.run('count', {
    entries: sharedCopy(await fileOf(ledger, lotteryId, 'entries.tsv')),
  });
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const rows = await ledger.contributions(lotteryId);
    const audience = writeAudience(rows);
    const at = new Date(nowMs()).toISOString();
    const freeze = makeFreeze({ open, entries, audience, prizes, kHex, time: at });
    const moved = await ledger.moveLottery({
      lotteryId,
      to: 'frozen',
      at,
      staffId,
      contributions: rows.length,
      files: [
        { name: 'audience.tsv', bytes: audience },
        { name: 'freeze.txt', bytes: freeze },
      ],
    });
    if (moved.ok) return true;
    if (moved.code !== 'contributions-missed') return false;
  }
  return false;
}

interface Freezing {
  readonly open: Uint8Array;
  readonly entries: CountedEntries;
  readonly audience: Uint8Array;
  readonly prizes: readonly Pick<FrozenPrize, 'prizeId' | 'quantity' | 'alternates'>[];
  readonly kHex: string;
  /** ISO 8601 in UTC. */
  readonly time: string;
}

/** freeze.txt. In drand mode it reveals k and names the rounds, none of which exists yet. */
function makeFreeze({ open, entries, audience, prizes, kHex, time }: Freezing): Uint8Array {
  const { chain, gap, lead } = readOpen(open);
  const isSealed = chain === SEALED;
  assert(isSealed || chain === QUICKNET.hash, 'the chain is not one that is known');
  const contributed = readAudience(audience);
  const firstRound = isSealed ? 0 : roundAfter(QUICKNET, Date.parse(time) + lead * 1_000);
  return writeFreeze({
    open: digestOfBytes(open),
    entries: entries.table,
    audience: {
      file: digestOfBytes(audience),
      rows: contributed.rows.length,
      root: contributed.leaves.root(),
    },
    k: isSealed ? SEALED_K : kHex,
    prizes: prizes.map(({ prizeId, quantity, alternates }, index) => ({
      prizeId,
      quantity,
      alternates,
      serials: entries.serials.get(prizeId) ?? 0,
      round: firstRound + index * gap,
    })),
    time,
  });
}
