/** A lottery that takes entries, with a few in it, so that there is something on every screen of it. */
import { hash } from 'node:crypto';
import type { Lottery, NewLottery } from '#domain/contract/lotteries.ts';
import { fiscalYearOf, tokyoDateOf, tokyoDayBounds } from '#domain/fiscal-year.ts';
import { programOn } from '#domain/program.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { LotterySecrets } from '#stores/ledger/lottery-books.ts';
import { demoId } from './demo-ids.ts';
import { newOwner, newSecrets, privateKeyOf, signReceipt } from './draw-keys.ts';
import { makeOpening } from './draw-opening.ts';
import { granted } from './refusals.ts';

const HOUR_MS = 60 * 60_000;
/** Two weeks on, at three in the afternoon. */
const CLOSES_IN_DAYS = 14;
const CLOSES_AT_HOUR = 15;
const LOTTERIES_LOOKED_AT = 200;
const OVER: ReadonlySet<Lottery['state']> = new Set(['draft', 'drawn', 'void']);

const NAMES = {
  name: '市民活動 感謝の大抽選会',
  nameEn: 'Thank-you lottery for volunteers',
  nameEasy: 'ありがとうの くじびき大会',
} as const;

const PRIZES: NewLottery['prizes'] = [
  {
    prizeId: 'bag',
    name: 'オリジナルエコバッグ',
    nameEn: 'Shopping bag',
    nameEasy: 'かいものぶくろ',
    quantity: 20,
    alternates: 5,
  },
  {
    prizeId: 'sweets',
    name: '和菓子の詰め合わせ',
    nameEn: 'Box of Japanese sweets',
    nameEasy: 'おかしの つめあわせ',
    quantity: 10,
    alternates: 3,
  },
  {
    prizeId: 'hot-spring',
    name: '温泉ペア入浴券',
    nameEn: 'Hot-spring tickets for two',
    nameEasy: 'おんせんの ふたりの けん',
    quantity: 3,
    alternates: 2,
  },
  {
    prizeId: 'bicycle',
    name: '電動アシスト自転車',
    nameEn: 'Electric bicycle',
    nameEasy: 'でんどうの じてんしゃ',
    quantity: 1,
    alternates: 2,
  },
];

/** By place in the list of people: who buys how many tickets, and what for. */
const ENTRIES = [
  { place: 2, prizeId: 'bicycle', count: 2 },
  { place: 3, prizeId: 'hot-spring', count: 1 },
  { place: 4, prizeId: 'bicycle', count: 1 },
] as const;

/**
 * Makes one unless there is one under way.
 * @param people of the examples, by their place in the list
 * @param code SHA-256 of the published verifier
 * @returns how many were made
 */
export async function makeLottery(
  ledger: Ledger,
  people: readonly string[],
  { code, nowMs }: { readonly code: () => string; readonly nowMs: number },
): Promise<number> {
  const known = await ledger.lotteries({ drafts: true, limit: LOTTERIES_LOOKED_AT });
  if (known.some(({ state }) => !OVER.has(state))) return 0;
  const draw = `example-${tokyoDateOf(nowMs)}`;
  // The one of today was led to its end already.
  if (known.some((lottery) => lottery.draw === draw)) return 0;
  const secrets = newSecrets();
  const { lotteryId } = await openLottery(ledger, { draw, secrets, code, nowMs });
  const key = privateKeyOf(secrets);
  for (const { place, prizeId, count } of ENTRIES) {
    const participantId = people[place];
    if (participantId === undefined) continue;
    if (!(await buyTickets(ledger, participantId, { count, nowMs }))) continue;
    const owner = await ledger.lotteryOwner(lotteryId, participantId, () => newOwner(draw));
    if (owner === null) continue;
    const name = `demo entry ${draw} ${place}`;
    await ledger.enterLottery({
      spending: keyOf(participantId, name),
      participantId,
      lotteryId,
      prizeId,
      count,
      ownerTag: owner.ownerTag,
      transactionId: demoId(name, 0),
      at: new Date(nowMs).toISOString(),
      sign: (row) => signReceipt(row, key),
    });
  }
  return 1;
}

interface Opening {
  readonly draw: string;
  readonly secrets: LotterySecrets;
  readonly code: () => string;
  readonly nowMs: number;
}

async function openLottery(
  ledger: Ledger,
  { draw, secrets, code, nowMs }: Opening,
): Promise<Lottery> {
  const lotteryId = demoId(`lottery ${draw}`, 0);
  const closesAtMs =
    tokyoDayBounds(nowMs + CLOSES_IN_DAYS * 24 * HOUR_MS).startMs + CLOSES_AT_HOUR * HOUR_MS;
  const closesAt = new Date(closesAtMs).toISOString();
  const { lottery } = granted(
    await ledger.createLottery({
      lotteryId,
      lottery: {
        ...NAMES,
        draw,
        mode: 'sealed',
        limit: 'owner-prize',
        closesAt,
        freezesAt: null,
        prizes: PRIZES,
      },
      fiscalYear: fiscalYearOf(closesAtMs),
      secrets,
    }),
  );
  const moved = await ledger.moveLottery({
    lotteryId,
    to: 'open',
    at: new Date(nowMs).toISOString(),
    staffId: null,
    files: makeOpening(lottery, secrets, code()),
    draft: lottery,
  });
  if (!moved.ok) throw new Error(`The example of a lottery was not opened: ${moved.code}`);
  return moved.lottery;
}

/** @returns false: they have too few points by now */
async function buyTickets(
  ledger: Ledger,
  participantId: string,
  { count, nowMs }: { readonly count: number; readonly nowMs: number },
): Promise<boolean> {
  const date = tokyoDateOf(nowMs);
  const program = programOn(await ledger.programVersions(), date);
  if (program === null) return false;
  const name = `demo tickets ${date} ${participantId}`;
  const bought = await ledger.buyTickets({
    spending: keyOf(participantId, name),
    participantId,
    ticketIds: Array.from({ length: count }, (_, index) => demoId(name, index)),
    points: program.ticket.points,
    transactionId: demoId(`${name} purchase`, 0),
  });
  return bought.ok;
}

function keyOf(actorId: string, key: string) {
  return { actorId, key, bodyHash: hash('sha256', key, 'hex') };
}
