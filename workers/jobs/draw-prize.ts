/** Merges the ranges of one prize: exactly what one run over all its serials would give. */
import type { JobPayload, SerialRanking } from '#domain/contract/jobs.ts';
import type { JobRun } from '#stores/job-worker.ts';
import type { RankingParts } from './rank-serials.ts';

export function createDrawPrize({
  sources,
  threads,
}: RankingParts): (
  payload: JobPayload<'draw-prize'>,
  run: Pick<JobRun, 'childRankings'>,
) => Promise<SerialRanking> {
  return async ({ lotteryId, prizeIndex }, run) => {
    const ranges = (await run.childRankings()).map(({ serials }) => serials);
    // Nobody entered it: there is nothing to merge.
    if (ranges.length === 0) return { prizeIndex, serials: [] };
    const source = await sources.of(lotteryId);
    return { prizeIndex, serials: await threads.run('merge', { source, prizeIndex, ranges }) };
  };
}
