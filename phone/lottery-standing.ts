/** How a lottery stands for somebody with a phone, and which one the tab shows first. */
import type { Lottery, LotteryEntry } from '#domain/contract/lotteries.ts';

/** `closing`: its time is over, and the list of entries is being made. */
export type LotteryMoment = Exclude<Lottery['state'], 'draft'> | 'closing';

const DAY_MS = 86_400_000;
/** So long an ended one stands first where no other does. */
const RECENT_MS = 14 * DAY_MS;
/** So long the hall may still be showing winners one by one. */
const SHOW_MS = 2 * 3_600_000;

/** @param nowMs by the server's clock */
export function momentOf({ state, closesAt }: Lottery, nowMs: number): LotteryMoment {
  switch (state) {
    case 'draft':
    case 'open':
      return nowMs < Date.parse(closesAt) ? 'open' : 'closing';
    case 'closed':
    case 'gathering':
    case 'frozen':
    case 'final':
    case 'drawn':
    case 'void':
      return state;
  }
}

/** The hall is at it: between closing and the result. */
export function isUnderWay(moment: LotteryMoment): boolean {
  return moment === 'gathering' || moment === 'frozen' || moment === 'final';
}

export function isEnded(moment: LotteryMoment): boolean {
  return moment === 'drawn' || moment === 'void';
}

/**
 * The one that the tab opens with: what the hall is at, then what can be entered or waits for its
 * draw, then what has ended of late. A rehearsal only where nothing real stands (LT4).
 */
export function leadingLottery(lotteries: readonly Lottery[], nowMs: number): Lottery | null {
  const ranked = lotteries
    .map((lottery) => ({ lottery, rank: rankOf(lottery, nowMs) }))
    .filter(({ rank }) => rank !== null)
    .toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || sooner(a.lottery, b.lottery));
  return ranked[0]?.lottery ?? null;
}

function rankOf(lottery: Lottery, nowMs: number): number | null {
  const moment = momentOf(lottery, nowMs);
  const rehearsal = lottery.rehearsal ? 10 : 0;
  if (isUnderWay(moment)) return rehearsal;
  if (moment === 'open') return rehearsal + 1;
  if (!isEnded(moment)) return rehearsal + 2;
  return !lottery.rehearsal && nowMs - endedMs(lottery) < RECENT_MS ? 3 : null;
}

/** By closing time; of those that have ended, the last first. */
function sooner(a: Lottery, b: Lottery): number {
  const both = Date.parse(a.closesAt) - Date.parse(b.closesAt);
  return a.state === 'drawn' || a.state === 'void' ? -both : both;
}

function endedMs({ drawnAt, closesAt }: Lottery): number {
  return Date.parse(drawnAt ?? closesAt);
}

export interface LotteryShares {
  readonly present: readonly Lottery[];
  readonly past: readonly Lottery[];
}

/** All others than the one that is shown, as the server lists them; rehearsals last (LT4). */
export function shareLotteries(
  lotteries: readonly Lottery[],
  shownId: string | null,
  nowMs: number,
): LotteryShares {
  const others = lotteries
    .filter(({ lotteryId }) => lotteryId !== shownId)
    .toSorted((a, b) => Number(a.rehearsal) - Number(b.rehearsal));
  const hasEnded = (lottery: Lottery) => isEnded(momentOf(lottery, nowMs));
  return {
    present: others.filter((lottery) => !hasEnded(lottery)),
    past: others.filter(hasEnded),
  };
}

/** The hall shows the winners one by one: who wants to see it there first is not told here unasked. */
export function mayStillBeShown({ state, drawnAt }: Lottery, nowMs: number): boolean {
  return state === 'drawn' && drawnAt !== null && nowMs - Date.parse(drawnAt) < SHOW_MS;
}

/** Tickets that a person has in a prize. */
export function ownTickets(entries: readonly LotteryEntry[], prizeId: string): number {
  return entries
    .filter((entry) => entry.prizeId === prizeId)
    .reduce((sum, { count }) => sum + count, 0);
}

/**
 * 0840: as the hall writes it, so that the same ticket looks the same everywhere.
 * @param tickets of the prize
 */
export function serialText(serial: number, tickets: number): string {
  return String(serial).padStart(String(tickets).length, '0');
}

/** `0840–0842` */
export function serialSpan(
  { first, count }: Pick<LotteryEntry, 'first' | 'count'>,
  tickets: number,
): string {
  const from = serialText(first, tickets);
  return count === 1 ? from : `${from}–${serialText(first + count - 1, tickets)}`;
}
