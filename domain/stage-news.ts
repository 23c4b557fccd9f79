/**
 * What `/stage` tells a hall with each change. A prize may have hundreds of places: five thousand
 * phones are told the latest ones, and keep those they were told before.
 */
import type { RevealedPlace, StageNews, StageSnapshot } from './contract/stage-channel.ts';

/** Places that a change carries; the answer to `lottery:watch` carries all. */
export const LATEST_PLACES_MAX = 20;

export function newsOf(snapshot: StageSnapshot): StageNews {
  const { revealed } = snapshot;
  return { ...snapshot, revealed: revealed.slice(-LATEST_PLACES_MAX), shown: revealed.length };
}

/**
 * News as a whole snapshot.
 * @param held the last one that was whole
 * @returns `null`: places are missing that nobody told us of; it must be watched anew
 */
export function snapshotFrom(held: StageSnapshot | null, news: StageNews): StageSnapshot | null {
  const { shown, ...told } = news;
  if (shown === undefined || shown === told.revealed.length) return told;
  if (held === null || held.lottery.lotteryId !== told.lottery.lotteryId) return null;
  // It was overtaken, and says nothing that is not known.
  if (told.seq < held.seq) return held;
  const latest = new Set(told.revealed.map(keyOf));
  const before = held.revealed.filter((place) => !latest.has(keyOf(place)));
  const revealed = [...before, ...told.revealed];
  return revealed.length === shown ? { ...told, revealed } : null;
}

/** When it began too: a show that begins anew tells the same places at other times. */
function keyOf({ prizeId, kind, place, startsAt }: RevealedPlace): string {
  return `${prizeId} ${kind} ${place} ${startsAt}`;
}
