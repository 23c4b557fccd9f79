/** What part h draws, for the bench and the shards alike. */
import type { RankedSerial } from '#domain/draw/ranking.ts';

export const DRAW_OPTIONS = { places: 100, onePerOwner: true, excluded: new Set<string>() };

/** Ten tickets a person. */
const TICKETS_EACH = 10;

export function drawOwnerOf(serial: number): string {
  return Math.ceil(serial / TICKETS_EACH)
    .toString(16)
    .padStart(32, '0');
}

export interface DrawShard {
  readonly seed: string;
  readonly from: number;
  readonly to: number;
}

export interface RankedShard {
  readonly ranked: readonly RankedSerial[];
}
