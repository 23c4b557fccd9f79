/**
 * Part i: a full hall on /stage. What staff change reaches every phone, first while nothing else
 * happens, then while thousands add their randomness.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { ask } from './ask.ts';
import { BENCH_PRIZES, leadLottery, makeLottery } from './bench-lottery.ts';
import type { BenchProcess } from './child-process.ts';
import { startProcess } from './child-process.ts';
import { AcknowledgedReportSchema } from './client-plan.ts';
import type { AcknowledgedReport } from './client-plan.ts';
import type { Hall } from './hall.ts';
import type { Latencies } from './latencies.ts';
import { latenciesOf } from './latencies.ts';
import type { CpuMeter, LoadResult } from './load.ts';
import { cpuSecondsBetween } from './load.ts';
import type { BenchOptions } from './options.ts';
import { cpuSecondsOf } from './process-figures.ts';
import type { Contribute, Expect, StagePlan } from './stage-plan.ts';
import { ConnectedSchema, ReachedSchema, sharedNowMs } from './stage-plan.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Nobody contributes meanwhile. */
const QUIET_CHANGES = 20;
const QUIET_PAUSE_MS = 300;
const BUSY_PAUSE_MS = 1_000;
/** Three of five contribute, within a minute. */
const CONTRIBUTING_SHARE = 0.6;
const CONTRIBUTING_MS = 60_000;
/** Until how many watch is counted, and told. */
const SETTLING_MS = 5_000;
const CHANGE_DEADLINE_MS = 10_000;
const CONNECT_DEADLINE_MS = 120_000;
const RUN_DEADLINE_MS = CONTRIBUTING_MS + 120_000;

/** One change after the other, each until all phones have it. */
export interface Changes {
  readonly changes: number;
  /** From the moment when staff ask for it until it is with a phone: of all changes and phones. */
  readonly reached: Latencies;
  readonly cpuSeconds: LoadResult['cpuSeconds'];
}

export interface StageResult {
  readonly spectators: number;
  readonly connectedMs: number;
  readonly quiet: Changes;
  readonly busy: Changes;
  readonly contributed: AcknowledgedReport;
  readonly faults: readonly string[];
}

interface Stage {
  readonly hall: Hall;
  readonly client: BenchProcess;
  readonly lotteryId: string;
  readonly spectators: number;
  readonly faults: string[];
  /** The prize that the hall looks at. */
  prizeIndex: number;
}

export async function runStage(
  hall: Hall,
  { spectators }: Pick<BenchOptions, 'spectators'>,
): Promise<StageResult> {
  const lotteryId = await makeLottery(hall, new Date(Date.now() + DAY_MS).toISOString());
  await leadLottery(hall, lotteryId, 'open', 'closed', 'gathering');
  const client = await startProcess({
    name: 'client',
    program: fileURLToPath(new URL('stage-client.ts', import.meta.url)),
  });
  try {
    const plan = { type: 'plan', url: hall.url, lotteryId, spectators } satisfies StagePlan;
    client.send(plan);
    const connected = await client.next('connected', CONNECT_DEADLINE_MS);
    const { elapsedMs: connectedMs } = v.parse(ConnectedSchema, connected);
    await delay(SETTLING_MS);
    const stage: Stage = { hall, client, lotteryId, spectators, faults: [], prizeIndex: 0 };
    const quiet = await changeOften(stage, QUIET_PAUSE_MS, (changes) => changes < QUIET_CHANGES);
    const contributors = Math.ceil(spectators * CONTRIBUTING_SHARE);
    const order = { type: 'contribute', contributors, duringMs: CONTRIBUTING_MS } as const;
    client.send(order satisfies Contribute);
    const endMs = sharedNowMs() + CONTRIBUTING_MS;
    const busy = await changeOften(stage, BUSY_PAUSE_MS, () => sharedNowMs() < endMs);
    const said = await client.next('acknowledged', RUN_DEADLINE_MS);
    const contributed = v.parse(AcknowledgedReportSchema, said);
    const faults = [...stage.faults, ...(await faultsOf(stage, contributed))];
    return { spectators, connectedMs, quiet, busy, contributed, faults };
  } finally {
    await client.stop();
  }
}

async function changeOften(
  stage: Stage,
  pauseMs: number,
  goesOn: (changes: number) => boolean,
): Promise<Changes> {
  const { hall, client } = stage;
  const meter: CpuMeter = () => ({ client: cpuSecondsOf(client.pid), ...hall.meter() });
  const before = meter();
  const times: number[] = [];
  let changes = 0;
  for (; goesOn(changes); changes += 1) {
    times.push(...(await change(stage)));
    await delay(pauseMs);
  }
  return { changes, reached: latenciesOf(times), cpuSeconds: cpuSecondsBetween(before, meter()) };
}

/** @returns how long it took to each phone */
async function change(stage: Stage): Promise<number[]> {
  const { hall, client, lotteryId, spectators, faults } = stage;
  stage.prizeIndex = (stage.prizeIndex + 1) % BENCH_PRIZES;
  const { prizeIndex } = stage;
  const order = { type: 'expect', prizeIndex, deadlineMs: CHANGE_DEADLINE_MS } as const;
  client.send(order satisfies Expect);
  await client.next('expecting', CHANGE_DEADLINE_MS);
  const startedMs = sharedNowMs();
  await ask(hall, 'PATCH', `/api/lotteries/${lotteryId}/stage`, { prizeIndex });
  const { arrivalsMs } = v.parse(
    ReachedSchema,
    await client.next('reached', 2 * CHANGE_DEADLINE_MS),
  );
  if (arrivalsMs.length !== spectators) {
    faults.push(`i: a change reached ${arrivalsMs.length} of ${spectators} phones`);
  }
  return arrivalsMs.map((arrivalMs) => arrivalMs - startedMs);
}

async function faultsOf(
  { hall, lotteryId }: Stage,
  { answers, count }: AcknowledgedReport,
): Promise<string[]> {
  const faults: string[] = [];
  if (answers['added'] !== count) faults.push(`i: answers ${JSON.stringify(answers)}`);
  const kept = await hall.ledger.latestContributions(lotteryId, 1);
  if (kept.count !== count || kept.people !== count) {
    faults.push(`i: ${kept.count} contributions of ${kept.people} in the books, not ${count}`);
  }
  return faults;
}
