/** How one's own tickets did in the lotteries of a list, as far as this phone knows. */
import type { Lottery } from '#domain/contract/lotteries.ts';
import type { LotteryReceipts, OwnPlaces } from './lottery-receipts.ts';
import { mayStillBeShown } from './lottery-standing.ts';

/** entered: and nothing is told yet. */
export type OwnStanding = 'entered' | 'won' | 'alternate' | 'missed';

/** Only what stands on the device is looked at: so many of a list. */
const LOOKED_AT_MAX = 30;

/** By lotteryId; those that nothing was entered in are left out. */
export async function ownStandings(
  lotteries: readonly Lottery[],
  receipts: LotteryReceipts,
  nowMs: number,
): Promise<ReadonlyMap<string, OwnStanding>> {
  const standings = new Map<string, OwnStanding>();
  for (const lottery of lotteries.slice(0, LOOKED_AT_MAX)) {
    const { lotteryId } = lottery;
    const { entries } = await receipts.entries(lotteryId);
    if (entries.length === 0) continue;
    const places = await receipts.places(lotteryId);
    standings.set(lotteryId, standingOf(lottery, places, nowMs));
  }
  return standings;
}

/** Nothing is given away while the hall may still be showing it. */
export function standingOf(lottery: Lottery, places: OwnPlaces | null, nowMs: number): OwnStanding {
  if (places === null || lottery.state !== 'drawn' || mayStillBeShown(lottery, nowMs)) {
    return 'entered';
  }
  if (places.some(({ kind }) => kind === 'win')) return 'won';
  return places.length > 0 ? 'alternate' : 'missed';
}
