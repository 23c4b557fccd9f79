/** Wires the workers' parts, starts them, and ends them in order. Reads no environment. */
import { createLedger } from '#stores/ledger/create-ledger.ts';
import { migrateLedger } from '#stores/ledger/migrate.ts';
import { createLiveStore, untilReady } from '#stores/live/create-live-store.ts';
import { LiveStoreUnavailable } from '#stores/live/live-store.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import { LedgerUnavailable } from '#stores/ledger/ledger.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { createJobWorker } from '#stores/job-worker.ts';
import { createQueues } from '#stores/queues.ts';
import type { Queues } from '#stores/queues.ts';
import { createBeaconDesk } from './beacons.ts';
import { createDrandRelays } from './drand-relays.ts';
import { createDrawSources } from './draw/draw-files.ts';
import { createDrawThreads } from './draw/draw-threads.ts';
import { startHeartbeat } from './heartbeat.ts';
import { createJobs } from './jobs/index.ts';
import type { WorkerSettings } from './settings.ts';

const limits = {
  storesReadyMs: 10_000,
  closeMs: 500,
  /** Activities whose outboxes are drained at the same time. */
  postingsAtOnce: 4,
  /** Lotteries that are led at the same time; one may wait for a relay. */
  lotteriesAtOnce: 4,
  /** Ranges that are ranked at the same time: a thread each. */
  rangesAtOnce: 2,
  /** How often it is seen to that sweeps and nights still run: Redis may have lost everything. */
  schedulesIntervalMs: 5_000,
  /** Books that were closed so long ago missed the night, also where the days begin at one hour. */
  nightMissedMs: 20 * 60 * 60_000,
  /** One line of a kind in this time, however often it fails. */
  sameLineMs: 5_000,
} as const;

export type WorkerOptions = WorkerSettings & {
  readonly nowMs?: () => number;
  readonly writeLine?: (line: string) => void;
};

export interface RunningWorker {
  /** Takes no new job, finishes those at work, then closes the stores. */
  close(): Promise<void>;
}

/** @throws LiveStoreUnavailable or LedgerUnavailable when a store does not answer at the start */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { redisUrl, databaseUrl } = options;
  const nowMs = options.nowMs ?? Date.now;
  const writeLine = options.writeLine ?? ((line) => console.error(line));
  const live = createLiveStore({ url: redisUrl });
  const ledger = createLedger({ databaseUrl });
  const queues = createQueues({ url: redisUrl });
  const closeStores = async () => {
    await inTime(Promise.allSettled([queues.close(), live.close(), ledger.close()]));
  };
  try {
    await untilReady(live, limits.storesReadyMs);
    await migrateLedger({ databaseUrl });
    await queues.scheduleSweep();
    await queues.scheduleNight();
    // A machine that sleeps at night does the work of the night in the morning.
    const [latest] = await ledger.booksReports(1);
    if (latest === undefined || nowMs() - Date.parse(latest.at) > limits.nightMissedMs) {
      await queues.wakeNight();
    }
  } catch (error) {
    await closeStores();
    throw error;
  }
  const jobs = startJobs({ redisUrl, live, ledger, queues, options, nowMs, writeLine });
  const heartbeat =
    options.heartbeatFile === undefined
      ? null
      : startHeartbeat(options.heartbeatFile, () => Promise.all([live.ping(), ledger.ping()]));
  // An outage is told by the jobs; what was lost in it is put back after it.
  const restoring = setInterval(
    () => void queues.restoreSchedules().catch(() => {}),
    limits.schedulesIntervalMs,
  );
  let closing: Promise<void> | null = null;
  return {
    close() {
      clearInterval(restoring);
      heartbeat?.stop();
      return (closing ??= jobs.close().then(closeStores));
    },
  };
}

interface JobSurroundings {
  readonly redisUrl: string;
  readonly live: LiveStore;
  readonly ledger: Ledger;
  readonly queues: Queues;
  readonly options: Pick<WorkerOptions, 'drandRelays'>;
  readonly nowMs: () => number;
  readonly writeLine: (line: string) => void;
}

/** @returns what ends them: no new job, and those at work are finished */
function startJobs(given: JobSurroundings): { close(): Promise<void> } {
  const { redisUrl, live, ledger, queues, options, nowMs, writeLine } = given;
  const threads = createDrawThreads(limits.rangesAtOnce);
  const relays = createDrandRelays({ relays: options.drandRelays ?? [], writeLine, nowMs });
  const worker = createJobWorker({
    url: redisUrl,
    handlers: createJobs({
      live,
      ledger,
      wakePosting: (activityId) => queues.wakePosting(activityId),
      wakeLottery: (lotteryId) => queues.wakeLottery(lotteryId),
      startDraw: (plan) => queues.startDraw(plan),
      threads,
      sources: createDrawSources(ledger),
      beacons: createBeaconDesk({ ledger, live, relays, nowMs }),
      nowMs,
      onWrongBalances: (wrong, count) => {
        const named = wrong.map(
          ({ owner, account, balance, entries }) =>
            `${owner} ${account} has ${balance}, its entries say ${entries}`,
        );
        const others = count > wrong.length ? `; and ${count - wrong.length} others` : '';
        writeLine(`close-books: PT6 is broken: ${named.join('; ')}${others}`);
      },
      onSetAside: ({ activityId, line, reason }) => {
        const { outcomeId } = line.facts;
        writeLine(
          `post-points: line ${line.seq} of activity ${activityId}, outcome ${outcomeId}, cannot be ` +
            `booked and is set aside in unbookable_lines: ${reason}`,
        );
      },
    }),
    concurrency: {
      'post-points': limits.postingsAtOnce,
      'lead-lottery': limits.lotteriesAtOnce,
      'rank-serials': limits.rangesAtOnce,
    },
    onFailure: failureWriter(writeLine, nowMs),
  });
  return {
    async close() {
      await worker.close();
      threads.close();
    },
  };
}

/** An outage is one short line now and then; a bug comes with its stack. */
function failureWriter(writeLine: (line: string) => void, nowMs: () => number) {
  const writtenAtMs = new Map<string, number>();
  return ({ job, error }: { readonly job: string | null; readonly error: Error }): void => {
    const what = job ?? 'redis';
    const isOutage = error instanceof LiveStoreUnavailable || error instanceof LedgerUnavailable;
    const kind = `${what} ${isOutage ? 'outage' : error.message}`;
    const last = writtenAtMs.get(kind);
    if (last !== undefined && nowMs() - last < limits.sameLineMs) return;
    writtenAtMs.clear();
    writtenAtMs.set(kind, nowMs());
    writeLine(
      `${what}: ${isOutage ? error.message || error.name : (error.stack ?? error.message)}`,
    );
  };
}

async function inTime(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limits.closeMs);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
