/**
 * What the hall sees: a function of the snapshot and the server's clock, and of nothing else. Ten
 * screens, a phone that comes late and a reload in the middle of a number show the same (LT2).
 */
import type { Lottery, Prize } from '#domain/contract/lotteries.ts';
import {
  REVEAL_DIGIT_MS,
  REVEAL_PAUSE_MS,
  type RevealedPlace,
  type StageSnapshot,
} from '#domain/contract/stage-channel.ts';

/** Before the closing the seconds are counted on the screen. */
export const CLOSING_MS = 60_000;

export type Moment =
  /** Tickets can be entered. */
  | { readonly name: 'waiting' }
  | { readonly name: 'closing'; readonly secondsLeft: number }
  | { readonly name: 'closed' }
  /** `secondsLeft`: to the freeze that was set for a time; `null`: staff say when. */
  | { readonly name: 'gathering'; readonly secondsLeft: number | null }
  /** The freeze was ordered; its files are being written. */
  | { readonly name: 'freezing' }
  /** Frozen: twenty throws, as far as they came. */
  | { readonly name: 'dice'; readonly thrown: string }
  /** The round does not exist yet. */
  | { readonly name: 'countdown'; readonly round: number; readonly secondsLeft: number }
  /** It should, and has not been heard: the same round is waited for. */
  | { readonly name: 'beacon-late'; readonly round: number }
  /** Sealed mode: everything is thrown, the operator's number is still sealed. */
  | { readonly name: 'sealed' }
  /** The result exists or can be computed; its first place is not shown yet. */
  | { readonly name: 'ready' }
  | RevealMoment
  | { readonly name: 'prize-done'; readonly prizeIndex: number }
  | { readonly name: 'all-drawn' }
  | { readonly name: 'void'; readonly reason: string };

export interface RevealMoment {
  readonly name: 'reveal';
  readonly prizeIndex: number;
  readonly place: RevealedPlace;
  readonly digits: number;
  /** How many of its digits stand. */
  readonly digitsOut: number;
  /** The number stood for its pause; the next one may come. */
  readonly settled: boolean;
}

export interface Shown {
  readonly moment: Moment;
  /** When the picture changes by itself, epoch ms of the server; `null`: only by a new snapshot. */
  readonly untilMs: number | null;
}

const still = (moment: Moment): Shown => ({ moment, untilMs: null });

/** @param nowMs the server's clock, epoch ms */
export function stageAt(snapshot: StageSnapshot, nowMs: number): Shown {
  const { lottery } = snapshot;
  switch (lottery.state) {
    case 'draft':
      return still({ name: 'waiting' });
    case 'open':
      return beforeClosing(Date.parse(lottery.closesAt) - nowMs, nowMs);
    case 'closed':
      return still({ name: 'closed' });
    case 'gathering':
      return gathering(lottery.ordered, nowMs);
    case 'frozen':
      return still({ name: 'dice', thrown: snapshot.dice });
    case 'final':
    case 'drawn':
      return drawing(snapshot, nowMs);
    case 'void':
      return still({ name: 'void', reason: lottery.voidReason ?? '' });
  }
}

/** Of two snapshots the one that holds: whatever order they come in, the same one stays. */
export function newerSnapshot(held: StageSnapshot | null, heard: StageSnapshot): StageSnapshot {
  if (held === null || held.lottery.lotteryId !== heard.lottery.lotteryId) return heard;
  if (heard.seq !== held.seq) return heard.seq > held.seq ? heard : held;
  return Date.parse(heard.at) > Date.parse(held.at) ? heard : held;
}

/** Serials have as many digits as the last of their prize. */
export function digitsOf(prize: Pick<Prize, 'tickets'>): number {
  return String(Math.max(1, prize.tickets)).length;
}

/** As it is shown: `0093`. */
export function serialText(serial: number, digits: number): string {
  return String(serial).padStart(digits, '0');
}

/** How many places there are to fill; before the result as many as there can be at most. */
export function placesOf(snapshot: StageSnapshot, prizeIndex: number): Places {
  const prize = snapshot.lottery.prizes[prizeIndex];
  if (prize === undefined) return { wins: 0, alternates: 0 };
  if (snapshot.places !== null && snapshot.prizeIndex === prizeIndex) return snapshot.places;
  const most = entrantsOf(prize, snapshot.lottery);
  const wins = Math.min(prize.quantity, most);
  return { wins, alternates: Math.min(prize.alternates, most - wins) };
}
export interface Places {
  readonly wins: number;
  readonly alternates: number;
}

/** One in how many tickets wins; `null`: nobody entered; 1: every one does. */
export function oddsOf(prize: Prize, lottery: Pick<Lottery, 'limit'>): number | null {
  if (prize.tickets === 0) return null;
  if (entrantsOf(prize, lottery) <= prize.quantity) return 1;
  return Math.max(1, Math.round(prize.tickets / prize.quantity));
}

function entrantsOf(prize: Prize, { limit }: Pick<Lottery, 'limit'>): number {
  return limit === 'none' ? prize.tickets : prize.people;
}

