/** Lotteries that take entries, with a few in them: one of today, and one whose time is over. */
import { hash } from 'node:crypto';
import type { Lottery, NewLottery } from '#domain/contract/lotteries.ts';
import { fiscalYearOf, tokyoDateOf, tokyoDayBounds } from '#domain/fiscal-year.ts';
import { programOn } from '#domain/program.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { LotterySecrets } from '#stores/ledger/lottery-books.ts';
import { demoId } from './demo-ids.ts';
import { COMING, PAST } from './demo-prizes.ts';
import type { DemoLottery } from './demo-prizes.ts';
import { newOwner, newSecrets, privateKeyOf, signReceipt } from '../lotteries/draw-keys.ts';
import { makeOpening } from '../lotteries/draw-opening.ts';
import { granted } from '../requests/refusals.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** Two weeks on, at three in the afternoon. */
const CLOSES_IN_DAYS = 14;
const CLOSES_AT_HOUR = 15;
const LOTTERIES_LOOKED_AT = 200;
const OVER: ReadonlySet<Lottery['state']> = new Set(['draft', 'drawn', 'void']);

/** The one whose time is over; demo-draw.ts leads it to its end. */
export const PAST_LOTTERY_ID = demoId('past lottery', 0);

export interface DemoLotteryParts {
  readonly ledger: Ledger;
  /** People of the examples, by their place in the list. */
  readonly people: readonly string[];
  /** SHA-256 of the published verifier. */
  readonly code: () => string;
  readonly nowMs: number;
}

/** Makes one that takes entries unless there is one under way. @returns how many were made */
export async function makeLottery(parts: DemoLotteryParts): Promise<number> {
  const { ledger, nowMs } = parts;
  const known = await ledger.lotteries({ drafts: true, limit: LOTTERIES_LOOKED_AT });
  const others = known.filter(({ lotteryId }) => lotteryId !== PAST_LOTTERY_ID);
  if (others.some(({ state }) => !OVER.has(state))) return 0;
  const draw = `example-${tokyoDateOf(nowMs)}`;
  // The one of today was led to its end already.
  if (known.some((lottery) => lottery.draw === draw)) return 0;
  const lotteryId = demoId(`lottery ${draw}`, 0);
  await fill(parts, { lotteryId, draw, closesAtMs: threeOClock(nowMs, CLOSES_IN_DAYS), ...COMING });
  return 1;
}

/** Makes the one whose time was over yesterday, once. @returns how many were made */
export async function makePastLottery(parts: DemoLotteryParts): Promise<number> {
  const lotteryId = PAST_LOTTERY_ID;
  if ((await parts.ledger.lottery(lotteryId)) !== null) return 0;
  const closesAtMs = threeOClock(parts.nowMs, -1);
  await fill(parts, { lotteryId, draw: 'example-gathering', closesAtMs, ...PAST });
  return 1;
}

function threeOClock(nowMs: number, inDays: number): number {
  return tokyoDayBounds(nowMs + inDays * DAY_MS).startMs + CLOSES_AT_HOUR * HOUR_MS;
}

interface Plan extends DemoLottery {
  readonly lotteryId: string;
  readonly draw: string;
  readonly closesAtMs: number;
}

/** Opens it and enters what people want; who has too few points by now enters nothing. */
async function fill(parts: DemoLotteryParts, plan: Plan): Promise<void> {
  const { ledger, people, nowMs } = parts;
  const { lotteryId, draw, closesAtMs } = plan;
  const secrets = newSecrets();
  await open(parts, plan, secrets);
  const key = privateKeyOf(secrets);
  const at = new Date(Math.min(nowMs, closesAtMs - HOUR_MS)).toISOString();
  for (const [index, { place, prizeId, count }] of plan.entries.entries()) {
    const participantId = people[place];
    if (participantId === undefined) continue;
    const name = `demo entry ${draw} ${index}`;
    if (!(await buyTickets(parts, participantId, { name, count }))) continue;
    const owner = await ledger.lotteryOwner(lotteryId, participantId, () => newOwner(draw));
    if (owner === null) continue;
    await ledger.enterLottery({
      spending: keyOf(participantId, name),
      participantId,
      lotteryId,
      prizeId,
      count,
      ownerTag: owner.ownerTag,
      transactionId: demoId(name, 0),
      at,
      sign: (row) => signReceipt(row, key),
    });
  }
}

async function open(
  { ledger, code, nowMs }: DemoLotteryParts,
  { lotteryId, draw, closesAtMs, names, prizes }: Plan,
  secrets: LotterySecrets,
): Promise<void> {
  const planned: NewLottery = {
    ...names,
    draw,
    mode: 'sealed',
    limit: 'owner-prize',
    closesAt: new Date(closesAtMs).toISOString(),
    freezesAt: null,
    prizes,
  };
  const fiscalYear = fiscalYearOf(closesAtMs);
  const made = await ledger.createLottery({ lotteryId, lottery: planned, fiscalYear, secrets });
  const { lottery } = granted(made);
  const moved = await ledger.moveLottery({
    lotteryId,
    to: 'open',
    at: new Date(Math.min(nowMs, closesAtMs - DAY_MS)).toISOString(),
    staffId: null,
    files: makeOpening(lottery, secrets, code()),
    draft: lottery,
  });
  if (!moved.ok) throw new Error(`The example of a lottery was not opened: ${moved.code}`);
}

/** @returns false: they have too few points */
async function buyTickets(
  { ledger, nowMs }: DemoLotteryParts,
  participantId: string,
  { name, count }: { readonly name: string; readonly count: number },
): Promise<boolean> {
  const program = programOn(await ledger.programVersions(), tokyoDateOf(nowMs));
  if (program === null) return false;
  const bought = await ledger.buyTickets({
    spending: keyOf(participantId, `${name} tickets`),
    participantId,
    ticketIds: Array.from({ length: count }, (_, index) => demoId(`${name} ticket`, index)),
    points: program.ticket.points,
    transactionId: demoId(`${name} tickets`, 0),
  });
  return bought.ok;
}

function keyOf(actorId: string, key: string) {
  return { actorId, key, bodyHash: hash('sha256', key, 'hex') };
}
