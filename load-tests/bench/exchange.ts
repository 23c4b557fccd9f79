/** Part f: people exchange points for coupons, through the server and into the books. */
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { FIRST_PROGRAM_VERSION } from '#domain/program.ts';
import { ask } from './ask.ts';
import { startProcess } from './child-process.ts';
import type { AcknowledgedReport } from './client-plan.ts';
import { AcknowledgedReportSchema } from './client-plan.ts';
import type { ExchangePlan } from './exchange-plan.ts';
import type { Hall } from './hall.ts';
import type { CpuMeter, LoadResult } from './load.ts';
import { cpuSecondsBetween } from './load.ts';
import { cpuSecondsOf } from './process-figures.ts';
import { inDatabase, makeSpenders } from './spenders.ts';

const PEOPLE = 1_000;
const ROUNDS = 10;
const WARMING_ROUNDS = 1;
const IN_FLIGHT = 32;
const RUN_DEADLINE_MS = 300_000;

export interface ExchangeResult extends Pick<LoadResult, 'acknowledged' | 'cpuSeconds'> {
  /** What is wrong in the books afterwards. */
  readonly faults: readonly string[];
}

export async function runExchanges(hall: Hall): Promise<ExchangeResult> {
  const offerId = await makeOffer(hall);
  const price = FIRST_PROGRAM_VERSION.coupon.points;
  const points = price * (ROUNDS + WARMING_ROUNDS);
  const spenders = await makeSpenders(hall.database.url, PEOPLE, points);
  const tokens = spenders.map(({ token }) => token);
  const client = await startProcess({
    name: 'client',
    program: fileURLToPath(new URL('exchange-client.ts', import.meta.url)),
  });
  try {
    const plan = { type: 'plan', url: hall.url, offerId, tokens, inFlight: IN_FLIGHT } as const;
    const go = async (rounds: number): Promise<AcknowledgedReport> => {
      client.send({ ...plan, rounds } satisfies ExchangePlan);
      return v.parse(AcknowledgedReportSchema, await client.next('acknowledged', RUN_DEADLINE_MS));
    };
    await go(WARMING_ROUNDS);
    const meter: CpuMeter = () => ({ client: cpuSecondsOf(client.pid), ...hall.meter() });
    const before = meter();
    const acknowledged = await go(ROUNDS);
    const cpuSeconds = cpuSecondsBetween(before, meter());
    return { acknowledged, cpuSeconds, faults: await faultsOf(hall, acknowledged) };
  } finally {
    await client.stop();
  }
}

async function makeOffer(hall: Hall): Promise<string> {
  const shop = await ask(hall, 'POST', '/api/shops', { name: '喫茶 しらかわ', area: '新町' });
  const { shopId } = v.parse(v.object({ shopId: v.string() }), shop);
  const offer = await ask(hall, 'POST', `/api/shops/${shopId}/offers`, {
    name: 'コーヒー 1杯',
    yen: 200,
  });
  return v.parse(v.object({ offerId: v.string() }), offer).offerId;
}

async function faultsOf(hall: Hall, report: AcknowledgedReport): Promise<string[]> {
  const faults: string[] = [];
  if (report.answers['201'] !== report.count) {
    faults.push(`f: answers ${JSON.stringify(report.answers)}`);
  }
  const wrong = await hall.ledger.wrongBalances(1);
  if (wrong.length > 0) faults.push(`f: ${JSON.stringify(wrong[0])} is wrong`);
  const { coupons, left } = await inDatabase(hall.database.url, async (client) => {
    const { rows } = await client.query<{ coupons: string; left: string }>(
      `select (select count(*) from coupons) as coupons,
         (select coalesce(sum(balance), 0) from accounts where kind = 'participant') as left`,
    );
    return { coupons: Number(rows[0]?.coupons), left: Number(rows[0]?.left) };
  });
  if (coupons !== PEOPLE * (ROUNDS + WARMING_ROUNDS)) faults.push(`f: ${coupons} coupons`);
  if (left !== 0) faults.push(`f: ${left} points are left`);
  return faults;
}
