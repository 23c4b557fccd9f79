/** What many measured times come to. */
export interface Latencies {
  readonly count: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly longestMs: number;
}

/** @param timesMs in any order; of none every figure is NaN */
export function latenciesOf(timesMs: Iterable<number>): Latencies {
  const sorted = Float64Array.from(timesMs).toSorted();
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  return { count: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), longestMs: at(1) };
}
