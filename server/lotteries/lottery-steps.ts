/**
 * The steps of a lottery. What is one write is written here; what takes long is ordered here, and the
 * workers make it: the books remember the order, whatever happens to whom (LT2).
 */
import type { Lottery, TransitionOrder } from '#domain/contract/lotteries.ts';
import { QUICKNET, timeOfRound } from '#domain/draw/beacon.ts';
import { digestOfBytes } from '#domain/draw/digest.ts';
import { NO_DICE, readFreeze, writeFinal, writeReveal } from '#domain/draw/files.ts';
import { mayBecome } from '#domain/lottery.ts';
import type { DrawFileName, OrderedState } from '#domain/lottery.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { LotterySecrets } from '#stores/ledger/lottery-books.ts';
import type { StageStore } from '#stores/live/stage.ts';
import { makeOpening } from './draw-opening.ts';
import { ProblemError } from '../errors.ts';
import type { RoundPlan } from './lottery-rules.ts';
import type { LotteryWorkers } from './lottery-workers.ts';

export interface LotteryStepParts {
  readonly ledger: Ledger;
  readonly live: Pick<StageStore, 'stageMoment'>;
  readonly workers: LotteryWorkers;
  /** SHA-256 of the published verifier. */
  readonly verifierCode: () => string;
  readonly drandPlan: RoundPlan;
  /** Told to every node's stage. */
  readonly changed: (lotteryId: string) => void;
  readonly nowMs: () => number;
}

export interface LotteryMove extends TransitionOrder {
  readonly lotteryId: string;
  readonly staffId: string;
}

export interface Moved {
  /** False: it was there, or ordered, already. */
  readonly changed: boolean;
  readonly lottery: Lottery;
}

type Write = Parameters<Ledger['moveLottery']>[0];

/** Rejects with ProblemError lottery-unknown or lottery-state. */
export async function moveForwards(parts: LotteryStepParts, move: LotteryMove): Promise<Moved> {
  const lottery = await knownLottery(parts, move.lotteryId);
  const { state } = lottery;
  if (state !== move.to && !mayBecome(state, move.to)) throw new ProblemError('lottery-state');
  switch (move.to) {
    case 'open':
      return open(parts, move, lottery);
    case 'closed':
      return close(parts, move);
    case 'gathering':
      return gather(parts, move, lottery);
    case 'frozen':
      return order(parts, { ...move, to: move.to }, lottery);
    case 'final':
      return finish(parts, move, lottery);
    case 'drawn':
      return draw(parts, { ...move, to: move.to }, lottery);
    case 'void':
      return end(parts, move, lottery);
  }
}

async function open(parts: LotteryStepParts, move: LotteryMove, lottery: Lottery): Promise<Moved> {
  if (lottery.state === move.to) return { changed: false, lottery };
  if (Date.parse(lottery.closesAt) <= parts.nowMs()) {
    throw new ProblemError('lottery-state', { reason: 'closing-past' });
  }
  const secrets = await secretsOf(parts, move.lotteryId);
  const files = makeOpening(lottery, secrets, parts.verifierCode(), parts.drandPlan);
  return write(parts, move, { files, draft: lottery });
}

/** From now on nothing can be entered; the list of what was is the workers'. */
async function close(parts: LotteryStepParts, move: LotteryMove): Promise<Moved> {
  const moved = await write(parts, move);
  await parts.workers.wake(move.lotteryId);
  return moved;
}

/** The hall adds its randomness when everybody can see what was entered. */
async function gather(
  parts: LotteryStepParts,
  move: LotteryMove,
  lottery: Lottery,
): Promise<Moved> {
  if (lottery.state === move.to) return { changed: false, lottery };
  if (!isListed(lottery) && !isListed(await parts.workers.askUntil(lottery, isListed))) {
    throw new ProblemError('lottery-state', { reason: 'entries-unlisted' });
  }
  return write(parts, move);
}

/** final.txt: nothing is left to be chosen. With other dice than it has, it is another one's. */
async function finish(
  parts: LotteryStepParts,
  move: LotteryMove,
  lottery: Lottery,
): Promise<Moved> {
  const { lotteryId, dice = NO_DICE } = move;
  if (lottery.mode === 'sealed' && dice === NO_DICE) {
    throw new ProblemError('request-malformed', { detail: 'Sealed mode needs twenty throws.' });
  }
  const frozen = await fileOf(parts, lotteryId, 'freeze.txt');
  const bytes = writeFinal({ freeze: digestOfBytes(frozen), dice });
  const isSame = async () =>
    digestOfBytes(await fileOf(parts, lotteryId, 'final.txt')) === digestOfBytes(bytes);
  if (lottery.state === 'final') {
    if (!(await isSame())) throw new ProblemError('lottery-state');
    return { changed: false, lottery };
  }
  // Dice that come when the beacon may be known could be chosen to fit it.
  if (dice !== NO_DICE && isAfterFirstRound(parts, lottery, frozen)) {
    throw new ProblemError('lottery-state', { reason: 'round-exists' });
  }
  const moved = await write(parts, move, { files: [{ name: 'final.txt', bytes }] });
  if (!moved.changed && !(await isSame())) throw new ProblemError('lottery-state');
  // In drand mode it goes on by itself.
  await parts.workers.wake(lotteryId);
  return moved;
}

