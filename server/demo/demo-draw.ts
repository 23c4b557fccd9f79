/**
 * Leads the example of a lottery whose time is over to its end, as staff would: nothing of a draw is
 * made but by its real steps. It runs beside everything else and goes on at the next start.
 */
import { hash, randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Lottery } from '#domain/contract/lotteries.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import { ownerTagOf } from '#domain/draw/digest.ts';
import { DICE_THROWS } from '#domain/draw/files.ts';
import { contributionOf } from '#domain/draw/tables.ts';
import type { LotteryState } from '#domain/lottery.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { PAST_LOTTERY_ID } from './demo-lottery.ts';
import { ProblemError, isOutage } from '../errors.ts';
import type { Report } from '../errors.ts';
import type { LotteryDesk } from '../lotteries/lottery-desk.ts';
import type { LotteryMove } from '../lotteries/lottery-steps.ts';

/** Workers that never come are not waited for for ever. */
const TRIES_MAX = 60;
const PAUSE_MS = 1_000;
const RANDOM_BYTES = 16;
const WORDS = ['ありがとう', 'わくわく', '', 'また来ます'];

const NEXT: Partial<Record<LotteryState, LotteryMove['to']>> = {
  open: 'closed',
  closed: 'gathering',
  gathering: 'frozen',
  frozen: 'final',
  final: 'drawn',
};

export interface DemoDraw {
  stop(): void;
}

export function startDemoDraw({
  ledger,
  lotteries,
  staffId,
  report,
  nowMs,
}: {
  readonly ledger: Pick<Ledger, 'lottery' | 'contribute'>;
  readonly lotteries: Pick<LotteryDesk, 'move'>;
  readonly staffId: string;
  readonly report: Report;
  readonly nowMs: () => number;
}): DemoDraw {
  const ending = new AbortController();
  const { signal } = ending;

  /** @returns false: it is ordered, and the workers have not made it yet */
  async function step(lottery: Lottery, to: LotteryMove['to']): Promise<boolean> {
    if (to === 'frozen') await contributeWords(ledger, lottery, new Date(nowMs()).toISOString());
    const dice = Array.from({ length: DICE_THROWS }, () => randomInt(10)).join('');
    const { lotteryId, state } = lottery;
    const given = to === 'final' ? { dice } : {};
    const moved = await lotteries.move({ lotteryId, staffId, to, ...given });
    return moved.lottery.state !== state;
  }

  async function lead(): Promise<void> {
    for (let tries = 0; tries < TRIES_MAX && !signal.aborted; tries += 1) {
      const lottery = await ledger.lottery(PAST_LOTTERY_ID);
      const to = lottery === null ? undefined : NEXT[lottery.state];
      if (lottery === null || to === undefined) return;
      if (!(await step(lottery, to).catch(notYet))) {
        await delay(PAUSE_MS, undefined, { signal, ref: false });
      }
    }
  }

  lead().catch((error: unknown) => {
    if (!signal.aborted) report('lead the example of a lottery', error);
  });
  return { stop: () => ending.abort() };
}

/** Or somebody else did it. @throws what is neither a refusal nor an outage */
function notYet(error: unknown): false {
  if (!(error instanceof ProblemError) && !isOutage(error)) throw error;
  return false;
}

/** What people in the hall throw in; the same again, so that it stands there once. */
async function contributeWords(
  ledger: Pick<Ledger, 'contribute'>,
  { lotteryId, draw }: Lottery,
  at: string,
): Promise<void> {
  for (const [index, word] of WORDS.entries()) {
    const nonceHex = hash('sha256', `demo voice ${draw} ${index}`);
    const random = hash('sha256', `demo random ${draw} ${index}`, 'buffer');
    await ledger.contribute({
      lotteryId,
      ownerTag: ownerTagOf(draw, nonceHex),
      hex: contributionOf(random.subarray(0, RANDOM_BYTES), word),
      limit: LIMITS.contributionsOfTagMax,
      at,
    });
  }
}
