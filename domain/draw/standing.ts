/** Where one ticket stands among all of its prize, once the seed is known. */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { PROGRESS_SERIALS, SerialScores, compareScores } from './ranking.ts';
import type { ResultRow } from './tables.ts';

export interface ScoredSerial {
  readonly serial: number;
  /** Lower-case hex. */
  readonly score: string;
}

export interface TicketStanding {
  readonly serial: number;
  /** Lower-case hex. */
  readonly score: string;
  /** From 1, among all serials of the prize, whoever they belong to; ties by serial. */
  readonly rank: number;
  /** How many serials there are. */
  readonly serials: number;
  /** Its own row of the result; `null`: it has no place. */
  readonly row: Pick<ResultRow, 'kind' | 'place'> | null;
  /** The last one that won: what a score had to be below, limits apart. */
  readonly lastWinning: ScoredSerial | null;
  /** Its rank among all serials: the cut-off. 0 where nobody won. */
  readonly lastWinningRank: number;
  /** The best one that did not win; below the last one that won only where the limit passed it over. */
  readonly bestLosing: ScoredSerial | null;
}

/**
 * Goes through all serials once.
 * @param rows of the result, of this prize alone
 * @throws RangeError when there is no such serial
 */
export function ticketStanding(
  ticket: { readonly seed: string; readonly serial: number; readonly serials: number },
  rows: readonly ResultRow[],
  onProgress?: (scored: number) => void,
): TicketStanding {
  const { seed, serial, serials } = ticket;
  if (!Number.isSafeInteger(serial) || serial < 1 || serial > serials) {
    throw new RangeError('no such serial');
  }
  const winning = rows.filter(({ kind }) => kind === 'win');
  const winners = new Set(winning.map((row) => row.serial));
  const scores = new SerialScores(seed);
  const own = scores.of(serial).slice();
  const lastWinning = winning.reduce<ScoredSerial | null>(later, null);
  const cutOff = lastWinning === null ? null : hexToBytes(lastWinning.score);
  let rank = 1;
  let lastWinningRank = 0;
  let losing = 0;
  const losingScore = new Uint8Array(32);
  for (let each = 1; each <= serials; each += 1) {
    const score = scores.of(each);
    const order = compareScores(score, own);
    if (order < 0 || (order === 0 && each < serial)) rank += 1;
    if (cutOff !== null && compareScores(score, cutOff) <= 0) lastWinningRank += 1;
    if (losing === 0 || compareScores(score, losingScore) < 0) {
      if (!winners.has(each)) {
        losing = each;
        losingScore.set(score);
      }
    }
    if (each % PROGRESS_SERIALS === 0) onProgress?.(each);
  }
  onProgress?.(serials);
  return {
    serial,
    score: bytesToHex(own),
    rank,
    serials,
    row: rows.find((row) => row.serial === serial) ?? null,
    lastWinning,
    lastWinningRank,
    bestLosing: losing === 0 ? null : { serial: losing, score: bytesToHex(losingScore) },
  };
}

function later(last: ScoredSerial | null, { serial, score }: ResultRow): ScoredSerial {
  const isLater = last === null || compareScores(hexToBytes(score), hexToBytes(last.score)) > 0;
  return isLater ? { serial, score } : last;
}
