/**
 * A draw whose randomness is there: its ranges of serials ranked apart, merged, and written. What
 * comes out is what `computeResult` computes in one run (LT1).
 */
import assert from 'node:assert/strict';
import { digestOfBytes, scoreOf, seedOf } from '#domain/draw/digest.ts';
import { SEALED, readBeacons, readFreeze, readOpen, readReveal } from '#domain/draw/files.ts';
import type { FreezeFile, FrozenPrize, LimitRule } from '#domain/draw/files.ts';
import { mergeRankings, rankSerials, rankingOptions, resultRows } from '#domain/draw/ranking.ts';
import type { RankedSerial } from '#domain/draw/ranking.ts';
import { EntryTable, writeResult } from '#domain/draw/tables.ts';
import type { PrizeEntries, ResultRow } from '#domain/draw/tables.ts';
import type { DrawFileName } from '#domain/lottery.ts';
import type { DrawFiles } from './draw-task.ts';

interface DrawnPrize {
  readonly prize: FrozenPrize;
  readonly entries: PrizeEntries;
  readonly seed: string;
  /** How many serials of a range, and of all, can still matter. */
  readonly kept: number;
}

export class FrozenDraw {
  readonly #limit: LimitRule;
  readonly #prizes: readonly DrawnPrize[];

  constructor(files: DrawFiles) {
    const { limit, chain } = readOpen(fileOf(files, 'open.txt'));
    const { prizes } = readFreeze(fileOf(files, 'freeze.txt'));
    const table = new EntryTable(fileOf(files, 'entries.tsv'));
    const final = digestOfBytes(fileOf(files, 'final.txt'));
    const xOf = randomnessOf(files, chain === SEALED);
    const kept = placesKept(prizes, limit);
    this.#limit = limit;
    this.#prizes = prizes.map((prize, index) => ({
      prize,
      entries: table.prize(prize.prizeId),
      seed: seedOf(final, prize.prizeId, prize.round, xOf(prize)),
      kept: kept[index]!,
    }));
  }

  /** The best of the serials `[from, to]`. */
  rank(prizeIndex: number, from: number, to: number): number[] {
    const { entries, seed, kept } = this.#prize(prizeIndex);
    assert(from >= 1 && to <= entries.serials, `no serials ${from} to ${to}`);
    const ownerOf = (serial: number) => entries.rowOf(serial).ownerTag;
    const ranked = rankSerials(seed, { from, to }, ownerOf, this.#options(kept));
    return ranked.map(({ serial }) => serial);
  }

  /** The best of all serials of a prize, from the best of its ranges. */
  merge(prizeIndex: number, ranges: readonly (readonly number[])[]): number[] {
    const drawn = this.#prize(prizeIndex);
    const shards = ranges.map((serials) => rankingOf(drawn, serials));
    return mergeRankings(shards, this.#options(drawn.kept)).map(({ serial }) => serial);
  }

  /** result.tsv. @param rankings as `merge` gives them, in draw order */
  result(rankings: readonly (readonly number[])[]): Uint8Array {
    assert(rankings.length === this.#prizes.length, 'a ranking for each prize');
    const winners = new Set<string>();
    const rows: ResultRow[] = [];
    for (const [index, drawn] of this.#prizes.entries()) {
      const { prize, entries } = drawn;
      const ranking = rankingOf(drawn, rankings[index]!);
      const ranked = mergeRankings([ranking], rankingOptions(prize, this.#limit, winners));
      // One by one: there may be more of them than a call takes arguments.
      for (const each of resultRows(prize, entries, ranked)) rows.push(each);
      for (const { ownerTag } of ranked.slice(0, prize.quantity)) winners.add(ownerTag);
    }
    return writeResult(rows);
  }

  /** Nobody is left out yet: who won before is not known while all prizes are ranked side by side. */
  #options(places: number) {
    return { places, onePerOwner: this.#limit !== 'none', excluded: new Set<string>() };
  }

  #prize(index: number): DrawnPrize {
    const drawn = this.#prizes[index];
    assert(drawn !== undefined, `there is no prize ${index}`);
    return drawn;
  }
}

/**
 * How many of each prize's best serials decide it. Under `owner-draw` whoever won a prize before is
 * skipped, and so many more people may be needed as can have won by then.
 */
function placesKept(prizes: FreezeFile['prizes'], limit: LimitRule): number[] {
  let winnersBefore = 0;
  return prizes.map(({ quantity, alternates, serials }) => {
    const kept = Math.min(serials, quantity + alternates + winnersBefore);
    if (limit === 'owner-draw') winnersBefore += Math.min(quantity, serials);
    return kept;
  });
}

/** Whose serials these are, and their scores: each follows from its number. */
function rankingOf({ entries, seed }: DrawnPrize, serials: readonly number[]): RankedSerial[] {
  return serials.map((serial) => ({
    serial,
    ownerTag: entries.rowOf(serial).ownerTag,
    score: scoreOf(seed, serial),
  }));
}

function randomnessOf(files: DrawFiles, isSealed: boolean): (prize: FrozenPrize) => string {
  if (isSealed) {
    const { k } = readReveal(fileOf(files, 'reveal.txt'));
    return () => k;
  }
  const beacons = new Map(
    readBeacons(fileOf(files, 'beacons.tsv')).map(({ round, signature }) => [round, signature]),
  );
  return ({ round }) => {
    const signature = beacons.get(round);
    assert(signature !== undefined, `round ${round} has no beacon`);
    return signature;
  };
}

function fileOf(files: DrawFiles, name: DrawFileName): Uint8Array {
  const bytes = files.get(name);
  assert(bytes !== undefined, `${name} is needed`);
  return bytes;
}
