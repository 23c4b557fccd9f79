/**
 * The load: one process with all kiosks' sockets, the same for the ceiling and for check-ins. A
 * child of the bench; see client-plan.ts.
 */
import { randomFillSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { Socket } from 'socket.io-client';
import { Manager } from 'socket.io-client';
import { NAMESPACES, PROTOCOL_VERSION } from '#domain/contract/protocol.ts';
import { uuidv7 } from '#domain/ids.ts';
import type { AcknowledgedReport, ClientPlan } from './client-plan.ts';
import { ClientPlanSchema, EMPTY_EVENT } from './client-plan.ts';
import { watchAttendance } from './client-dashboard.ts';
import { latenciesOf } from './latencies.ts';

/** Handshakes at once: a rush of hundreds is not what is measured. */
const CONNECTING_MAX = 25;

/** Something that is sent and acknowledged `count` times; `at(i)` gives the values of the i-th. */
interface Work {
  readonly event: string;
  readonly count: number;
  valuesAt(index: number): readonly unknown[];
}

function workOf(plan: ClientPlan): Work {
  const { work } = plan;
  if (work.kind === 'scans') return scansOf(work.passesFile);
  return {
    event: EMPTY_EVENT,
    count: work.kind === 'empty-events' ? work.count : 0,
    valuesAt: () => [],
  };
}

function scansOf(passesFile: string): Work {
  const passes = readFileSync(passesFile, 'utf8').trimEnd().split('\n');
  // Made beforehand: the client's own work is not what is measured.
  const scanIds = passes.map(() => uuidv7(Date.now(), randomFillSync(new Uint8Array(10))));
  return {
    event: 'scan:submit',
    count: passes.length,
    valuesAt: (index) => [
      {
        scanId: scanIds[index],
        pass: passes[index],
        direction: 'in',
        scannedAt: new Date().toISOString(),
      },
    ],
  };
}

async function connectAll(plan: ClientPlan): Promise<Socket[]> {
  const sockets: Socket[] = [];
  const tokens = [...plan.tokens];
  await Promise.all(
    Array.from({ length: CONNECTING_MAX }, async () => {
      for (let token = tokens.pop(); token !== undefined; token = tokens.pop()) {
        sockets.push(await connectKiosk(plan, token));
      }
    }),
  );
  return sockets;
}

/** A server of ours has a kiosk's settings to work out: done before the clock starts. */
function connectKiosk({ url, ready }: ClientPlan, token: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    // A manager a socket: each kiosk is a connection of its own.
    const manager = new Manager(url, { transports: ['websocket'], reconnection: false });
    const socket = manager.socket(NAMESPACES.kiosk, {
      auth: { token, protocolVersion: PROTOCOL_VERSION },
    });
    socket.once(ready, () => {
      socket.on('disconnect', (reason) => fail(new Error(`a kiosk was cut off: ${reason}`)));
      resolve(socket);
    });
    socket.once('connect_error', reject);
  });
}

/** Keeps `inFlight` messages under way on each socket until all work is acknowledged. */
function send(sockets: readonly Socket[], inFlight: number, work: Work) {
  const latenciesMs = new Float64Array(work.count);
  const answers: Record<string, number> = {};
  return new Promise<AcknowledgedReport>((resolve) => {
    let sent = 0;
    let acknowledged = 0;
    const startedAt = performance.now();
    const sendNext = (socket: Socket): void => {
      if (sent === work.count) return;
      const index = sent;
      sent += 1;
      const values = work.valuesAt(index);
      const sentAt = performance.now();
      socket.emit(work.event, ...values, (answer: unknown) => {
        const now = performance.now();
        latenciesMs[index] = now - sentAt;
        const kind = kindOf(answer);
        answers[kind] = (answers[kind] ?? 0) + 1;
        acknowledged += 1;
        if (acknowledged === work.count) {
          resolve({
            type: 'acknowledged',
            elapsedMs: now - startedAt,
            ...latenciesOf(latenciesMs),
            answers,
          });
        } else {
          sendNext(socket);
        }
      });
    };
    for (const socket of sockets) {
      for (let lane = 0; lane < inFlight; lane += 1) sendNext(socket);
    }
  });
}

function kindOf(answer: unknown): string {
  if (answer === undefined) return 'empty';
  if (typeof answer !== 'object' || answer === null) return 'strange';
  if ('failure' in answer) return `failure ${String(answer.failure)}`;
  if ('reason' in answer) return `refused ${String(answer.reason)}`;
  return 'outcome' in answer ? String(answer.outcome) : 'strange';
}

function fail(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  process.send?.({ type: 'failed', message }, () => process.exit(1));
}

async function carryOut(plan: ClientPlan): Promise<void> {
  const work = workOf(plan);
  const dashboard =
    plan.dashboard === null ? null : await watchAttendance(plan.url, plan.dashboard);
  const sockets = await connectAll(plan);
  process.send?.({ type: 'connected' });
  await new Promise<void>((resolve) => {
    process.once('message', () => resolve());
  });
  const startedAt = performance.now();
  if (work.count > 0) process.send?.(await send(sockets, plan.inFlight, work));
  if (dashboard === null || !plan.untilBooked) return;
  await dashboard.booked(work.count);
  const elapsedMs = performance.now() - startedAt;
  process.send?.({ type: 'booked', elapsedMs, ...dashboard.figures() });
}

process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
process.once('message', (message) => {
  carryOut(v.parse(ClientPlanSchema, message)).catch(fail);
});
process.send?.({ type: 'ready' });
