/** Where all of a person's tickets stand among those of a prize, in one run over the serials. */
import { bytesToHex } from '@noble/hashes/utils.js';
import { PROGRESS_SERIALS, SerialScores, compareScores } from '#domain/draw/ranking.ts';

export interface RankedTicket {
  readonly serial: number;
  /** Lower-case hex. */
  readonly score: string;
  /** From 1, among all serials of the prize; ties by serial. */
  readonly rank: number;
}

interface Own {
  readonly serial: number;
  readonly score: Uint8Array;
}

/** Counts, of the serials that pass by, how many come right before each that is asked after. */
export class RankCounter {
  readonly #own: readonly Own[];
  /** By place among those asked after; the last: behind all of them. Of several ranges: to be added. */
  readonly before: Uint32Array;

  constructor(seed: string, asked: readonly number[]) {
    const scores = new SerialScores(seed);
    const own = [...new Set(asked)].map((serial): Own => ({
      serial,
      score: scores.of(serial).slice(),
    }));
    this.#own = own.sort((a, b) => compareScores(a.score, b.score) || a.serial - b.serial);
    this.before = new Uint32Array(own.length + 1);
  }

  count(serial: number, score: Uint8Array): void {
    let [low, high] = [0, this.#own.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#own[middle];
      if (other === undefined) break;
      const order = compareScores(other.score, score);
      if (order > 0 || (order === 0 && other.serial > serial)) high = middle;
      else low = middle + 1;
    }
    this.before[low] = (this.before[low] ?? 0) + 1;
  }

  /** @param before of ranges that tile all serials @returns by rank, the best first */
  ranks(before: readonly Uint32Array[]): RankedTicket[] {
    let rank = 1;
    return this.#own.map(({ serial, score }, index) => {
      rank += before.reduce((sum, counts) => sum + (counts[index] ?? 0), 0);
      return { serial, score: bytesToHex(score), rank };
    });
  }
}

/**
 * @param serials the tickets that are asked after; others than 1..`count` are left out
 * @returns by rank, the best first
 */
export function ticketRanks(
  seed: string,
  count: number,
  serials: readonly number[],
  onProgress?: (scored: number) => void,
): RankedTicket[] {
  const scores = new SerialScores(seed);
  const counter = new RankCounter(
    seed,
    serials.filter((serial) => serial >= 1 && serial <= count),
  );
  for (let serial = 1; serial <= count; serial += 1) {
    counter.count(serial, scores.of(serial));
    if (serial % PROGRESS_SERIALS === 0) onProgress?.(serial);
  }
  onProgress?.(count);
  return counter.ranks([counter.before]);
}
