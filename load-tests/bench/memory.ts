/** Part d: what the server process keeps in memory. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Hall } from './hall.ts';
import { startClient } from './load.ts';
import type { BenchOptions } from './options.ts';
import { residentBytesOf } from './process-figures.ts';

const limits = { connectDeadlineMs: 120_000, settleMs: 3_000 } as const;

/** Bytes; `null`: not to be had. */
export interface Memory {
  readonly resident: number | null;
  /** Used on the JavaScript heap, garbage that was not collected yet included. */
  readonly heap: number | null;
}

export async function memoryOf(hall: Pick<Hall, 'url' | 'serverPid'>): Promise<Memory> {
  return { resident: residentBytesOf(hall.serverPid), heap: await heapOf(hall.url) };
}

export interface IdleKiosks {
  readonly count: number;
  readonly before: Memory;
  readonly after: Memory;
}

/** Connects kiosks that do nothing, and waits a little for the server to come to rest. */
export async function measureIdleKiosks(hall: Hall, options: BenchOptions): Promise<IdleKiosks> {
  const activityId = await hall.openActivity('idle');
  const tokens = await hall.enrollKiosks(activityId, options.idleKiosks);
  const client = await startClient();
  try {
    await delay(limits.settleMs);
    const before = await memoryOf(hall);
    client.send({
      type: 'plan',
      url: hall.url,
      tokens,
      ready: 'kiosk:settings',
      inFlight: 1,
      work: { kind: 'idle' },
      dashboard: null,
      untilBooked: false,
    });
    await client.next('connected', limits.connectDeadlineMs);
    await delay(limits.settleMs);
    return { count: tokens.length, before, after: await memoryOf(hall) };
  } finally {
    await client.stop();
  }
}

/** From the server's own metrics. */
async function heapOf(url: string): Promise<number | null> {
  const answer = await fetch(`${url}/metrics`);
  if (!answer.ok) return null;
  const figure = /^\w*nodejs_heap_size_used_bytes (\S+)$/m.exec(await answer.text())?.[1];
  return figure === undefined ? null : Number(figure);
}
