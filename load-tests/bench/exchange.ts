/** Part f: people exchange points for coupons, through the server and into the books. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
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

const PEOPLE = 1_000;
const ROUNDS = 10;
const WARMING_ROUNDS = 1;
const IN_FLIGHT = 32;
const RUN_DEADLINE_MS = 300_000;
const HOUSE = '00000000-0000-0000-0000-000000000000';

export interface ExchangeResult extends Pick<LoadResult, 'acknowledged' | 'cpuSeconds'> {
  /** What is wrong in the books afterwards. */
  readonly faults: readonly string[];
}

export async function runExchanges(hall: Hall): Promise<ExchangeResult> {
  const offerId = await makeOffer(hall);
  const price = FIRST_PROGRAM_VERSION.coupon.points;
  const tokens = await makeSpenders(hall.database.url, price * (ROUNDS + WARMING_ROUNDS));
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

/** People with a token and with points that they earned. @returns the tokens */
async function makeSpenders(databaseUrl: string, points: number): Promise<string[]> {
  const people = Array.from({ length: PEOPLE }, () => ({
    id: randomUUID(),
    token: randomBytes(32).toString('base64url'),
  }));
  const hashes = people.map(({ token }) => createHash('sha256').update(token).digest('hex'));
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `with people as (select * from unnest($1::uuid[], $2::text[]) as p (id, hash)),
         known as (insert into participants (participant_id) select id from people),
         named as (insert into participant_names select id, 'みずたま' from people),
         tokens as (insert into participant_tokens (token_hash, participant_id)
           select hash, id from people),
         passes as (insert into passes (participant_id, kind, key_id, valid_until_s)
           select id, 'card', 1, 4000000000 from people)
       insert into accounts (owner, kind) select id, 'participant' from people`,
      [people.map(({ id }) => id), hashes],
    );
    await client.query(
      `with awards as (select gen_random_uuid() as id, owner from unnest($1::uuid[]) as owner),
         opened as (insert into transactions (transaction_id, kind) select id, 'award' from awards)
       insert into entries (transaction_id, line, owner, kind, amount)
       select id, line, case line when 1 then '${HOUSE}' else owner end,
         case line when 1 then 'issuance' else 'participant' end,
         case line when 1 then -$2::bigint else $2::bigint end
       from awards cross join generate_series(1, 2) as line`,
      [people.map(({ id }) => id), points],
    );
  } finally {
    await client.end();
  }
  return people.map(({ token }) => token);
}

async function faultsOf(hall: Hall, report: AcknowledgedReport): Promise<string[]> {
  const faults: string[] = [];
  if (report.answers['201'] !== report.count) {
    faults.push(`f: answers ${JSON.stringify(report.answers)}`);
  }
  const wrong = await hall.ledger.wrongBalances(1);
  if (wrong.length > 0) faults.push(`f: ${JSON.stringify(wrong[0])} is wrong`);
  const client = new Client({ connectionString: hall.database.url });
  await client.connect();
  try {
    const { rows } = await client.query<{ coupons: string; left: string }>(
      `select (select count(*) from coupons) as coupons,
         (select coalesce(sum(balance), 0) from accounts where kind = 'participant') as left`,
    );
    const coupons = PEOPLE * (ROUNDS + WARMING_ROUNDS);
    if (Number(rows[0]?.coupons) !== coupons) faults.push(`f: ${rows[0]?.coupons} coupons`);
    if (Number(rows[0]?.left) !== 0) faults.push(`f: ${rows[0]?.left} points are left`);
  } finally {
    await client.end();
  }
  return faults;
}
