/** One run of the client against one server, with what each process used meanwhile. */
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import type { BenchProcess } from './child-process.ts';
import { startProcess } from './child-process.ts';
import type { AcknowledgedReport, BookedReport, ClientPlan } from './client-plan.ts';
import { AcknowledgedReportSchema, BookedReportSchema } from './client-plan.ts';
import { cpuSecondsOf } from './process-figures.ts';

const limits = { connectDeadlineMs: 60_000, runDeadlineMs: 600_000 } as const;

/** Processor time used so far by process name, seconds; `null`: not to be had. */
export type CpuMeter = () => Readonly<Record<string, number | null>>;

export interface LoadResult {
  readonly acknowledged: AcknowledgedReport;
  readonly booked: BookedReport | null;
  /** Seconds of processor time by process, until the last acknowledgement or the last booking. */
  readonly cpuSeconds: Readonly<Record<string, number | null>>;
}

/** Starts the client process. */
export function startClient(): Promise<BenchProcess> {
  return startProcess({
    name: 'client',
    program: fileURLToPath(new URL('client.ts', import.meta.url)),
  });
}

/**
 * Connects, waits for everybody, then sends everything.
 * @param meter of the processes that serve; the client's own time is added
 */
export async function runLoad(plan: ClientPlan, meter: CpuMeter): Promise<LoadResult> {
  const client = await startClient();
  try {
    client.send(plan);
    await client.next('connected', limits.connectDeadlineMs);
    const all: CpuMeter = () => ({ client: cpuSecondsOf(client.pid), ...meter() });
    const before = all();
    client.send({ type: 'go' });
    const acknowledged = v.parse(
      AcknowledgedReportSchema,
      await client.next('acknowledged', limits.runDeadlineMs),
    );
    const booked = plan.untilBooked
      ? v.parse(BookedReportSchema, await client.next('booked', limits.runDeadlineMs))
      : null;
    return { acknowledged, booked, cpuSeconds: cpuSecondsBetween(before, all()) };
  } finally {
    await client.stop();
  }
}

/** What each process used between two readings of its meter. */
export function cpuSecondsBetween(
  before: Readonly<Record<string, number | null>>,
  after: Readonly<Record<string, number | null>>,
): Record<string, number | null> {
  const used: Record<string, number | null> = {};
  for (const [name, seconds] of Object.entries(after)) {
    const start = before[name] ?? null;
    used[name] = seconds === null || start === null ? null : seconds - start;
  }
  return used;
}
