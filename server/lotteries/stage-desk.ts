/**
 * What the stage shows: the snapshot, read from the files and the moment, and the few things that
 * lead the show. The result is there before any of it (LT2).
 */
import type { Lottery, RevealOrder, StageOrder } from '#domain/contract/lotteries.ts';
import { REVEAL_DIGIT_MS, REVEAL_PAUSE_MS } from '#domain/contract/stage-channel.ts';
import type { RevealedPlace, StageSnapshot, Voice } from '#domain/contract/stage-channel.ts';
import { QUICKNET, timeOfRound } from '#domain/draw/beacon.ts';
import { NO_DICE, readBeacons, readFinal, readFreeze } from '#domain/draw/files.ts';
import { readResult } from '#domain/draw/tables.ts';
import type { ResultRow } from '#domain/draw/tables.ts';
import type { DrawFileName } from '#domain/lottery.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { LiveStore, StageMoment } from '#stores/live/live-store.ts';
import type { DrawShelf } from './draw-shelf.ts';
import { ProblemError } from '../errors.ts';

const VOICES_SHOWN = 20;
const RANDOM_HEX = 32;
/** Draws whose results are held as rows. */
const RESULTS_MAX = 10;

export interface StageDeskParts {
  readonly ledger: Ledger;
  readonly live: LiveStore;
  readonly shelf: DrawShelf;
  readonly changed: (lotteryId: string) => void;
  readonly nowMs: () => number;
}

export interface StageDesk {
  /** `null`: no such lottery, or one that is not published yet. */
  snapshot(lotteryId: string): Promise<StageSnapshot | null>;
  /**
   * Shows a place next, when the one before it is through; once, however often it is asked.
   * Rejects with ProblemError lottery-unknown, lottery-state, or not-found for a place that nobody has.
   */
  reveal(lotteryId: string, order: RevealOrder): Promise<void>;
  /** Rejects with ProblemError lottery-unknown, lottery-state, prize-unknown. */
  lead(lotteryId: string, order: StageOrder): Promise<void>;
}

export function createStageDesk(parts: StageDeskParts): StageDesk {
  const { ledger, live, changed, nowMs } = parts;
  const resultOf = createResultReader(parts);

  async function known(lotteryId: string): Promise<Lottery> {
    const lottery = await ledger.lottery(lotteryId);
    if (lottery === null || lottery.state === 'draft') throw new ProblemError('lottery-unknown');
    return lottery;
  }

  return {
    async snapshot(lotteryId) {
      const now = nowMs();
      const moment = await live.stageMoment(lotteryId, now);
      const [lottery, { count, people, latest }] = await Promise.all([
        ledger.lottery(lotteryId),
        ledger.latestContributions(lotteryId, VOICES_SHOWN),
      ]);
      if (lottery === null || lottery.state === 'draft') return null;
      const rows = await resultOf(lottery);
      const { seq, prizeIndex, watching, agreeing } = moment;
      return {
        seq,
        lottery,
        prizeIndex,
        places: placesOf(lottery, prizeIndex, rows),
        voices: { count, people, latest: latest.map(voiceOf) },
        ...(await lockedIn(parts, lottery, moment)),
        revealed: await revealedOf(parts, lottery, { moment, rows }),
        watching,
        agreeing,
        at: new Date(now).toISOString(),
      };
    },

    async reveal(lotteryId, { prizeIndex, kind, place }) {
      const lottery = await known(lotteryId);
      const rows = await resultOf(lottery);
      if (rows === null) throw new ProblemError('lottery-state');
      const prize = lottery.prizes[prizeIndex];
      if (prize === undefined) throw new ProblemError('prize-unknown');
      if (findPlace(rows, { prizeId: prize.prizeId, kind, place }) === undefined) {
        throw new ProblemError('not-found');
      }
      const { reveals } = await live.stageMoment(lotteryId, nowMs());
      const freeAtMs = Math.max(
        nowMs(),
        ...reveals.map((each) => each.startsAtMs + durationMs(lottery.prizes[each.prizeIndex])),
      );
      // The hall looks at the prize first, so that nobody sees a place without it.
      await live.putStageMoment(lotteryId, { prizeIndex });
      await live.putReveal(lotteryId, { prizeIndex, kind, place, startsAtMs: freeAtMs });
      changed(lotteryId);
    },

    async lead(lotteryId, { prizeIndex, dice }) {
      const lottery = await known(lotteryId);
      if (prizeIndex !== undefined && prizeIndex > lottery.prizes.length) {
        throw new ProblemError('prize-unknown');
      }
      if (dice !== undefined && lottery.state !== 'frozen') throw new ProblemError('lottery-state');
      if (dice !== undefined && dice !== '') {
        const at = new Date(nowMs()).toISOString();
        if (!(await ledger.beginDice(lotteryId, at))) throw new ProblemError('lottery-state');
      }
      await live.putStageMoment(lotteryId, { prizeIndex, dice });
      changed(lotteryId);
    },
  };
}

