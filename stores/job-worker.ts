/** The side that works: BullMQ workers for every kind of job, with payloads that are parsed. */
import { Worker } from 'bullmq';
import type { Job } from 'bullmq';
import type { Redis } from 'ioredis';
import * as v from 'valibot';
import type { JobName, JobPayload, JobResult, SerialRanking } from '#domain/contract/jobs.ts';
import { JOB_PAYLOADS, SerialRankingSchema } from '#domain/contract/jobs.ts';
import { openConnection } from './live/connection.ts';
import { LiveStoreUnavailable } from './live/live-store.ts';
import { DEFAULT_PREFIX, KEEP_FEW, QUEUE_LIMITS, closeInTime } from './opened-queue.ts';
import type { QueueSettings } from './opened-queue.ts';

/** One run of a job. */
export interface JobRun {
  /** Somebody was at it before, and did not come to its end. */
  readonly isAgain: boolean;
  /** What the jobs returned that this one waited for, in no order. */
  childRankings(): Promise<readonly SerialRanking[]>;
}

export type JobHandlers = {
  readonly [Name in JobName]: (payload: JobPayload<Name>, run: JobRun) => Promise<JobResult<Name>>;
};

export interface JobWorkerSettings extends QueueSettings {
  readonly handlers: JobHandlers;
  /** Jobs at work at the same time, 1 unless given. */
  readonly concurrency?: Partial<Record<JobName, number>>;
  /** Told of every job that failed, and of trouble with Redis (`job: null`). */
  readonly onFailure: (failure: { job: JobName | null; error: Error }) => void;
}

export interface JobWorker {
  /** Lets the jobs at work finish, within a deadline; what is not finished runs again elsewhere. */
  close(): Promise<void>;
}

/**
 * The side that works: takes jobs of every kind until it is closed.
 * @throws when a kind of job has no handler
 */
export function createJobWorker(settings: JobWorkerSettings): JobWorker {
  const { url, prefix = DEFAULT_PREFIX, handlers, concurrency = {}, onFailure } = settings;
  const names = Object.keys(JOB_PAYLOADS).filter(isJobName);
  for (const name of names) {
    if (typeof handlers[name] !== 'function') throw new Error(`No handler for the job ${name}.`);
  }
  const connection = openWaitingConnection(url);
  // Once an outage, not with every attempt to come back.
  let answered = false;
  let closed: Promise<void> | undefined;
  connection.on('ready', () => {
    answered = true;
  });
  connection.on('close', () => {
    if (answered && closed === undefined)
      onFailure({ job: null, error: new LiveStoreUnavailable('Redis went away.') });
    answered = false;
  });
  const workers = names.map((name) => {
    const worker = new Worker(name, (job) => work(name, handlers[name], job), {
      connection,
      prefix,
      concurrency: concurrency[name] ?? 1,
      lockDuration: QUEUE_LIMITS.lockDurationMs,
      stalledInterval: QUEUE_LIMITS.stalledIntervalMs,
      maxStalledCount: QUEUE_LIMITS.stalledMax,
      ...KEEP_FEW,
    });
    worker.on('error', (error) => {
      if (connection.status === 'ready') onFailure({ job: null, error });
    });
    worker.on('failed', (_job, error) => onFailure({ job: name, error }));
    return worker;
  });
  return {
    close: () => (closed ??= closeInTime(workers, connection)),
  };
}

async function work<Name extends JobName>(
  name: Name,
  handler: JobHandlers[Name],
  job: Job,
): Promise<JobResult<Name>> {
  return handler(v.parse(JOB_PAYLOADS[name], job.data), {
    isAgain: job.attemptsStarted > 1,
    async childRankings() {
      const values = await job.getChildrenValues<unknown>();
      return v.parse(v.array(SerialRankingSchema), Object.values(values));
    },
  });
}

function isJobName(name: string): name is JobName {
  return name in JOB_PAYLOADS;
}

/** Workers wait for Redis as long as it takes: they have nothing else to do. */
function openWaitingConnection(url: string): Redis {
  return openConnection(url, {
    enableOfflineQueue: true,
    maxRetriesPerRequest: null,
    autoResendUnfulfilledCommands: true,
    commandTimeout: undefined,
    socketTimeout: undefined,
  });
}
