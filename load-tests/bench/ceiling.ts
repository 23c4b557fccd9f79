/** Part a: what Socket.IO alone gives on this machine with this client. */
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { PASS_TEXT_LENGTH } from '#domain/pass.ts';
import { startRedis } from '../../embedded/redis.ts';
import { startProcess } from './child-process.ts';
import { writePasses } from './check-ins.ts';
import type { ClientPlan } from './client-plan.ts';
import type { LoadResult } from './load.ts';
import { runLoad } from './load.ts';
import type { BenchOptions } from './options.ts';
import { cpuSecondsOf } from './process-figures.ts';

const ReadySchema = v.object({ port: v.number() });

export interface Ceilings {
  /** An empty event, an empty acknowledgement: what the ratio refers to. */
  readonly empty: LoadResult;
  /** A scan, a verdict, and nothing decided: what the size of the messages alone costs. */
  readonly scanSized: LoadResult;
  /** The same after one write to Redis, on the disk before it is acknowledged: the least that keeps a scan. */
  readonly kept: LoadResult;
}

export async function measureCeilings(options: BenchOptions, folder: string): Promise<Ceilings> {
  const noPass = 'X'.repeat(PASS_TEXT_LENGTH);
  const passesFile = writePasses(
    folder,
    Array.from({ length: options.people }, () => noPass),
  );
  const empty = await measure(options, { kind: 'empty-events', count: options.people }, '');
  const scanSized = await measure(options, { kind: 'scans', passesFile }, '');
  const redis = await startRedis({ dataFolder: folder });
  try {
    const kept = await measure(options, { kind: 'scans', passesFile }, redis.url);
    return { empty, scanSized, kept };
  } finally {
    await redis.stop();
  }
}

async function measure(
  options: BenchOptions,
  work: ClientPlan['work'],
  redisUrl: string,
): Promise<LoadResult> {
  const server = await startProcess({
    name: 'bare server',
    program: fileURLToPath(new URL('ceiling-server.ts', import.meta.url)),
    environment: { BENCH_REDIS_URL: redisUrl },
  });
  try {
    return await runLoad(
      {
        type: 'plan',
        url: `http://127.0.0.1:${v.parse(ReadySchema, server.ready).port}`,
        tokens: Array.from({ length: options.kiosks }, (_, index) => `kiosk ${index}`),
        ready: 'connect',
        inFlight: options.inFlight,
        work,
        dashboard: null,
        untilBooked: false,
      },
      () => ({ server: cpuSecondsOf(server.pid) }),
    );
  } finally {
    await server.stop();
  }
}
