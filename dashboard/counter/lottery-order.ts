/** What can be entered at the counter, how likely it wins, and what the slip says. Pure. */
import type { Lottery, LotteryEntry, LotteryEntryList, Prize } from '#domain/contract/lotteries.ts';
import type { ResultRow } from '#domain/draw/tables.ts';
import type { PersonLottery } from './lottery-api.ts';

/** Of a rehearsal, which spends nothing: as many as one entry may have. */
const REHEARSAL_COUNT_MAX = 1_000;
const QUICK_COUNTS = [1, 5, 10] as const;
const LINE_GROUPS = 8;

/** What takes entries now, the real ones before the rehearsals. */
export function openLotteries(lotteries: readonly PersonLottery[], nowMs: number): PersonLottery[] {
  return lotteries
    .filter(({ lottery }) => lottery.state === 'open' && Date.parse(lottery.closesAt) > nowMs)
    .toSorted((a, b) => Number(a.lottery.rehearsal) - Number(b.lottery.rehearsal));
}

/** For people the grand prize stands first; it is drawn last. */
export function prizesForPeople({ prizes }: Pick<Lottery, 'prizes'>): Prize[] {
  return prizes.toReversed();
}

/** How many tickets can be entered at once. @param tickets that the person holds */
export function countMax({ rehearsal }: Pick<Lottery, 'rehearsal'>, tickets: number): number {
  return rehearsal ? REHEARSAL_COUNT_MAX : tickets;
}

/** Counts at one press, without "all of them". */
export function quickCounts(most: number): number[] {
  return QUICK_COUNTS.filter((count) => count < most);
}

export type Odds =
  | { readonly kind: 'nobody' }
  /** No more tickets than prizes. */
  | { readonly kind: 'all-win' }
  /** One of so many tickets wins, to the nearest. */
  | { readonly kind: 'one-in'; readonly tickets: number };

export function oddsOf({ tickets, quantity }: Pick<Prize, 'tickets' | 'quantity'>): Odds {
  if (tickets === 0) return { kind: 'nobody' };
  if (tickets <= quantity) return { kind: 'all-win' };
  return { kind: 'one-in', tickets: Math.max(2, Math.round(tickets / quantity)) };
}

export function ownTickets({ entries }: LotteryEntryList, prizeId: string): number {
  return entries.reduce((sum, entry) => (entry.prizeId === prizeId ? sum + entry.count : sum), 0);
}

export function lastSerial({ first, count }: Pick<LotteryEntry, 'first' | 'count'>): number {
  return first + count - 1;
}

/** This entry's best place: wins before alternates. `null`: none of its tickets has one. */
export function bestPlace(entry: LotteryEntry, result: readonly ResultRow[]): ResultRow | null {
  const [best] = result
    .filter(({ prizeId, entryId }) => prizeId === entry.prizeId && entryId === entry.entryId)
    .toSorted((a, b) => Number(a.kind === 'alt') - Number(b.kind === 'alt') || a.place - b.place);
  return best ?? null;
}

/** `01ab 23cd …`, eight groups a line: a person compares it with a screen, four signs at a time. */
export function inFours(hex: string): string {
  const groups = hex.match(/.{1,4}/g) ?? [];
  return groups
    .map((group, at) => (at % LINE_GROUPS === 0 ? `\n${group}` : ` ${group}`))
    .join('')
    .trim();
}

/**
 * Where a phone follows this entry: the stage takes the list out of the fragment, which no server
 * sees. The nonce goes with it: whoever has only paper may throw in their number as everybody does.
 */
export function followAddress(
  origin: string,
  lotteryId: string,
  { ownerTag, nonceHex }: LotteryEntryList,
  entry: LotteryEntry,
): string {
  const list: LotteryEntryList = { entries: [entry], ownerTag, nonceHex };
  // All of it is ASCII by its schema.
  const text = btoa(JSON.stringify(list));
  const encoded = text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  return `${origin}/stage/${lotteryId}#entries=${encoded}`;
}