/** Has the hall seen all of a prize? What phones know before, they keep to themselves until then. */
export function isRevealed(snapshot: StageSnapshot, prizeIndex: number, nowMs: number): boolean {
  const { prizeIndex: shown, lottery } = snapshot;
  if (lottery.state !== 'drawn') return false;
  const drawnMs = lottery.drawnAt === null ? nowMs : Date.parse(lottery.drawnAt);
  if (nowMs - drawnMs > REVEAL_HOLD_MAX_MS) return true;
  if (shown === null || prizeIndex > shown) return false;
  if (prizeIndex < shown) return true;
  const { name } = stageAt(snapshot, nowMs).moment;
  return name === 'prize-done' || name === 'all-drawn';
}
/** A show that nobody led to its end keeps nothing back the next day. */
export const REVEAL_HOLD_MAX_MS = 6 * 60 * 60_000;

function beforeClosing(leftMs: number, nowMs: number): Shown {
  if (leftMs > CLOSING_MS) {
    return { moment: { name: 'waiting' }, untilMs: nowMs + leftMs - CLOSING_MS };
  }
  return counted(leftMs, nowMs, (secondsLeft) => ({ name: 'closing', secondsLeft }));
}

function gathering(ordered: Lottery['ordered'], nowMs: number): Shown {
  if (ordered === null) return still({ name: 'gathering', secondsLeft: null });
  const leftMs = Date.parse(ordered.at) - nowMs;
  if (leftMs <= 0) return still({ name: 'freezing' });
  return counted(leftMs, nowMs, (secondsLeft) => ({ name: 'gathering', secondsLeft }));
}

/** A second is shown until it is over. */
function counted(leftMs: number, nowMs: number, momentOf: (secondsLeft: number) => Moment): Shown {
  const secondsLeft = Math.max(0, Math.ceil(leftMs / 1_000));
  const untilMs = secondsLeft === 0 ? null : nowMs + leftMs - (secondsLeft - 1) * 1_000;
  return { moment: momentOf(secondsLeft), untilMs };
}

function drawing(snapshot: StageSnapshot, nowMs: number): Shown {
  const { lottery, prizeIndex } = snapshot;
  const index = prizeIndex ?? 0;
  const prize = lottery.prizes[index];
  if (prize === undefined) return still({ name: 'all-drawn' });
  const places = snapshot.revealed.filter(({ prizeId }) => prizeId === prize.prizeId);
  if (prizeIndex !== null && places.length > 0) {
    return revealing(snapshot, { index, prize, places }, nowMs);
  }
  if (prizeIndex !== null && snapshot.places?.wins === 0) {
    return still({ name: 'prize-done', prizeIndex: index });
  }
  return beforeReveal(snapshot, prize, nowMs);
}

function beforeReveal(snapshot: StageSnapshot, prize: Prize, nowMs: number): Shown {
  const { mode, state, files } = snapshot.lottery;
  if (state === 'drawn') return still({ name: 'ready' });
  if (mode === 'sealed') {
    const isOpened = files.some(({ name }) => name === 'reveal.txt');
    return still({ name: isOpened ? 'ready' : 'sealed' });
  }
  const beacon = snapshot.beacons.find(({ prizeId }) => prizeId === prize.prizeId);
  if (beacon === undefined || beacon.signature !== null) return still({ name: 'ready' });
  const { round } = beacon;
  const leftMs = Date.parse(beacon.at) - nowMs;
  if (leftMs <= 0) return still({ name: 'beacon-late', round });
  return counted(leftMs, nowMs, (secondsLeft) => ({ name: 'countdown', round, secondsLeft }));
}

interface PrizeOnStage {
  readonly index: number;
  readonly prize: Prize;
  readonly places: readonly RevealedPlace[];
}

function revealing(
  snapshot: StageSnapshot,
  { index, prize, places }: PrizeOnStage,
  nowMs: number,
): Shown {
  const begun = places.filter(({ startsAt }) => Date.parse(startsAt) <= nowMs);
  const place = begun.at(-1);
  const next = places[begun.length];
  const nextMs = next === undefined ? null : Date.parse(next.startsAt);
  if (place === undefined) return { moment: { name: 'ready' }, untilMs: nextMs };
  const startMs = Date.parse(place.startsAt);
  const digits = digitsOf(prize);
  const digitsOut = Math.min(digits, Math.floor((nowMs - startMs) / REVEAL_DIGIT_MS));
  const reveal = { name: 'reveal', prizeIndex: index, place, digits, digitsOut } as const;
  const wholeMs = startMs + digits * REVEAL_DIGIT_MS;
  const changes = digitsOut < digits ? startMs + (digitsOut + 1) * REVEAL_DIGIT_MS : null;
  const untilMs = changes ?? (nowMs < wholeMs + REVEAL_PAUSE_MS ? wholeMs + REVEAL_PAUSE_MS : null);
  if (untilMs !== null) {
    const soonerMs = nextMs === null ? untilMs : Math.min(untilMs, nextMs);
    return { moment: { ...reveal, settled: false }, untilMs: soonerMs };
  }
  const wins = begun.filter(({ kind }) => kind === 'win').length;
  const expected = placesOf(snapshot, index);
  const isDone = wins >= expected.wins && begun.length - wins >= expected.alternates;
  if (isDone && next === undefined) return still({ name: 'prize-done', prizeIndex: index });
  return { moment: { ...reveal, settled: true }, untilMs: nextMs };
}
