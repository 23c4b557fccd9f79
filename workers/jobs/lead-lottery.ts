/**
 * Leads one lottery as far as it is due: closes it, writes its entries, gathers and freezes by its
 * time or when that was ordered, fetches its beacons, has it drawn; gives the tickets back when it is
 * void. What to do stands in the books
 * alone, and each step is one write that gives the same or nothing when it comes again: whoever is
 * killed between two of them is followed by somebody who goes on to the same bytes (LT2).
 */
import type { JobPayload } from '#domain/contract/jobs.ts';
import type { Lottery } from '#domain/contract/lotteries.ts';
import { GATHERING_MS } from '#domain/contract/lotteries.ts';
import { digestOfBytes } from '#domain/draw/digest.ts';
import { readFinal, readFreeze, writeReveal } from '#domain/draw/files.ts';
import { writeEntries } from '#domain/draw/tables.ts';
import type { LotteryState } from '#domain/lottery.ts';
import type { DrawPlan, SerialRange } from '#stores/draw-flow.ts';
import type { JobRun } from '#stores/job-worker.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { ledgerLimits } from '#stores/ledger/limits.ts';
import type { BeaconDesk } from '../beacons.ts';
import { giveTicketsBack } from '../draw/giving-back.ts';
import { fileOf } from '../draw/draw-files.ts';
import { freezeLottery } from '../draw/freezing.ts';
import type { FreezingParts } from '../draw/freezing.ts';
import { tellLottery } from '../draw/telling.ts';
import type { TellingParts } from '../draw/telling.ts';

/** More than a lottery has; it is looked at anew before each. */
const STEPS_MAX = 10;
/** Serials of one range: some tenths of a second. */
const RANGE_SERIALS = 100_000;
/** A prize has no more ranges than that, however many its serials are. */
const RANGES_MAX = 50;

export interface LeadLotteryParts extends FreezingParts, TellingParts {
  readonly ledger: Ledger;
  readonly beacons: BeaconDesk;
  readonly startDraw: (plan: DrawPlan) => Promise<void>;
}

type Step = (parts: LeadLotteryParts, lottery: Lottery) => Promise<boolean>;

export function createLeadLottery(
  parts: LeadLotteryParts,
): (payload: JobPayload<'lead-lottery'>, run: Pick<JobRun, 'isAgain'>) => Promise<void> {
  return async ({ lotteryId }, { isAgain }) => {
    // Whoever was interrupted may have written something and told nobody.
    if (isAgain) await tellLottery(parts, lotteryId);
    for (let steps = 0; steps < STEPS_MAX; steps += 1) {
      const lottery = await parts.ledger.lottery(lotteryId);
      const step = lottery === null ? null : dueStep(lottery, parts.nowMs());
      if (lottery === null || step === null) return;
      if (!(await step(parts, lottery))) return;
      await tellLottery(parts, lotteryId);
    }
  };
}

/** What is to be done now. Each says whether it changed something; if not, it waits for something. */
function dueStep(lottery: Lottery, nowMs: number): Step | null {
  const { state, mode, closesAt, ordered, files } = lottery;
  const has = (name: string) => files.some((file) => file.name === name);
  const isOrdered = (to: LotteryState, leadMs = 0) =>
    ordered?.to === to && nowMs >= Date.parse(ordered.at) - leadMs;
  switch (state) {
    case 'open':
      return nowMs >= Date.parse(closesAt) + ledgerLimits.closingGraceMs ? close : null;
    case 'closed':
      if (!has('entries.tsv')) return putEntries;
      return isOrdered('frozen', GATHERING_MS) ? gather : null;
    case 'gathering':
      if (!has('entries.tsv')) return putEntries;
      return isOrdered('frozen') ? freezeWhenGathered : null;
    case 'final':
      if (mode === 'drand') return has('beacons.tsv') ? startDraw : fetchBeacons;
      if (!isOrdered('drawn')) return null;
      return has('reveal.txt') ? startDraw : reveal;
    case 'void':
      return giveTicketsBack;
    case 'draft':
    case 'frozen':
    case 'drawn':
      return null;
  }
}

