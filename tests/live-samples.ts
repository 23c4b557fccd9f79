/** Activities and scans for tests of the live store. */
import { randomUUID } from 'node:crypto';
import type { Counters } from '#domain/contract/attendance.ts';
import type { OutboxLine, ScanFacts } from '#domain/contract/outbox.ts';
import type { RefusalReason } from '#domain/check-in.ts';
import { createLiveStore, untilReady } from '#stores/live/create-live-store.ts';
import type { Decision, LiveActivity, LiveStore } from '#stores/live/live-store.ts';

const readyDeadlineMs = 10_000;

/**
 * Ten in the morning: the door of the sample activity opens at 9:30 and closes at 13:00. Long after
 * the tests run: what Redis keeps of an activity that is over hangs on the time of day.
 */
export const TEN_MS = Date.parse('2126-11-22T10:00:00.000Z');
export const MINUTE_MS = 60_000;

export function sampleLiveActivity(changes: Partial<LiveActivity> = {}): LiveActivity {
  return {
    activityId: randomUUID(),
    opensAtMs: TEN_MS - 30 * MINUTE_MS,
    closesAtMs: TEN_MS + 180 * MINUTE_MS,
    cancelled: false,
    capacity: null,
    points: 5,
    ...changes,
  };
}

/** A scan as the server hands it in; every one is another unless told otherwise. */
export function sampleFacts(changes: Partial<ScanFacts> & { atMs?: number } = {}): ScanFacts {
  const { atMs = TEN_MS, ...facts } = changes;
  return {
    outcomeId: randomUUID(),
    scanId: randomUUID(),
    contentHash: '0a1b2c3d',
    kioskId: randomUUID(),
    participantId: randomUUID(),
    via: 'card',
    direction: 'in',
    scannedAt: new Date(atMs).toISOString(),
    decidedAt: new Date(atMs + 40).toISOString(),
    recordedOffline: false,
    codeHint: null,
    ...facts,
  };
}

/** A live store that answers. */
export async function openLiveStore(url: string): Promise<LiveStore> {
  const store = createLiveStore({ url });
  await untilReady(store, readyDeadlineMs);
  return store;
}

export async function* pagesOf(
  ...pages: readonly (readonly OutboxLine[])[]
): AsyncGenerator<readonly OutboxLine[]> {
  yield* pages;
}

/** Makes an activity held, with what the books know of it. */
export async function bringIn(
  store: LiveStore,
  changes: Partial<LiveActivity> = {},
  lines: readonly OutboxLine[] = [],
): Promise<LiveActivity> {
  const activity = sampleLiveActivity(changes);
  await store.restoreActivity({ activity, lines: pagesOf(lines) });
  return activity;
}

/** Decides a scan at an activity that is held. */
export async function decide(
  store: LiveStore,
  activityId: string,
  facts: ScanFacts,
  refusal: RefusalReason | null = null,
): Promise<Decision> {
  const result = await store.admit({ activityId, facts, refusal, participations: 2 });
  if (!result.known) throw new Error(`Activity ${activityId} is not held.`);
  return result.decision;
}

/** All lines that the books do not have. */
export async function waitingLines(store: LiveStore, activityId: string): Promise<OutboxLine[]> {
  return (await store.readOutbox(activityId, 100_000)).map(({ line }) => line);
}

export async function countersOf(store: LiveStore, activityId: string): Promise<Counters> {
  const reading = await store.readAttendance(activityId, { afterSeq: 0, latestMax: 1 });
  if (reading === null) throw new Error(`Activity ${activityId} is not held.`);
  return reading.counters;
}
