/** Parts b and c: check-ins through the whole system. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import { AttendanceSchema } from '#domain/contract/attendance.ts';
import type { BooksCheck } from './books.ts';
import { checkBooks } from './books.ts';
import type { Hall } from './hall.ts';
import type { LoadResult } from './load.ts';
import { runLoad } from './load.ts';
import type { Memory } from './memory.ts';
import { memoryOf } from './memory.ts';
import type { BenchOptions } from './options.ts';

const limits = { drainPollMs: 50, drainDeadlineMs: 600_000 } as const;

export interface CheckInResult extends LoadResult {
  readonly activityId: string;
  /** Of the server process, right before and right after. */
  readonly memory: { readonly before: Memory; readonly after: Memory };
  /** `null`: nothing was booked on purpose. */
  readonly books: BooksCheck | null;
}

/** Writes the passes to where the client reads them. */
export function writePasses(folder: string, passes: readonly string[]): string {
  const file = join(folder, 'passes.txt');
  writeFileSync(file, `${passes.join('\n')}\n`);
  return file;
}

/**
 * Everybody checks in once at an activity of its own, a dashboard watching.
 * @param run.booked whether a worker runs, and the run lasts until the books hold everything
 */
export async function runCheckIns(
  hall: Hall,
  options: BenchOptions,
  run: { readonly passesFile: string; readonly booked: boolean; readonly name: string },
): Promise<CheckInResult> {
  const activityId = await hall.openActivity(run.name);
  const tokens = await hall.enrollKiosks(activityId, options.kiosks);
  const before = await memoryOf(hall);
  const result = await runLoad(
    {
      type: 'plan',
      url: hall.url,
      tokens,
      ready: 'kiosk:settings',
      inFlight: options.inFlight,
      work: { kind: 'scans', passesFile: run.passesFile },
      dashboard: { cookie: hall.cookie, activityId },
      untilBooked: run.booked,
    },
    hall.meter,
  );
  const after = await memoryOf(hall);
  const books = run.booked ? await checkBooks(hall.database.url, activityId) : null;
  return { ...result, activityId, memory: { before, after }, books };
}

export interface DrainResult {
  readonly lines: number;
  readonly elapsedMs: number;
  readonly books: BooksCheck;
}

/** Starts the worker, and waits until it has booked what part b left in the outbox. */
export async function drain(hall: Hall, activityId: string): Promise<DrainResult> {
  const startedAt = performance.now();
  await hall.startWorker();
  for (;;) {
    const { seq, bookedSeq } = await countersOf(hall, activityId);
    const elapsedMs = performance.now() - startedAt;
    if (bookedSeq >= seq) {
      return { lines: seq, elapsedMs, books: await checkBooks(hall.database.url, activityId) };
    }
    if (elapsedMs > limits.drainDeadlineMs) {
      throw new Error(`${seq - bookedSeq} lines were not booked in time`);
    }
    await delay(limits.drainPollMs);
  }
}

async function countersOf(hall: Hall, activityId: string) {
  const answer = await fetch(`${hall.url}/api/activities/${activityId}/attendance`, {
    headers: { cookie: hall.cookie },
  });
  return v.parse(AttendanceSchema, await answer.json()).counters;
}
