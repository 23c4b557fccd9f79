/**
 * The load of part f: exchanges over HTTP, on connections that stay open, so many in flight. A
 * child of the bench.
 */
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import * as v from 'valibot';
import { ExchangePlanSchema } from './exchange-plan.ts';
import type { ExchangePlan } from './exchange-plan.ts';
import type { AcknowledgedReport } from './client-plan.ts';
import { latenciesOf } from './latencies.ts';

/** @returns the status, or the code of a problem */
function exchange(plan: ExchangePlan, agent: Agent, token: string): Promise<string> {
  const body = JSON.stringify({ offerId: plan.offerId });
  return new Promise((resolve, reject) => {
    const sent = request(
      `${plan.url}/api/me/coupons`,
      {
        method: 'POST',
        agent,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'idempotency-key': randomUUID(),
        },
      },
      (response) => {
        response.resume();
        response.on('end', () => resolve(String(response.statusCode)));
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

async function run(plan: ExchangePlan): Promise<AcknowledgedReport> {
  const agent = new Agent({ keepAlive: true, maxSockets: plan.inFlight });
  const times: number[] = [];
  const answers: Record<string, number> = {};
  const count = plan.tokens.length * plan.rounds;
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: plan.inFlight }, async () => {
      for (let index = next; index < count; index = next) {
        next += 1;
        const sentAt = performance.now();
        const answer = await exchange(plan, agent, plan.tokens[index % plan.tokens.length]!);
        times.push(performance.now() - sentAt);
        answers[answer] = (answers[answer] ?? 0) + 1;
      }
    }),
  );
  const elapsedMs = performance.now() - startedAt;
  agent.destroy();
  return { type: 'acknowledged', elapsedMs, ...latenciesOf(times), answers };
}

process.on('disconnect', () => process.exit(0));
process.on('message', (message: unknown) => {
  const plan = v.parse(ExchangePlanSchema, message);
  run(plan).then(
    (report) => process.send?.(report),
    (error: unknown) => process.send?.({ type: 'failed', reason: String(error) }),
  );
});
process.send?.({ type: 'ready' });