/** The secret is published first: from then on there is one result, whoever computes it. */
async function draw(parts: LotteryStepParts, move: OrderedMove, lottery: Lottery): Promise<Moved> {
  const { lotteryId } = move;
  if (lottery.state === move.to) return { changed: false, lottery };
  if (lottery.mode === 'sealed') {
    const final = digestOfBytes(await fileOf(parts, lotteryId, 'final.txt'));
    const { kHex } = await secretsOf(parts, lotteryId);
    const file = { name: 'reveal.txt', bytes: writeReveal({ final, k: kHex }) } as const;
    await parts.ledger.addLotteryFile(lotteryId, file, instant(parts));
  } else if (!(await areRoundsKnown(parts, lottery))) {
    throw new ProblemError('lottery-state', { reason: 'rounds-unknown' });
  }
  return order(parts, move, lottery);
}

interface OrderedMove extends Omit<LotteryMove, 'to'> {
  readonly to: OrderedState;
}

/** The workers make it. Who waits in vain is told how it stands: it comes, whoever waits. */
async function order(
  parts: LotteryStepParts,
  { lotteryId, to, staffId }: OrderedMove,
  lottery: Lottery,
): Promise<Moved> {
  if (lottery.state === to) return { changed: false, lottery };
  const ordered = await parts.ledger.orderLottery({ lotteryId, to, at: instant(parts), staffId });
  if (!ordered.ok) throw new ProblemError(ordered.code);
  // The hall sees at once that it is under way.
  if (ordered.changed) parts.changed(lotteryId);
  const { state } = lottery;
  const made = await parts.workers.askUntil(lottery, (told) => told.state !== state);
  return { changed: ordered.changed, lottery: made };
}

async function end(parts: LotteryStepParts, move: LotteryMove, lottery: Lottery): Promise<Moved> {
  if (lottery.state === 'frozen') {
    const frozen = await fileOf(parts, move.lotteryId, 'freeze.txt');
    if (isAfterFirstRound(parts, lottery, frozen)) {
      throw new ProblemError('lottery-state', { reason: 'round-exists' });
    }
  }
  return write(parts, move);
}

function isAfterFirstRound(
  { nowMs }: LotteryStepParts,
  { mode }: Lottery,
  frozen: Uint8Array,
): boolean {
  const [first] = readFreeze(frozen).prizes;
  return mode === 'drand' && first !== undefined && nowMs() >= timeOfRound(QUICKNET, first.round);
}

/** In the file, or heard and about to be in it. */
async function areRoundsKnown(parts: LotteryStepParts, lottery: Lottery): Promise<boolean> {
  if (hasFile(lottery, 'beacons.tsv')) return true;
  const { lotteryId } = lottery;
  const [rounds, { beacons }] = await Promise.all([
    roundsOf(parts, lotteryId),
    parts.live.stageMoment(lotteryId, parts.nowMs()),
  ]);
  return rounds.every((round) => beacons.has(round));
}

async function write(
  parts: LotteryStepParts,
  { lotteryId, to, staffId, reason }: LotteryMove,
  made: Pick<Write, 'draft'> & { readonly files?: Write['files'] } = {},
): Promise<Moved> {
  const moved = await parts.ledger.moveLottery({
    lotteryId,
    to,
    at: instant(parts),
    staffId,
    files: [],
    ...made,
    ...(reason === undefined ? {} : { voidReason: reason }),
  });
  if (moved.ok) return moved;
  if (moved.code === 'dice-begun') throw new ProblemError('lottery-state', { reason: moved.code });
  throw new ProblemError(moved.code === 'contributions-missed' ? 'lottery-state' : moved.code);
}

/** Rejects with ProblemError lottery-unknown. */
async function knownLottery(
  { ledger }: Pick<LotteryStepParts, 'ledger'>,
  lotteryId: string,
): Promise<Lottery> {
  const lottery = await ledger.lottery(lotteryId);
  if (lottery === null) throw new ProblemError('lottery-unknown');
  return lottery;
}

/** Those of a frozen lottery, by prize. */
async function roundsOf(parts: LotteryStepParts, lotteryId: string): Promise<number[]> {
  const { prizes } = readFreeze(await fileOf(parts, lotteryId, 'freeze.txt'));
  return prizes.map(({ round }) => round);
}

const isListed = (lottery: Lottery) => hasFile(lottery, 'entries.tsv');

function hasFile({ files }: Lottery, asked: DrawFileName): boolean {
  return files.some(({ name }) => name === asked);
}

/** A file that must be there in this state. */
async function fileOf(
  { ledger }: LotteryStepParts,
  lotteryId: string,
  name: DrawFileName,
): Promise<Uint8Array> {
  const bytes = await ledger.lotteryFile(lotteryId, name);
  if (bytes === null) throw new Error(`${name} of ${lotteryId} is missing`);
  return bytes;
}

async function secretsOf({ ledger }: LotteryStepParts, lotteryId: string): Promise<LotterySecrets> {
  const secrets = await ledger.lotterySecrets(lotteryId);
  if (secrets === null) throw new Error(`${lotteryId} has no secrets`);
  return secrets;
}

function instant({ nowMs }: LotteryStepParts): string {
  return new Date(nowMs()).toISOString();
}
