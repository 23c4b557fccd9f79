/**
 * The hall of part i: thousands of phones on /stage. A child of the bench. Only frames are read here:
 * what a phone does with a change it does by itself, not on the server's machine.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import { NAMESPACES, PROTOCOL_VERSION } from '#domain/contract/protocol.ts';
import type { Conversation } from '../socket-io-conversation.ts';
import { createConversation } from '../socket-io-conversation.ts';
import { SOCKET_IO_PATH } from '../socket-io-framing.ts';
import type { AcknowledgedReport } from './client-plan.ts';
import { latenciesOf } from './latencies.ts';
import type { Contribute, Expect, Reached, StagePlan } from './stage-plan.ts';
import { ContributeSchema, ExpectSchema, StagePlanSchema, sharedNowMs } from './stage-plan.ts';

/** Handshakes at once. */
const CONNECTING_MAX = 50;
const PACE_MS = 10;
const CHANGED = `42${NAMESPACES.stage},["lottery:changed"`;

/** What is waited for. */
interface Expected {
  readonly mark: string;
  /** By phone. */
  readonly arrivalsMs: Map<Conversation, number>;
  readonly everybody: PromiseWithResolvers<void>;
}
let expected: Expected | null = null;

function notice(phone: Conversation, frame: string, phones: number): void {
  if (expected === null || !frame.includes(expected.mark)) return;
  const { arrivalsMs, everybody } = expected;
  if (!arrivalsMs.has(phone)) arrivalsMs.set(phone, sharedNowMs());
  if (arrivalsMs.size === phones) everybody.resolve();
}

function connectPhone({ url, lotteryId, spectators }: StagePlan): Promise<Conversation> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url.replace(/^http/, 'ws') + SOCKET_IO_PATH);
    const phone = createConversation({
      namespace: NAMESPACES.stage,
      auth: { protocolVersion: PROTOCOL_VERSION },
      send: (frame) => socket.send(frame),
      onConnected: () => phone.ask('lottery:watch', { lotteryId }, () => resolve(phone)),
      onEvent: () => undefined,
      onEnd: (end) => fail(new Error(`a phone was cut off: ${end.why}`)),
    });
    socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string' && data.startsWith(CHANGED)) notice(phone, data, spectators);
      else phone.receive(data);
    });
    socket.addEventListener('error', () => reject(new Error('a phone could not connect')));
    socket.addEventListener('close', () => fail(new Error('a phone was cut off')));
  });
}

async function connectAll(plan: StagePlan): Promise<Conversation[]> {
  const phones: Conversation[] = [];
  let left = plan.spectators;
  await Promise.all(
    Array.from({ length: CONNECTING_MAX }, async () => {
      for (; left > 0;) {
        left -= 1;
        phones.push(await connectPhone(plan));
      }
    }),
  );
  return phones;
}

async function expectChange({ prizeIndex, deadlineMs }: Expect): Promise<Reached> {
  const everybody = Promise.withResolvers<void>();
  const now: Expected = { mark: `"prizeIndex":${prizeIndex},`, arrivalsMs: new Map(), everybody };
  expected = now;
  process.send?.({ type: 'expecting' });
  const waiting = new AbortController();
  const late = delay(deadlineMs, undefined, { signal: waiting.signal }).catch(() => undefined);
  await Promise.race([everybody.promise, late]);
  waiting.abort();
  expected = null;
  return { type: 'reached', arrivalsMs: [...now.arrivalsMs.values()] };
}

/** Each its own, with a word. */
async function contribute(
  phones: readonly Conversation[],
  lotteryId: string,
  { contributors, duringMs }: Contribute,
): Promise<AcknowledgedReport> {
  const times: number[] = [];
  const answers: Record<string, number> = {};
  const done = Promise.withResolvers<void>();
  const startedAt = performance.now();
  const send = (phone: Conversation): void => {
    const sentAt = performance.now();
    const [nonceHex, randomHex] = [randomBytes(32), randomBytes(16)].map((b) => b.toString('hex'));
    const contribution = { lotteryId, nonceHex, randomHex, word: '当たりますように' };
    phone.ask('lottery:contribute', contribution, (answer) => {
      times.push(performance.now() - sentAt);
      const kind = kindOf(answer);
      answers[kind] = (answers[kind] ?? 0) + 1;
      if (times.length === contributors) done.resolve();
    });
  };
  let sent = 0;
  const pacing = setInterval(() => {
    const due = Math.ceil(((performance.now() - startedAt) / duringMs) * contributors);
    for (; sent < Math.min(due, contributors); sent += 1) send(phones[sent % phones.length]!);
  }, PACE_MS);
  await done.promise;
  clearInterval(pacing);
  const elapsedMs = performance.now() - startedAt;
  return { type: 'acknowledged', elapsedMs, ...latenciesOf(times), answers };
}

function kindOf(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null) return 'strange';
  if ('failure' in answer) return `failure ${String(answer.failure)}`;
  return 'seq' in answer ? 'added' : 'strange';
}

function fail(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  process.send?.({ type: 'failed', message }, () => process.exit(1));
}

async function carryOut(plan: StagePlan): Promise<void> {
  const startedAt = performance.now();
  const phones = await connectAll(plan);
  process.on('message', (message: unknown) => {
    const { type } = v.parse(v.object({ type: v.string() }), message);
    const work =
      type === 'expect'
        ? expectChange(v.parse(ExpectSchema, message))
        : contribute(phones, plan.lotteryId, v.parse(ContributeSchema, message));
    work.then((report) => process.send?.(report), fail);
  });
  process.send?.({ type: 'connected', elapsedMs: performance.now() - startedAt });
}

process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
process.once('message', (message) => {
  carryOut(v.parse(StagePlanSchema, message)).catch(fail);
});
process.send?.({ type: 'ready' });
