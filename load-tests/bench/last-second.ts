/**
 * Part j: a lottery's last second. Everybody enters a ticket over HTTP; the worker closes, and writes
 * the list. Whoever was told that their ticket is in stands in it, once; whoever was told that it
 * came too late still holds it.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { BENCH_PRIZES, leadLottery, makeLottery, prizeIdOf } from './bench-lottery.ts';
import { startProcess } from './child-process.ts';
import type { Hall } from './hall.ts';
import { LastSecondReportSchema } from './last-second-plan.ts';
import type { Go, LastSecondPlan, LastSecondReport } from './last-second-plan.ts';
import type { CpuMeter, LoadResult } from './load.ts';
import { cpuSecondsBetween } from './load.ts';
import type { BenchOptions } from './options.ts';
import { cpuSecondsOf } from './process-figures.ts';
import { findEntryFaults } from './receipts.ts';
import { giveTickets, inDatabase, makeSpenders } from './spenders.ts';

const TICKET_POINTS = 10;
/** Everybody presses within the last of these. */
const LAST_SECOND_MS = 1_000;
/** From making the lottery to its closing. */
const OPEN_MS = 4_000;
const CONNECTIONS_MAX = 2_500;
const OPENING_DEADLINE_MS = 120_000;
const RUN_DEADLINE_MS = 180_000;
const CLOSED_DEADLINE_MS = 60_000;
const CLOSED_POLL_MS = 100;
/** What somebody may be told. */
const IN_TIME = '201';
const TOO_LATE = 'lottery-not-open';

export interface LastSecondResult {
  readonly entered: LastSecondReport;
  readonly file: { readonly rows: number; readonly afterClosingMs: number };
  readonly cpuSeconds: LoadResult['cpuSeconds'];
  readonly faults: readonly string[];
}

export async function runLastSecond(
  hall: Hall,
  { lastSecond }: Pick<BenchOptions, 'lastSecond'>,
): Promise<LastSecondResult> {
  const people = await makeSpenders(hall.database.url, lastSecond, TICKET_POINTS);
  await giveTickets(hall.database.url, people, TICKET_POINTS);
  await hall.startWorker();
  const client = await startProcess({
    name: 'client',
    program: fileURLToPath(new URL('last-second-client.ts', import.meta.url)),
  });
  try {
    const tokens = people.map(({ token }) => token);
    const plan = { type: 'plan', url: hall.url, tokens, connectionsMax: CONNECTIONS_MAX } as const;
    client.send(plan satisfies LastSecondPlan);
    await client.next('ready-to-enter', OPENING_DEADLINE_MS);
    const closesAtMs = Date.now() + OPEN_MS;
    const lotteryId = await makeLottery(hall, new Date(closesAtMs).toISOString());
    await leadLottery(hall, lotteryId, 'open');
    const meter: CpuMeter = () => ({ client: cpuSecondsOf(client.pid), ...hall.meter() });
    const before = meter();
    client.send({
      type: 'go',
      lotteryId,
      prizeIds: Array.from({ length: BENCH_PRIZES }, (_, index) => prizeIdOf(index)),
      startsAtMs: closesAtMs - LAST_SECOND_MS,
      duringMs: LAST_SECOND_MS,
    } satisfies Go);
    const said = await client.next('entered', RUN_DEADLINE_MS);
    const entered = v.parse(LastSecondReportSchema, said);
    const cpuSeconds = cpuSecondsBetween(before, meter());
    const { bytes, atMs } = await entriesFile(hall, lotteryId);
    const faults = [
      ...findEntryFaults(bytes, entered.receipts),
      ...answerFaults(entered),
      ...(await bookFaults(hall, entered)),
    ].map((fault) => `j: ${fault}`);
    const file = { rows: entered.receipts.length, afterClosingMs: atMs - closesAtMs };
    return { entered, file, cpuSeconds, faults };
  } finally {
    await client.stop();
  }
}

/** As soon as the worker has written it. */
async function entriesFile(
  { ledger }: Hall,
  lotteryId: string,
): Promise<{ readonly bytes: Uint8Array; readonly atMs: number }> {
  const deadlineMs = performance.now() + CLOSED_DEADLINE_MS;
  while (performance.now() < deadlineMs) {
    const lottery = await ledger.lottery(lotteryId);
    const file = lottery?.files.find(({ name }) => name === 'entries.tsv');
    const bytes = await ledger.lotteryFile(lotteryId, 'entries.tsv');
    if (file !== undefined && bytes !== null) return { bytes, atMs: Date.parse(file.at) };
    await delay(CLOSED_POLL_MS);
  }
  throw new Error('the worker never wrote entries.tsv');
}

function answerFaults({ answers, count }: LastSecondReport): string[] {
  const answered = (answers[IN_TIME] ?? 0) + (answers[TOO_LATE] ?? 0);
  return answered === count ? [] : [`answers ${JSON.stringify(answers)}`];
}

/** Tickets that are in and tickets that are left, as the answers said. */
async function bookFaults(
  { database, ledger }: Hall,
  { answers, count }: LastSecondReport,
): Promise<string[]> {
  const faults: string[] = [];
  const entered = answers[IN_TIME] ?? 0;
  const tickets = await inDatabase(database.url, async (client) => {
    const { rows } = await client.query<{ entered: string; left: string; points: string }>(
      `select count(*) filter (where entered_at is not null) as entered,
         count(*) filter (where entered_at is null) as left,
         (select sum(balance) from accounts where kind = 'tickets-entered') as points
       from tickets`,
    );
    return rows[0];
  });
  if (Number(tickets?.entered) !== entered) faults.push(`${tickets?.entered} tickets entered`);
  if (Number(tickets?.left) !== count - entered) faults.push(`${tickets?.left} tickets left`);
  if (Number(tickets?.points) !== entered * TICKET_POINTS) {
    faults.push(`${tickets?.points} points entered`);
  }
  const wrong = await ledger.wrongBalances(1);
  if (wrong.length > 0) faults.push(`${JSON.stringify(wrong[0])} is wrong`);
  return faults;
}
