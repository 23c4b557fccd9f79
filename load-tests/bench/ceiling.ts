/** Part a: what Socket.IO alone gives on this machine with this client. */
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { startProcess } from './child-process.ts';
import type { LoadResult } from './load.ts';
import { runLoad } from './load.ts';
import type { BenchOptions } from './options.ts';
import { cpuSecondsOf } from './process-figures.ts';

const ReadySchema = v.object({ port: v.number() });

export async function measureCeiling(options: BenchOptions): Promise<LoadResult> {
  const server = await startProcess({
    name: 'bare server',
    program: fileURLToPath(new URL('ceiling-server.ts', import.meta.url)),
  });
  try {
    return await runLoad(
      {
        type: 'plan',
        url: `http://127.0.0.1:${v.parse(ReadySchema, server.ready).port}`,
        tokens: Array.from({ length: options.kiosks }, (_, index) => `kiosk ${index}`),
        inFlight: options.inFlight,
        work: { kind: 'empty-events', count: options.people },
        dashboard: null,
        untilBooked: false,
      },
      () => ({ server: cpuSecondsOf(server.pid) }),
    );
  } finally {
    await server.stop();
  }
}
