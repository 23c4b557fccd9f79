/**
 * Ends a draw: takes the rankings of its prizes in draw order, writes the result, signs all files,
 * and has the whole bundle verified before any of it is in the books. What is written there never
 * changes; a fault of ours must show before that.
 */
import assert from 'node:assert/strict';
import type { JobPayload } from '#domain/contract/jobs.ts';
import type { DrawFileName } from '#domain/lottery.ts';
import type { JobRun } from '#stores/job-worker.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { makeSignatures } from '../draw/signatures.ts';
import { tellLottery } from '../draw/telling.ts';
import type { TellingParts } from '../draw/telling.ts';
import type { RankingParts } from './rank-serials.ts';

export interface DrawLotteryParts extends RankingParts, TellingParts {
  readonly ledger: Ledger;
}

export function createDrawLottery(
  parts: DrawLotteryParts,
): (payload: JobPayload<'draw-lottery'>, run: JobRun) => Promise<void> {
  const { ledger, sources, threads, nowMs } = parts;
  return async ({ lotteryId }, run) => {
    // Whoever was interrupted may have written it and told nobody.
    if (run.isAgain) await tellLottery(parts, lotteryId);
    const lottery = await ledger.lottery(lotteryId);
    if (lottery?.state !== 'final') return;
    const rankings = (await run.childRankings()).toSorted(
      (one, other) => one.prizeIndex - other.prizeIndex,
    );
    assert(
      rankings.every(({ prizeIndex }, index) => prizeIndex === index),
      'one ranking of each prize',
    );
    const source = await sources.of(lotteryId);
    const result = await threads.run('result', {
      source,
      rankings: rankings.map(({ serials }) => serials),
    });
    const files = new Map<DrawFileName, Uint8Array>([...source.files, ['result.tsv', result]]);
    const secrets = await ledger.lotterySecrets(lotteryId);
    assert(secrets !== null, `${lotteryId} has no secrets`);
    const signatures = await makeSignatures(files, secrets);
    files.set('signatures.tsv', signatures);
    const fault = await threads.run('verify', { files });
    if (fault !== null) throw new Error(`The draw of ${lotteryId} does not verify: ${fault}`);
    const order = await ledger.lotteryOrder(lotteryId, 'drawn');
    await ledger.moveLottery({
      lotteryId,
      to: 'drawn',
      at: new Date(nowMs()).toISOString(),
      staffId: order?.staffId ?? null,
      files: [
        { name: 'result.tsv', bytes: result },
        { name: 'signatures.tsv', bytes: signatures },
      ],
    });
    await tellLottery(parts, lotteryId);
  };
}
