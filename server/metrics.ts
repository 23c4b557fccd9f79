/** Figures for those who run the system: counts and times, nothing of a person. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { FailureCode } from '#domain/contract/problem.ts';
import type { Outcome, ScanAnswer } from '#domain/contract/scan.ts';

export interface Metrics {
  readonly registry: Registry;
  /** One scan was answered. */
  scanAnswered(answer: ScanAnswer, tookMs: number): void;
  wakeFailed(): void;
  feedGap(): void;
}

export interface MetricSources {
  kioskSockets(): number;
  dashboardSockets(): number;
  phoneSockets(): number;
  /** Screens and phones that watch a draw. */
  stageSockets(): number;
  /** Activities whose outbox the books have not caught up with; rejects while Redis is away. */
  backlog(): Promise<number>;
  /** Lotteries that the workers have something to do for; rejects while the database is away. */
  lotteriesDue(): Promise<number>;
}

export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const scans = new Counter({
    name: 'tsudoi_scans_total',
    help: 'Scans answered, by outcome or by the reason why none was decided.',
    labelNames: ['outcome', 'replayed'],
    registers,
  });
  const answerSeconds = new Histogram({
    name: 'tsudoi_scan_answer_seconds',
    help: 'From a scan received to its answer handed to the socket.',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2],
    registers,
  });
  const wakeFailures = new Counter({
    name: 'tsudoi_posting_wakes_failed_total',
    help: 'Wake-ups of the workers that did not get through; the sweep makes up for them.',
    registers,
  });
  const gaps = new Counter({
    name: 'tsudoi_feed_gaps_total',
    help: 'Times at which this node may have missed messages of the feed.',
    registers,
  });
  for (const each of gaugesOf(sources)) registry.registerMetric(each);

  // A child a label, made once: looking labels up costs more than counting.
  const children = new Map<string, Counter.Internal>();
  const child = (outcome: Outcome | FailureCode, replayed: boolean): Counter.Internal => {
    const key = replayed ? `${outcome} again` : outcome;
    const known = children.get(key);
    if (known !== undefined) return known;
    const made = scans.labels({ outcome, replayed: String(replayed) });
    children.set(key, made);
    return made;
  };

  return {
    registry,
    scanAnswered(answer, tookMs) {
      if ('failure' in answer) child(answer.failure, false).inc();
      else child(answer.outcome, answer.replayed).inc();
      answerSeconds.observe(tookMs / 1_000);
    },
    wakeFailed: () => wakeFailures.inc(),
    feedGap: () => gaps.inc(),
  };
}

function gaugesOf(sources: MetricSources): Gauge[] {
  return [
    askedGauge(
      'tsudoi_activities_with_backlog',
      'Activities with outcomes that the books do not have yet; -1: Redis is away.',
      () => sources.backlog(),
    ),
    askedGauge(
      'tsudoi_lotteries_due',
      'Lotteries that the workers have something to do for; -1: the database is away.',
      () => sources.lotteriesDue(),
    ),
    gauge('tsudoi_kiosk_sockets', 'Connected kiosks.', () => sources.kioskSockets()),
    gauge('tsudoi_dashboard_sockets', 'Connected dashboards.', () => sources.dashboardSockets()),
    gauge('tsudoi_phone_sockets', "Connected participants' phones.", () => sources.phoneSockets()),
    gauge('tsudoi_stage_sockets', 'Connected screens and phones of the public draw.', () =>
      sources.stageSockets(),
    ),
  ];
}

/** A figure that is read when it is asked for. */
function gauge(name: string, help: string, read: () => number): Gauge {
  return new Gauge({
    name,
    help,
    registers: [],
    collect() {
      this.set(read());
    },
  });
}

/** A figure that a store is asked for; -1 while it is away. */
function askedGauge(name: string, help: string, ask: () => Promise<number>): Gauge {
  return new Gauge({
    name,
    help,
    registers: [],
    async collect() {
      this.set(await ask().catch(() => -1));
    },
  });
}
