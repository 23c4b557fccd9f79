/** Ranks a range of a prize's serials; from the files alone, so that it may run again anywhere. */
import type { JobPayload, SerialRanking } from '#domain/contract/jobs.ts';
import type { DrawSources } from '../draw/draw-files.ts';
import type { DrawThreads } from '../draw/draw-threads.ts';

export interface RankingParts {
  readonly sources: DrawSources;
  readonly threads: DrawThreads;
}

export function createRankSerials({
  sources,
  threads,
}: RankingParts): (payload: JobPayload<'rank-serials'>) => Promise<SerialRanking> {
  return async ({ lotteryId, prizeIndex, from, to }) => {
    const source = await sources.of(lotteryId);
    return { prizeIndex, serials: await threads.run('rank', { source, prizeIndex, from, to }) };
  };
}
