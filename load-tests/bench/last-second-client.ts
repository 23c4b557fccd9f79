/** The load of part j: everybody enters a ticket in a lottery's last second. A child of the bench. */
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import * as v from 'valibot';
import { EnteredLotterySchema } from '#domain/contract/lotteries.ts';
import type { LotteryEntry } from '#domain/contract/lotteries.ts';
import { GoSchema, LastSecondPlanSchema } from './last-second-plan.ts';
import type { Go, LastSecondPlan, LastSecondReport } from './last-second-plan.ts';
import { latenciesOf } from './latencies.ts';

const PACE_MS = 5;
const OPENING_IN_FLIGHT = 50;

interface Answer {
  readonly status: number;
  readonly text: string;
}

interface Asked {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly token: string;
  readonly body?: string;
  /** Stays when it is sent again. */
  readonly key?: string;
}

function ask(url: string, agent: Agent, asked: Asked): Promise<Answer> {
  const { method, path, token, body, key } = asked;
  return new Promise((resolve, reject) => {
    const headers: Record<string, string | number> = { authorization: `Bearer ${token}` };
    if (key !== undefined) headers['idempotency-key'] = key;
    if (body !== undefined) {
      headers['content-type'] = 'application/json';
      headers['content-length'] = Buffer.byteLength(body);
    }
    const sent = request(url + path, { method, agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.on('error', reject);
    });
    sent.on('error', (error: NodeJS.ErrnoException) => {
      // The connection was idle, and the server closed it just then: as browsers do.
      if (sent.reusedSocket && error.code === 'ECONNRESET') resolve(ask(url, agent, asked));
      else reject(error);
    });
    sent.end(body);
  });
}

/** Each phone shows its person's page. */
async function openPhones({ url, tokens }: LastSecondPlan, agent: Agent): Promise<void> {
  const waiting = [...tokens];
  await Promise.all(
    Array.from({ length: OPENING_IN_FLIGHT }, async () => {
      for (let token = waiting.pop(); token !== undefined; token = waiting.pop()) {
        const { status } = await ask(url, agent, { method: 'GET', path: '/api/me', token });
        if (status !== 200) throw new Error(`GET /api/me: ${status}`);
      }
    }),
  );
}

async function enterAll(
  { url, tokens }: LastSecondPlan,
  agent: Agent,
  { lotteryId, prizeIds, startsAtMs, duringMs }: Go,
): Promise<LastSecondReport> {
  const times: number[] = [];
  const answers: Record<string, number> = {};
  const receipts: LotteryEntry[] = [];
  let sentInTime = 0;
  const done = Promise.withResolvers<void>();
  async function enter(index: number): Promise<void> {
    const prizeId = prizeIds[index % prizeIds.length];
    const body = JSON.stringify({ lotteryId, prizeId, count: 1 });
    const token = tokens[index]!;
    if (Date.now() < startsAtMs + duringMs) sentInTime += 1;
    const sentAt = performance.now();
    const path = '/api/me/lottery-entries';
    const key = randomUUID();
    const answer = await ask(url, agent, { method: 'POST', path, token, body, key });
    times.push(performance.now() - sentAt);
    const kind = kindOf(answer);
    answers[kind] = (answers[kind] ?? 0) + 1;
    if (kind === '201') {
      receipts.push(v.parse(EnteredLotterySchema, JSON.parse(answer.text)).entry);
    }
    if (times.length === tokens.length) done.resolve();
  }
  let sent = 0;
  const pacing = setInterval(() => {
    const share = (Date.now() - startsAtMs) / duringMs;
    const due = Math.min(tokens.length, Math.ceil(share * tokens.length));
    for (; sent < due; sent += 1) enter(sent).catch(done.reject);
  }, PACE_MS);
  await done.promise.finally(() => clearInterval(pacing));
  const elapsedMs = Date.now() - startsAtMs;
  return { type: 'entered', elapsedMs, ...latenciesOf(times), sentInTime, answers, receipts };
}

const ProblemSchema = v.object({ code: v.string() });

function kindOf({ status, text }: Answer): string {
  return status < 400 ? String(status) : v.parse(ProblemSchema, JSON.parse(text)).code;
}

function fail(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  process.send?.({ type: 'failed', message }, () => process.exit(1));
}

async function carryOut(plan: LastSecondPlan): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: plan.connectionsMax });
  await openPhones(plan, agent);
  const ordered = new Promise<Go>((resolve) => {
    process.once('message', (message) => resolve(v.parse(GoSchema, message)));
  });
  process.send?.({ type: 'ready-to-enter' });
  const report = await enterAll(plan, agent, await ordered);
  agent.destroy();
  process.send?.(report);
}

process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
process.once('message', (message) => {
  carryOut(v.parse(LastSecondPlanSchema, message)).catch(fail);
});
process.send?.({ type: 'ready' });
