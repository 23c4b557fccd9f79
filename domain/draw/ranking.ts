/**
 * Who wins: every serial's score is a hash of the seed and its number; the lowest scores win. Ranges
 * of serials are independent, so shards run side by side and merge exactly.
 *
 * A seed is 64 characters, one block of SHA-256: its state is computed once, and a score costs one
 * more block. Scores are kept as bytes in one buffer, only those that can still win.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { FrozenPrize, LimitRule } from './files.ts';
import type { PrizeEntries, ResultRow } from './tables.ts';

/** A serial in the ranking. */
export interface RankedSerial {
  readonly serial: number;
  readonly ownerTag: string;
  /** Lower-case hex. */
  readonly score: string;
}

export interface RankingOptions {
  /** How many are needed at most: winners and alternates. */
  readonly places: number;
  /** One place a person at most. */
  readonly onePerOwner: boolean;
  /** Owners who can win no more (`owner-draw`). */
  readonly excluded: ReadonlySet<string>;
  /** Now and then, how many serials were scored; for progress. */
  readonly onProgress?: (scored: number) => void;
  /** Every score as it is computed; the bytes are overwritten by the next. */
  readonly onScore?: (serial: number, score: Uint8Array) => void;
}

/** How often it is told how far a run over serials is. */
export const PROGRESS_SERIALS = 16_384;
const ZERO = 48;

/**
 * The best of the serials `[from, to]`, ascending by score; ties by serial.
 * @param ownerOf whose serial it is; asked only for those that could have a place
 */
export function rankSerials(
  seed: string,
  range: { readonly from: number; readonly to: number },
  ownerOf: (serial: number) => string,
  options: RankingOptions,
): RankedSerial[] {
  const best = new BestSerials(options);
  if (options.places === 0) return [];
  const scores = new SerialScores(seed);
  const { onScore } = options;
  for (let serial = range.from; serial <= range.to; serial += 1) {
    const score = scores.of(serial);
    if (onScore !== undefined) onScore(serial, score);
    if (best.mayEnter(score)) best.enter(serial, score, ownerOf(serial));
    if (serial % PROGRESS_SERIALS === 0) options.onProgress?.(serial - range.from + 1);
  }
  options.onProgress?.(range.to - range.from + 1);
  return best.ranked();
}

/** The scores of a seed's serials, each in 32 bytes that the next one overwrites. */
export class SerialScores {
  readonly #base: typeof EMPTY;
  #hasher: typeof EMPTY;
  readonly #digits = new Uint8Array(16);
  readonly #score = new Uint8Array(32);

  constructor(seed: string) {
    this.#base = sha256.create().update(utf8ToBytes(`${seed},`));
    this.#hasher = this.#base.clone();
  }

  of(serial: number): Uint8Array {
    const length = writeDecimal(serial, this.#digits);
    this.#hasher = this.#base._cloneInto(this.#hasher);
    this.#hasher.update(this.#digits.subarray(0, length));
    this.#hasher.digestInto(this.#score);
    return this.#score;
  }
}
const EMPTY = sha256.create();

/** What the shards of one prize give together: exactly what one run over all serials would. */
export function mergeRankings(
  shards: readonly (readonly RankedSerial[])[],
  options: Pick<RankingOptions, 'places' | 'onePerOwner' | 'excluded'>,
): RankedSerial[] {
  const taken = new Set<string>();
  const merged: RankedSerial[] = [];
  for (const each of shards.flat().toSorted(byScore)) {
    if (merged.length === options.places) break;
    if (options.excluded.has(each.ownerTag)) continue;
    if (options.onePerOwner && taken.has(each.ownerTag)) continue;
    taken.add(each.ownerTag);
    merged.push(each);
  }
  return merged;
}

/** The lowest scores of a range, whoever's they are: what a worker finds that knows no entries. */
export interface RangeBest {
  readonly from: number;
  readonly to: number;
  /** Ascending; owners are not known yet. */
  readonly best: readonly RankedSerial[];
}

/**
 * Who has the places, from the lowest scores of ranges that tile all serials.
 * @returns `null`: too few of them are known, as where one person holds most; rank all serials then
 */
export function placesFromRanges(
  ranges: readonly RangeBest[],
  serials: number,
  ownerOf: (serial: number) => string,
  options: Pick<RankingOptions, 'places' | 'onePerOwner' | 'excluded'>,
): RankedSerial[] | null {
  if (!tile(ranges, serials)) return null;
  // Beyond the last one that a range has told, its next one could come first.
  const ends = ranges.flatMap(({ from, to, best }) => {
    const last = best.at(-1)?.score;
    return best.length > to - from ? [] : [last ?? ''];
  });
  const end = ends.length === 0 ? null : ends.reduce((a, b) => (a < b ? a : b));
  const known = ranges.flatMap(({ best }) =>
    best
      .filter(({ score }) => end === null || score <= end)
      .map((each) => ({ ...each, ownerTag: ownerOf(each.serial) })),
  );
  const places = mergeRankings([known], options);
  return end === null || places.length === options.places ? places : null;
}

function tile(ranges: readonly RangeBest[], serials: number): boolean {
  let next = 1;
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from)) {
    if (from !== next) return false;
    next = to + 1;
  }
  return next === serials + 1;
}

