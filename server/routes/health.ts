/** For those who watch the system: is it alive, can it work, how much does it do. */
import * as v from 'valibot';
import type { Registry } from 'prom-client';
import { route } from '../requests/route.ts';
import type { Route } from '../requests/route.ts';

/** A part that readiness needs. */
export interface ReadinessPart {
  readonly name: 'redis' | 'database';
  /** Rejects while the part is away. */
  ping(): Promise<void>;
}

export function healthRoutes({
  parts,
  isStopping,
  registry,
}: {
  readonly parts: readonly ReadinessPart[];
  readonly isStopping: () => boolean;
  readonly registry: Registry;
}): Route[] {
  return [
    route({
      method: 'GET',
      path: '/healthz',
      summary: 'The process lives.',
      guard: 'public',
      answer: v.object({ alive: v.boolean() }),
      status: 200,
      handle: async () => ({ body: { alive: true } }),
    }),
    route({
      method: 'GET',
      path: '/readyz',
      summary: 'All that is needed answers; 503 names the part that does not.',
      guard: 'public',
      answer: v.object({ ready: v.boolean(), away: v.array(v.string()) }),
      status: 200,
      async handle() {
        const answers = await Promise.allSettled(parts.map((part) => part.ping()));
        const away: string[] = parts
          .filter((_, index) => answers[index]!.status === 'rejected')
          .map(({ name }) => name);
        if (isStopping()) away.push('server');
        const ready = away.length === 0;
        return ready ? { body: { ready, away } } : { status: 503, body: { ready, away } };
      },
    }),
    route({
      method: 'GET',
      path: '/metrics',
      summary: 'Figures in the Prometheus text format.',
      guard: 'public',
      answer: v.string(),
      mediaType: registry.contentType,
      status: 200,
      handle: async () => ({ body: await registry.metrics() }),
    }),
  ];
}
