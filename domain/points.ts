/** What a participation earns. */
import type { ActivityKind, ProgramVersion } from './program.ts';
import { programOn } from './program.ts';
import { tokyoDateOf } from './fiscal-year.ts';

/**
 * Points for taking part, by the criteria that hold on the activity's date (PG1).
 * @param startsAtMs when the activity begins, milliseconds since the epoch
 * @returns 0 before the programme's first version
 */
export function pointsFor(
  versions: readonly ProgramVersion[],
  kind: ActivityKind,
  startsAtMs: number,
): number {
  return programOn(versions, tokyoDateOf(startsAtMs))?.points[kind] ?? 0;
}