/** The rows of result.tsv; `null` before. They never change. */
function createResultReader({
  shelf,
}: StageDeskParts): (lottery: Lottery) => Promise<readonly ResultRow[] | null> {
  const results = new Map<string, readonly ResultRow[]>();
  return async ({ lotteryId, state }) => {
    if (state !== 'drawn') return null;
    const known = results.get(lotteryId);
    if (known !== undefined) return known;
    const bytes = await shelf.file(lotteryId, 'result.tsv');
    if (bytes === null) return null;
    const rows = readResult(bytes);
    results.set(lotteryId, rows);
    const [oldest] = results.keys();
    if (results.size > RESULTS_MAX && oldest !== undefined) results.delete(oldest);
    return rows;
  };
}

function placesOf(
  { prizes }: Lottery,
  prizeIndex: number | null,
  rows: readonly ResultRow[] | null,
): StageSnapshot['places'] {
  if (rows === null) return null;
  const prize = prizes[prizeIndex ?? 0];
  const own = rows.filter(({ prizeId }) => prizeId === prize?.prizeId);
  const wins = own.filter(({ kind }) => kind === 'win').length;
  return { wins, alternates: own.length - wins };
}

/** Dice, F and beacons, from the files as soon as they are there. */
async function lockedIn(
  { shelf }: StageDeskParts,
  { lotteryId, mode, state, files }: Lottery,
  moment: StageMoment,
): Promise<Pick<StageSnapshot, 'dice' | 'finalHash' | 'beacons'>> {
  const has = (name: DrawFileName) => files.find((file) => file.name === name);
  const read = async (name: DrawFileName) =>
    has(name) === undefined ? null : shelf.file(lotteryId, name);
  const final = await read('final.txt');
  const freeze = mode === 'drand' ? await read('freeze.txt') : null;
  const kept = freeze === null ? null : await read('beacons.tsv');
  const heard =
    kept === null
      ? moment.beacons
      : new Map(readBeacons(kept).map(({ round, signature }) => [round, signature]));
  const thrown = final === null ? null : readFinal(final).dice.replace(NO_DICE, '');
  return {
    dice: thrown ?? (state === 'frozen' ? moment.dice : ''),
    finalHash: has('final.txt')?.sha256 ?? null,
    beacons: (freeze === null ? [] : readFreeze(freeze).prizes).map(({ prizeId, round }) => ({
      prizeId,
      round,
      at: new Date(timeOfRound(QUICKNET, round)).toISOString(),
      signature: heard.get(round) ?? null,
    })),
  };
}

async function revealedOf(
  { ledger }: StageDeskParts,
  { lotteryId, prizes }: Lottery,
  known: { readonly moment: StageMoment; readonly rows: readonly ResultRow[] | null },
): Promise<RevealedPlace[]> {
  const { moment, rows } = known;
  if (rows === null || moment.reveals.length === 0) return [];
  const shown = moment.reveals.flatMap(({ prizeIndex, kind, place, startsAtMs }) => {
    const prizeId = prizes[prizeIndex]?.prizeId ?? '';
    const row = findPlace(rows, { prizeId, kind, place });
    return row === undefined ? [] : [{ ...row, startsAt: new Date(startsAtMs).toISOString() }];
  });
  const tags = [...new Set(shown.map(({ ownerTag }) => ownerTag))];
  const nicknames = await ledger.nicknamesOfTags(lotteryId, tags);
  return shown.map(({ prizeId, kind, place, serial, ownerTag, startsAt }) => {
    const nickname = nicknames.get(ownerTag) ?? null;
    return { prizeId, kind, place, serial, ownerTag, nickname, startsAt };
  });
}

function findPlace(
  rows: readonly ResultRow[],
  asked: Pick<ResultRow, 'prizeId' | 'kind' | 'place'>,
): ResultRow | undefined {
  return rows.find(
    ({ prizeId, kind, place }) =>
      prizeId === asked.prizeId && kind === asked.kind && place === asked.place,
  );
}

function durationMs(prize: Pick<Lottery['prizes'][number], 'tickets'> | undefined): number {
  const digits = String(Math.max(1, prize?.tickets ?? 1)).length;
  return digits * REVEAL_DIGIT_MS + REVEAL_PAUSE_MS;
}

/** After the sixteen random bytes comes the word. */
function voiceOf({
  seq,
  hex,
  blanked,
}: {
  readonly seq: number;
  readonly hex: string;
  readonly blanked: boolean;
}): Voice {
  const word = Buffer.from(hex.slice(RANDOM_HEX), 'hex').toString('utf8');
  return { seq, word: blanked || word === '' ? null : word };
}
