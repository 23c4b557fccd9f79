/** The steps of a draw as its leader sees them: what was, what is, what comes next. Pure. */
import type { Lottery } from '#domain/contract/lotteries.ts';
import type { StageSnapshot } from '#domain/contract/stage-channel.ts';
import { DICE_THROWS } from '#domain/draw/files.ts';
import {
  LOTTERY_STATES,
  mayBecome,
  type DrawFileName,
  type LotteryState,
} from '#domain/lottery.ts';
import { showingAt, type Showing } from './showing.ts';

export const STEPS = [
  'entries',
  'closing',
  'audience',
  'freeze',
  'dice',
  'drawing',
  'showing',
] as const;
export type StepName = (typeof STEPS)[number];

/** What the leader can do now, or what everybody waits for. */
export type NextStep =
  | { readonly name: 'close' }
  | { readonly name: 'gather' }
  | { readonly name: 'freeze' }
  /** So many throws are typed in. */
  | { readonly name: 'throw'; readonly thrown: number }
  /** All throws are there, or none are needed. */
  | { readonly name: 'finish'; readonly withDice: boolean }
  | { readonly name: 'draw' }
  /** The workers, or the world, are at it. */
  | { readonly name: 'wait'; readonly for: 'entries' | 'frozen' | 'drawn' | 'beacons' | 'stage' }
  | { readonly name: 'show'; readonly showing: Showing }
  | { readonly name: 'over' }
  | { readonly name: 'ended' };

/**
 * @param snapshot  `null`: the stage was not heard yet
 * @param nowMs     the server's clock
 */
export function nextStep(
  lottery: Lottery,
  snapshot: StageSnapshot | null,
  nowMs: number,
  dice = snapshot?.dice ?? '',
): NextStep {
  switch (lottery.state) {
    case 'draft':
    case 'open':
      return { name: 'close' };
    case 'closed':
      return hasFile(lottery, 'entries.tsv')
        ? { name: 'gather' }
        : { name: 'wait', for: 'entries' };
    case 'gathering':
      return isOrdered(lottery, 'frozen', nowMs)
        ? { name: 'wait', for: 'frozen' }
        : { name: 'freeze' };
    case 'frozen':
      return frozen(lottery, dice, isAfterFirstRound(snapshot, nowMs));
    case 'final':
      return numbered(lottery, nowMs);
    case 'drawn':
      return drawn(snapshot, nowMs);
    case 'void':
      return { name: 'ended' };
  }
}

function frozen({ mode }: Lottery, dice: string, isLate: boolean): NextStep {
  // Throws that come when the beacon may be known could be chosen to fit it.
  if (isLate) return { name: 'finish', withDice: false };
  if (dice.length === DICE_THROWS) return { name: 'finish', withDice: true };
  // A beacon needs no dice; once a throw was made, all of them count.
  if (mode === 'drand' && dice === '') return { name: 'finish', withDice: false };
  return { name: 'throw', thrown: dice.length };
}

/** In sealed mode there is none. */
function isAfterFirstRound(snapshot: StageSnapshot | null, nowMs: number): boolean {
  const first = snapshot?.beacons[0];
  return first !== undefined && nowMs >= Date.parse(first.at);
}

function drawn(snapshot: StageSnapshot | null, nowMs: number): NextStep {
  if (snapshot === null || snapshot.lottery.state !== 'drawn')
    return { name: 'wait', for: 'stage' };
  const showing = showingAt(snapshot, nowMs);
  return showing.name === 'finished' ? { name: 'over' } : { name: 'show', showing };
}

/** A seal that is open without an order was left behind by an interruption: it is ordered again. */
function numbered(lottery: Lottery, nowMs: number): NextStep {
  if (isOrdered(lottery, 'drawn', nowMs)) return { name: 'wait', for: 'drawn' };
  if (lottery.mode === 'sealed') return { name: 'draw' };
  return { name: 'wait', for: hasFile(lottery, 'beacons.tsv') ? 'drawn' : 'beacons' };
}

function isOrdered({ ordered }: Lottery, to: 'frozen' | 'drawn', nowMs: number): boolean {
  return ordered?.to === to && Date.parse(ordered.at) <= nowMs;
}

/** A freeze that comes by itself, epoch ms; `null`: none is set, or its time has come. */
export function freezesByItselfMs({ ordered, state }: Lottery, nowMs: number): number | null {
  if (ordered?.to !== 'frozen' || !BEFORE_FREEZE.has(state)) return null;
  const atMs = Date.parse(ordered.at);
  return atMs > nowMs ? atMs : null;
}
const BEFORE_FREEZE: ReadonlySet<LotteryState> = new Set(['draft', 'open', 'closed', 'gathering']);

export function hasFile({ files }: Pick<Lottery, 'files'>, name: DrawFileName): boolean {
  return files.some((file) => file.name === name);
}

/** `unused`: it went on without. */
export type StepState = 'done' | 'now' | 'later' | 'unused';

const NOW: Readonly<Record<LotteryState, number>> = {
  draft: -1,
  open: 0,
  closed: 1,
  gathering: 2,
  frozen: 4,
  final: 5,
  drawn: 6,
  void: -1,
};

/**
 * The freeze is an instant: it is done, or the audience's part before it goes on.
 * @param dice  as the stage has them
 */
export function stepStates(
  lottery: Lottery,
  next: NextStep,
  dice = '',
): readonly { readonly name: StepName; readonly state: StepState }[] {
  const isFreezing = next.name === 'wait' && next.for === 'frozen';
  const now = next.name === 'over' ? STEPS.length : isFreezing ? 3 : NOW[lottery.state];
  return STEPS.map((name, index) => {
    if (lottery.state === 'void') return { name, state: wasReached(lottery, index) };
    if (name === 'dice' && index < now && lottery.mode === 'drand' && dice === '') {
      return { name, state: 'unused' };
    }
    return { name, state: index < now ? 'done' : index === now ? 'now' : 'later' };
  });
}

function wasReached(lottery: Lottery, index: number): StepState {
  const file = REACHED_BY[index];
  return file !== undefined && hasFile(lottery, file) ? 'done' : 'later';
}
const REACHED_BY: readonly DrawFileName[] = [
  'entries.tsv',
  'entries.tsv',
  'freeze.txt',
  'freeze.txt',
  'final.txt',
  'result.tsv',
];

/** Of two views of a lottery the one that is further on. */
export function furtherOn(one: Lottery | null, other: Lottery | null): Lottery | null {
  if (one === null || other === null) return one ?? other;
  return rankOf(other) > rankOf(one) ? other : one;
}

function rankOf({ state, files, ordered }: Lottery): number {
  return LOTTERY_STATES.indexOf(state) * 1_000 + files.length * 10 + (ordered === null ? 0 : 1);
}

/** Why a draw can be ended without a result, or cannot (any more): the protocol's failure rules. */
export function mayEnd(
  lottery: Lottery,
  snapshot: StageSnapshot | null,
  nowMs: number,
  dice = snapshot?.dice ?? '',
): boolean {
  if (lottery.state === 'draft' || !mayBecome(lottery.state, 'void')) return false;
  if (lottery.state !== 'frozen') return true;
  if (lottery.mode === 'sealed') return dice === '';
  return !isAfterFirstRound(snapshot, nowMs);
}
