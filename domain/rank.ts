/** Ranks follow from participations in one fiscal year, never from points (RK1). */
import type { ProgramRank } from './program.ts';

export interface RankStanding {
  readonly rank: ProgramRank;
  /** The next rank and how many participations are missing; `null` at the top. */
  readonly next: { readonly rank: ProgramRank; readonly missing: number } | null;
}

/**
 * Where somebody stands.
 * @param ranks ascending, the first from 0 (held by ProgramVersionSchema)
 * @param participations in the fiscal year of the activity's date, Asia/Tokyo
 */
export function rankAt(ranks: readonly ProgramRank[], participations: number): RankStanding {
  let held = ranks[0]!;
  for (const rank of ranks) {
    if (rank.fromParticipations > participations) {
      return { rank: held, next: { rank, missing: rank.fromParticipations - participations } };
    }
    held = rank;
  }
  return { rank: held, next: null };
}
