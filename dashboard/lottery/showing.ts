/**
 * What the hall was shown of a result and what comes next, from the snapshot and the server's clock
 * alone. Pure. Places come in their order, winners before those who stand by, as the board fills.
 */
import type { Lottery, Prize, RevealOrder } from '#domain/contract/lotteries.ts';
import {
  REVEAL_DIGIT_MS,
  REVEAL_PAUSE_MS,
  type RevealedPlace,
  type StageSnapshot,
} from '#domain/contract/stage-channel.ts';

export type Showing =
  /** Numbers are running: nothing else may begin. */
  | { readonly name: 'running'; readonly place: RevealedPlace; readonly untilMs: number }
  /** The hall is to look at this prize. */
  | { readonly name: 'present'; readonly prizeIndex: number }
  | { readonly name: 'reveal'; readonly order: RevealOrder }
  /** Every place was shown. */
  | { readonly name: 'end-board' }
  | { readonly name: 'finished' };

/** @param nowMs the server's clock */
export function showingAt(snapshot: StageSnapshot, nowMs: number): Showing {
  const { prizeIndex, lottery } = snapshot;
  const running = runningAt(snapshot, nowMs);
  if (running !== null) return running;
  if (prizeIndex === null) return { name: 'present', prizeIndex: 0 };
  if (prizeIndex >= lottery.prizes.length) return { name: 'finished' };
  const order = nextPlace(snapshot, prizeIndex);
  if (order !== null) return { name: 'reveal', order };
  return prizeIndex + 1 < lottery.prizes.length
    ? { name: 'present', prizeIndex: prizeIndex + 1 }
    : { name: 'end-board' };
}

/** The place whose digits are falling, with the pause after them. */
function runningAt(
  { revealed, lottery }: StageSnapshot,
  nowMs: number,
): Extract<Showing, { name: 'running' }> | null {
  for (const place of revealed.toReversed()) {
    const untilMs = endMs(place, lottery);
    if (untilMs > nowMs) return { name: 'running', place, untilMs };
  }
  return null;
}

/** When a place stands, and the hall has breathed. */
export function endMs(place: RevealedPlace, lottery: Pick<Lottery, 'prizes'>): number {
  return standsMs(place, lottery) + REVEAL_PAUSE_MS;
}

/** When its last digit stands. */
export function standsMs(place: RevealedPlace, { prizes }: Pick<Lottery, 'prizes'>): number {
  const prize = prizes.find(({ prizeId }) => prizeId === place.prizeId);
  return Date.parse(place.startsAt) + digitsOf(prize) * REVEAL_DIGIT_MS;
}

function nextPlace(snapshot: StageSnapshot, prizeIndex: number): RevealOrder | null {
  const { places, lottery, revealed } = snapshot;
  const prize = lottery.prizes[prizeIndex];
  if (prize === undefined || places === null) return null;
  const shown = (kind: RevealOrder['kind']) =>
    revealed.filter((place) => place.prizeId === prize.prizeId && place.kind === kind).length;
  const wins = shown('win');
  if (wins < places.wins) return { prizeIndex, kind: 'win', place: wins + 1 };
  const alternates = shown('alt');
  if (alternates < places.alternates) return { prizeIndex, kind: 'alt', place: alternates + 1 };
  return null;
}

/** Serials have as many digits as the last of their prize. */
export function digitsOf(prize: Pick<Prize, 'tickets'> | undefined): number {
  return String(Math.max(1, prize?.tickets ?? 1)).length;
}

/** As it is shown: `0093`. */
export function serialText(place: RevealedPlace, { prizes }: Pick<Lottery, 'prizes'>): string {
  const prize = prizes.find(({ prizeId }) => prizeId === place.prizeId);
  return String(place.serial).padStart(digitsOf(prize), '0');
}

/** Of two snapshots the one that holds. */
export function newerSnapshot(held: StageSnapshot | null, heard: StageSnapshot): StageSnapshot {
  if (held === null || held.lottery.lotteryId !== heard.lottery.lotteryId) return heard;
  if (heard.seq !== held.seq) return heard.seq > held.seq ? heard : held;
  return Date.parse(heard.at) >= Date.parse(held.at) ? heard : held;
}

/** Until the picture changes by time alone, ms; `null`: only a new snapshot changes it. */
export function nextShowMs({ revealed, lottery }: StageSnapshot, nowMs: number): number | null {
  const moments = revealed.flatMap((place) => [standsMs(place, lottery), endMs(place, lottery)]);
  const next = moments.filter((atMs) => atMs > nowMs);
  return next.length === 0 ? null : Math.min(...next) - nowMs;
}