/** The books know whether those who came in time are still being entered. */
async function close(parts: LeadLotteryParts, { lotteryId }: Lottery): Promise<boolean> {
  const due = await parts.ledger.lotteriesDue(new Date(parts.nowMs()).toISOString());
  return due.includes(lotteryId) && move(parts, lotteryId, 'closed');
}

function gather(parts: LeadLotteryParts, { lotteryId }: Lottery): Promise<boolean> {
  return move(parts, lotteryId, 'gathering');
}

/** By its time, with no file. True also when somebody moved it meanwhile: it is looked at anew. */
async function move(
  { ledger, nowMs }: LeadLotteryParts,
  lotteryId: string,
  to: LotteryState,
): Promise<boolean> {
  const at = new Date(nowMs()).toISOString();
  await ledger.moveLottery({ lotteryId, to, at, staffId: null, files: [] });
  return true;
}

/** The list is closed: it holds whatever was entered, whoever writes it. */
async function putEntries(
  { ledger, nowMs }: LeadLotteryParts,
  { lotteryId }: Lottery,
): Promise<boolean> {
  const pieces: Uint8Array[] = [];
  for await (const rows of ledger.lotteryEntries(lotteryId)) pieces.push(writeEntries(rows));
  const file = { name: 'entries.tsv', bytes: Buffer.concat(pieces) } as const;
  await ledger.addLotteryFile(lotteryId, file, new Date(nowMs()).toISOString());
  return true;
}

/** A freeze by its time that comes late still leaves the hall its minute. */
async function freezeWhenGathered(parts: LeadLotteryParts, lottery: Lottery): Promise<boolean> {
  const { ledger, nowMs } = parts;
  const { lotteryId } = lottery;
  const order = await ledger.lotteryOrder(lotteryId, 'frozen');
  const staffId = order?.staffId ?? null;
  if (staffId === null) {
    const transitions = await ledger.lotteryTransitions(lotteryId);
    const gathered = transitions.find(({ to }) => to === 'gathering');
    if (gathered === undefined || nowMs() < Date.parse(gathered.at) + GATHERING_MS) return false;
  }
  return freezeLottery(parts, lottery, staffId);
}

async function fetchBeacons(parts: LeadLotteryParts, { lotteryId }: Lottery): Promise<boolean> {
  const frozen = await fileOf(parts.ledger, lotteryId, 'freeze.txt');
  return parts.beacons.gather(lotteryId, readFreeze(frozen));
}

/** The order to draw is the word to open the secret; whoever gave it may not have come so far. */
async function reveal(
  { ledger, nowMs }: LeadLotteryParts,
  { lotteryId }: Lottery,
): Promise<boolean> {
  const final = await fileOf(ledger, lotteryId, 'final.txt');
  const secrets = await ledger.lotterySecrets(lotteryId);
  if (secrets === null) throw new Error(`${lotteryId} has no secrets`);
  // It is what it is drawn from: nothing is told of the secret before it can be read.
  readFinal(final);
  const bytes = writeReveal({ final: digestOfBytes(final), k: secrets.kHex });
  const at = new Date(nowMs()).toISOString();
  await ledger.addLotteryFile(lotteryId, { name: 'reveal.txt', bytes }, at);
  return true;
}

/** The result comes by the flow. */
async function startDraw(parts: LeadLotteryParts, { lotteryId }: Lottery): Promise<boolean> {
  const { prizes } = readFreeze(await fileOf(parts.ledger, lotteryId, 'freeze.txt'));
  await parts.startDraw({ lotteryId, prizes: prizes.map(({ serials }) => rangesOf(serials)) });
  return false;
}

/** Ranges that tile `1..serials`, whatever hands them out: the same each time. */
export function rangesOf(serials: number): SerialRange[] {
  const size = Math.max(RANGE_SERIALS, Math.ceil(serials / RANGES_MAX));
  const ranges: SerialRange[] = [];
  for (let from = 1; from <= serials; from += size) {
    ranges.push({ from, to: Math.min(serials, from + size - 1) });
  }
  return ranges;
}
