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
  const asked = [...new Set(serials)].filter((serial) => serial >= 1 && serial <= count);
  const own = asked.map((serial): Own => ({ serial, score: scores.of(serial).slice() }));
  own.sort((a, b) => compareScores(a.score, b.score) || a.serial - b.serial);
  // How many serials come right before each of them.
  const before = new Uint32Array(own.length + 1);
  for (let serial = 1; serial <= count; serial += 1) {
    const score = scores.of(serial);
    let [low, high] = [0, own.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = own[middle];
      if (other === undefined) break;
      const order = compareScores(other.score, score);
      if (order > 0 || (order === 0 && other.serial > serial)) high = middle;
      else low = middle + 1;
    }
    before[low] = (before[low] ?? 0) + 1;
    if (serial % PROGRESS_SERIALS === 0) onProgress?.(serial);
  }
  onProgress?.(count);
  let rank = 1;
  return own.map(({ serial, score }, index) => {
    rank += before[index] ?? 0;
    return { serial, score: bytesToHex(score), rank };
  });
}
