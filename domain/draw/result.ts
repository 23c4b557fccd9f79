/** The result of a draw, from what was frozen and the randomness that came after. */
import { seedOf } from './digest.ts';
import type { FreezeFile, FrozenPrize, OpenFile } from './files.ts';
import { placesFromRanges, rankSerials, rankingOptions, resultRows } from './ranking.ts';
import type { RangeBest } from './ranking.ts';
import type { EntryRow, PrizeEntries, ResultRow } from './tables.ts';

/** How far the ranking of all prizes is. */
export interface RankingProgress {
  readonly scored: number;
  readonly total: number;
}

/** Everything that `result.tsv` is computed from. */
export interface DrawInputs {
  readonly open: Pick<OpenFile, 'limit'>;
  readonly freeze: Pick<FreezeFile, 'prizes'>;
  readonly entries: { prize(prizeId: string): PrizeEntries };
  readonly finalHash: string;
  readonly xOf: (prize: FrozenPrize) => string;
  /** Lowest scores under a seed that somebody computed beside; they tile the prize's serials. */
  readonly rangesOf?: ((seed: string) => readonly RangeBest[] | undefined) | undefined;
}

/** The result of a draw, prize by prize in draw order. */
export function computeResult(
  inputs: DrawInputs,
  onProgress?: (progress: RankingProgress) => void,
): ResultRow[] {
  const { open, freeze, entries, finalHash, xOf, rangesOf } = inputs;
  const total = freeze.prizes.reduce((sum, { serials }) => sum + serials, 0);
  const winners = new Set<string>();
  const rows: ResultRow[] = [];
  let scoredBefore = 0;
  for (const prize of freeze.prizes) {
    const own = entries.prize(prize.prizeId);
    const seed = seedOf(finalHash, prize.prizeId, prize.round, xOf(prize));
    const before = scoredBefore;
    const range = { from: 1, to: own.serials };
    const options = rankingOptions(prize, open.limit, winners);
    let row: EntryRow | null = null;
    // One person's serials follow each other: their row is looked for once.
    const ownerOf = (serial: number): string => {
      if (row === null || serial < row.first || serial >= row.first + row.count) {
        row = own.rowOf(serial);
      }
      return row.ownerTag;
    };
    const ranked =
      placesFromRanges(rangesOf?.(seed) ?? [], own.serials, ownerOf, options) ??
      rankSerials(seed, range, ownerOf, {
        ...options,
        onProgress: (scored) => onProgress?.({ scored: before + scored, total }),
      });
    scoredBefore += own.serials;
    // One by one: there may be more of them than a call takes arguments.
    for (const each of resultRows(prize, own, ranked)) rows.push(each);
    for (const { ownerTag } of ranked.slice(0, prize.quantity)) winners.add(ownerTag);
  }
  return rows;
}