/** Rows of result.tsv for one prize. */
export function resultRows(
  prize: Pick<FrozenPrize, 'prizeId' | 'quantity'>,
  entries: PrizeEntries,
  ranked: readonly RankedSerial[],
): ResultRow[] {
  return ranked.map(({ serial, score }, index) => {
    const { entryId, ownerTag } = entries.rowOf(serial);
    const isWin = index < prize.quantity;
    return {
      prizeId: prize.prizeId,
      kind: isWin ? 'win' : 'alt',
      place: isWin ? index + 1 : index + 1 - prize.quantity,
      serial,
      entryId,
      ownerTag,
      score,
    };
  });
}

/** How a prize is ranked under a limit, after the winners of the prizes before it. */
export function rankingOptions(
  prize: Pick<FrozenPrize, 'quantity' | 'alternates'>,
  limit: LimitRule,
  winnersBefore: ReadonlySet<string>,
): Pick<RankingOptions, 'places' | 'onePerOwner' | 'excluded'> {
  return {
    places: prize.quantity + prize.alternates,
    onePerOwner: limit !== 'none',
    excluded: limit === 'owner-draw' ? winnersBefore : new Set(),
  };
}

function byScore(a: RankedSerial, b: RankedSerial): number {
  if (a.score === b.score) return a.serial - b.serial;
  return a.score < b.score ? -1 : 1;
}

interface Candidate {
  serial: number;
  readonly ownerTag: string;
  readonly score: Uint8Array;
}

/** So many are let in beside the places, at least, before they are sorted again. */
const WAITING_MIN = 64;

/**
 * The best so far. They are let in unsorted, and sorted when there are twice as many as places: so
 * that a prize for everybody costs a sort and not a place in the middle for each.
 */
class BestSerials {
  readonly #options: RankingOptions;
  #candidates: Candidate[] = [];
  /** One place a person: theirs. */
  readonly #byOwner = new Map<string, Candidate>();
  /** Of the last place when they were sorted; what is not lower has none. */
  #bound: Uint8Array | null = null;

  constructor(options: RankingOptions) {
    this.#options = options;
  }

  mayEnter(score: Uint8Array): boolean {
    return this.#bound === null || compareScores(score, this.#bound) < 0;
  }

  enter(serial: number, score: Uint8Array, ownerTag: string): void {
    const { onePerOwner, excluded, places } = this.#options;
    if (excluded.has(ownerTag)) return;
    const own = onePerOwner ? this.#byOwner.get(ownerTag) : undefined;
    if (own !== undefined) {
      // Serials come ascending: of equal scores the one that was first stays.
      if (compareScores(own.score, score) <= 0) return;
      own.serial = serial;
      own.score.set(score);
      return;
    }
    const candidate = { serial, ownerTag, score: score.slice() };
    this.#candidates.push(candidate);
    if (onePerOwner) this.#byOwner.set(ownerTag, candidate);
    if (this.#candidates.length >= 2 * places + WAITING_MIN) this.#settle();
  }

  #settle(): void {
    const { onePerOwner, places } = this.#options;
    this.#candidates.sort((a, b) => compareScores(a.score, b.score) || a.serial - b.serial);
    for (const { ownerTag } of this.#candidates.splice(places)) {
      if (onePerOwner) this.#byOwner.delete(ownerTag);
    }
    // A copy: who holds the last place may still better it, while the others stay.
    if (this.#candidates.length === places) this.#bound = this.#candidates.at(-1)!.score.slice();
  }

  ranked(): RankedSerial[] {
    this.#settle();
    return this.#candidates.map(({ serial, ownerTag, score }) => ({
      serial,
      ownerTag,
      score: bytesToHex(score),
    }));
  }
}

/** Of two scores, the lower first. */
export function compareScores(a: Uint8Array, b: Uint8Array): number {
  for (let at = 0; at < 32; at += 1) {
    const difference = a[at]! - b[at]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** @returns how many digits were written */
function writeDecimal(value: number, into: Uint8Array): number {
  let length = 1;
  for (let rest = Math.floor(value / 10); rest > 0; rest = Math.floor(rest / 10)) length += 1;
  let rest = value;
  for (let at = length - 1; at >= 0; at -= 1) {
    into[at] = ZERO + (rest % 10);
    rest = Math.floor(rest / 10);
  }
  return length;
}
