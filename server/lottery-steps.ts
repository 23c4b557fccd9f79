/** The steps of a lottery, each with the files that it brings. */
import type { Lottery, TransitionOrder } from '#domain/contract/lotteries.ts';
import { QUICKNET, timeOfRound } from '#domain/draw/beacon.ts';
import { digestOfBytes } from '#domain/draw/digest.ts';
import { NO_DICE, readFreeze, writeFinal, writeReveal } from '#domain/draw/files.ts';
import { writeAudience, writeEntries } from '#domain/draw/tables.ts';
import { DRAW_FILES, mayBecome } from '#domain/lottery.ts';
import type { DrawFileName } from '#domain/lottery.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { LotterySecrets } from '#stores/ledger/lottery-books.ts';
import { makeSignatures } from './draw-keys.ts';
import { makeOpening } from './draw-making.ts';
import type { DrawFile } from './draw-making.ts';
import type { DrawThread } from './draw-thread.ts';
import { ProblemError } from './errors.ts';

/** Contributions that come while the files are made: they are made anew, so often. */
const FREEZE_TRIES_MAX = 20;

export interface LotteryStepParts {
  readonly ledger: Ledger;
  readonly thread: DrawThread;
  /** SHA-256 of the published verifier. */
  readonly verifierCode: () => string;
  readonly nowMs: () => number;
}

export interface LotteryMove extends TransitionOrder {
  readonly lotteryId: string;
  /** `null`: by its time. */
  readonly staffId: string | null;
}

export interface Moved {
  /** False: it was there already. */
  readonly changed: boolean;
  readonly lottery: Lottery;
}

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
      // Whoever closed it may have been interrupted before its entries were written.
      if (state === 'closed') await putEntries(parts, move.lotteryId);
      return write(parts, move, []);
    case 'frozen':
      return freeze(parts, move, lottery);
    case 'final':
      return finish(parts, move, lottery);
    case 'drawn':
      return draw(parts, move, lottery);
    case 'void':
      return end(parts, move, lottery);
  }
}

async function open(parts: LotteryStepParts, move: LotteryMove, lottery: Lottery): Promise<Moved> {
  if (lottery.state === move.to) return { changed: false, lottery };
  const secrets = await secretsOf(parts, move.lotteryId);
  return write(parts, move, makeOpening(lottery, secrets, parts.verifierCode()));
}

/** First nothing can be entered any more, then the list is written: it holds whatever was entered. */
async function close(parts: LotteryStepParts, move: LotteryMove): Promise<Moved> {
  const { changed } = await write(parts, move, []);
  await putEntries(parts, move.lotteryId);
  return { changed, lottery: await knownLottery(parts, move.lotteryId) };
}

async function putEntries(parts: LotteryStepParts, lotteryId: string): Promise<void> {
  const pieces: Uint8Array[] = [];
  for await (const rows of parts.ledger.lotteryEntries(lotteryId)) pieces.push(writeEntries(rows));
  const file = { name: 'entries.tsv', bytes: Buffer.concat(pieces) } as const;
  await parts.ledger.addLotteryFile(lotteryId, file, instant(parts));
}

async function freeze(
  parts: LotteryStepParts,
  move: LotteryMove,
  lottery: Lottery,
): Promise<Moved> {
  const { ledger, thread } = parts;
  const { lotteryId } = move;
  if (lottery.state === move.to) return { changed: false, lottery };
  const [opening, entries, { kHex }] = await Promise.all([
    fileOf(parts, lotteryId, 'open.txt'),
    fileOf(parts, lotteryId, 'entries.tsv'),
    secretsOf(parts, lotteryId),
  ]);
  for (let tries = 1; ; tries += 1) {
    const rows = await ledger.contributions(lotteryId);
    const audience = writeAudience(rows);
    const at = instant(parts);
    const files = new Map<DrawFileName, Uint8Array>([
      ['open.txt', opening],
      ['entries.tsv', entries],
      ['audience.tsv', audience],
    ]);
    const freezing = { files, prizes: lottery.prizes, kHex, time: at };
    const frozen = await thread.run({ kind: 'freeze', freezing });
    const made = [
      { name: 'audience.tsv', bytes: audience },
      { name: 'freeze.txt', bytes: frozen },
    ] as const;
    const { staffId, to } = move;
    const contributions = rows.length;
    const moved = await ledger.moveLottery({
      lotteryId,
      to,
      at,
      staffId,
      files: made,
      contributions,
    });
    if (moved.ok || moved.code !== 'contributions-missed') return grantedMove(moved);
    if (tries === FREEZE_TRIES_MAX) throw new ProblemError('rate-limited', { retryAfterMs: 1_000 });
  }
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
    throw new ProblemError('lottery-state', {
      detail: 'The first round exists: no dice any more.',
    });
  }
  const moved = await write(parts, move, [{ name: 'final.txt', bytes }]);
  if (!moved.changed && !(await isSame())) throw new ProblemError('lottery-state');
  return moved;
}

