/** A shard of part h: ranks the ranges that it is given, in a thread of its own. */
import { parentPort } from 'node:worker_threads';
import { rankSerials } from '#domain/draw/ranking.ts';
import { DRAW_OPTIONS, drawOwnerOf } from './draw-plan.ts';
import type { DrawShard, RankedShard } from './draw-plan.ts';

parentPort?.on('message', ({ seed, from, to }: DrawShard) => {
  const answer: RankedShard = {
    ranked: rankSerials(seed, { from, to }, drawOwnerOf, DRAW_OPTIONS),
  };
  parentPort?.postMessage(answer, []);
});