/** The result exists before anything is shown of it (LT2). */
async function draw(parts: LotteryStepParts, move: LotteryMove, lottery: Lottery): Promise<Moved> {
  const { lotteryId } = move;
  if (lottery.state === move.to) return { changed: false, lottery };
  const secrets = await secretsOf(parts, lotteryId);
  if (lottery.mode === 'sealed') await reveal(parts, lotteryId, secrets);
  const files = await filesOf(parts, lotteryId);
  if (lottery.mode === 'drand' && !files.has('beacons.tsv')) {
    throw new ProblemError('lottery-state', { detail: 'Not all of its rounds are known yet.' });
  }
  const result = await parts.thread.run({ kind: 'result', files });
  files.set('result.tsv', result);
  const signatures = await makeSignatures(files, secrets);
  return write(parts, move, [
    { name: 'result.tsv', bytes: result },
    { name: 'signatures.tsv', bytes: signatures },
  ]);
}

async function reveal(
  parts: LotteryStepParts,
  lotteryId: string,
  { kHex }: LotterySecrets,
): Promise<void> {
  const final = digestOfBytes(await fileOf(parts, lotteryId, 'final.txt'));
  const file = { name: 'reveal.txt', bytes: writeReveal({ final, k: kHex }) } as const;
  await parts.ledger.addLotteryFile(lotteryId, file, instant(parts));
}

async function end(parts: LotteryStepParts, move: LotteryMove, lottery: Lottery): Promise<Moved> {
  if (lottery.state === 'frozen') {
    const frozen = await fileOf(parts, move.lotteryId, 'freeze.txt');
    if (isAfterFirstRound(parts, lottery, frozen)) throw new ProblemError('lottery-state');
  }
  return write(parts, move, []);
}

function isAfterFirstRound(
  { nowMs }: LotteryStepParts,
  { mode }: Lottery,
  frozen: Uint8Array,
): boolean {
  const [first] = readFreeze(frozen).prizes;
  return mode === 'drand' && first !== undefined && nowMs() >= timeOfRound(QUICKNET, first.round);
}

async function write(
  parts: LotteryStepParts,
  { lotteryId, to, staffId, reason }: LotteryMove,
  files: readonly DrawFile[],
): Promise<Moved> {
  return grantedMove(
    await parts.ledger.moveLottery({
      lotteryId,
      to,
      at: instant(parts),
      staffId,
      files,
      ...(reason === undefined ? {} : { voidReason: reason }),
    }),
  );
}

function grantedMove(moved: Awaited<ReturnType<Ledger['moveLottery']>>): Moved {
  if (moved.ok) return moved;
  throw new ProblemError(moved.code === 'contributions-missed' ? 'lottery-state' : moved.code);
}

/** Rejects with ProblemError lottery-unknown. */
export async function knownLottery(
  { ledger }: LotteryStepParts,
  lotteryId: string,
): Promise<Lottery> {
  const lottery = await ledger.lottery(lotteryId);
  if (lottery === null) throw new ProblemError('lottery-unknown');
  return lottery;
}

/** A file that must be there in this state. */
export async function fileOf(
  { ledger }: LotteryStepParts,
  lotteryId: string,
  name: DrawFileName,
): Promise<Uint8Array> {
  const bytes = await ledger.lotteryFile(lotteryId, name);
  if (bytes === null) throw new Error(`${name} of ${lotteryId} is missing`);
  return bytes;
}

async function filesOf(
  { ledger }: LotteryStepParts,
  lotteryId: string,
): Promise<Map<DrawFileName, Uint8Array>> {
  const files = new Map<DrawFileName, Uint8Array>();
  for (const name of DRAW_FILES) {
    const bytes = await ledger.lotteryFile(lotteryId, name);
    if (bytes !== null) files.set(name, bytes);
  }
  return files;
}

async function secretsOf({ ledger }: LotteryStepParts, lotteryId: string): Promise<LotterySecrets> {
  const secrets = await ledger.lotterySecrets(lotteryId);
  if (secrets === null) throw new Error(`${lotteryId} has no secrets`);
  return secrets;
}

export function instant({ nowMs }: LotteryStepParts): string {
  return new Date(nowMs()).toISOString();
}
