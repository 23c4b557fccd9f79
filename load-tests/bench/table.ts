/** The bench's table, for a terminal. */
import { cpus, totalmem } from 'node:os';
import type { Ceilings } from './ceiling.ts';
import type { CheckInResult, DrainResult } from './check-ins.ts';
import type { DrawResult } from './draw.ts';
import type { ExchangeResult } from './exchange.ts';
import type { HistoryResult, ProofResult } from './history.ts';
import type { LoadResult } from './load.ts';
import type { LastSecondResult } from './last-second.ts';
import type { Latencies } from './latencies.ts';
import type { IdleKiosks, Memory } from './memory.ts';
import type { RecomputeResult } from './recompute.ts';
import type { Changes, StageResult } from './stage.ts';

const MEGABYTE = 1024 * 1024;

/** What the figures were measured on. */
export function machineLine(): string {
  const all = cpus();
  const model = all[0]?.model.trim() ?? 'unknown processor';
  const memoryGb = Math.round(totalmem() / 1024 ** 3);
  return `${all.length} × ${model}, ${memoryGb} GB, ${process.platform}, Node ${process.version}`;
}

/** One line of the table. */
export interface Row {
  readonly what: string;
  readonly rate: string;
  readonly latency: string;
  readonly note: string;
}

export function ceilingRow(what: string, { acknowledged, cpuSeconds }: LoadResult): Row {
  return {
    what,
    rate: `${perSecond(acknowledged.count, acknowledged.elapsedMs)}/s`,
    latency: latencyOf(acknowledged),
    note: cpuOf(cpuSeconds),
  };
}

/** @param ceilings part a of the same run, if it was run */
export function checkInRow(what: string, result: CheckInResult, ceilings: Ceilings | null): Row {
  const { acknowledged, cpuSeconds } = result;
  const ratio = ceilings === null ? '' : `${ratioText(result, ceilings)}; `;
  return {
    what,
    rate: `${perSecond(acknowledged.count, acknowledged.elapsedMs)}/s`,
    latency: latencyOf(acknowledged),
    note: ratio + cpuOf(cpuSeconds),
  };
}

export function bookedRow(what: string, result: CheckInResult): Row {
  const { acknowledged, booked, cpuSeconds } = result;
  const acknowledgedRate = perSecond(acknowledged.count, acknowledged.elapsedMs);
  const { changes, gaps } = booked ?? { changes: 0, gaps: 0 };
  return {
    what,
    rate: `${perSecond(acknowledged.count, booked?.elapsedMs ?? Number.NaN)}/s`,
    latency: latencyOf(acknowledged),
    note: `acknowledged ${acknowledgedRate}/s; dashboard ${changes} changes, ${gaps} gaps; ${cpuOf(cpuSeconds)}`,
  };
}

export function drainRow(what: string, { lines, elapsedMs }: DrainResult): Row {
  return {
    what,
    rate: `${perSecond(lines, elapsedMs)}/s`,
    latency: '',
    note: `${lines.toLocaleString('en')} lines in ${(elapsedMs / 1_000).toFixed(1)} s, the worker's start included`,
  };
}

export function exchangeRow(what: string, result: ExchangeResult): Row {
  const { acknowledged, cpuSeconds } = result;
  return {
    what,
    rate: `${perSecond(acknowledged.count, acknowledged.elapsedMs)}/s`,
    latency: latencyOf(acknowledged),
    note: cpuOf(cpuSeconds),
  };
}

/** @param first the same among the fewest entries, to compare with */
export function historyRow(result: HistoryResult, first: HistoryResult): Row {
  const { entries, p50Ms, p99Ms, scans } = result;
  const ratio = result === first ? '' : `; p99 × ${(p99Ms / first.p99Ms).toFixed(2)}`;
  return {
    what: `e  balance and a page of history, ${entries.toLocaleString('en')} entries`,
    rate: '–',
    latency: `p50 ${p50Ms.toFixed(1)} p99 ${p99Ms.toFixed(1)} ms`,
    note: `of people with 1,000 entries; ${scans} whole readings of a table${ratio}`,
  };
}

export function proofRow({ entries, balancesMs, chainMs, verifyMs }: ProofResult): Row {
  return plainRow(
    `g  books verified, ${entries.toLocaleString('en')} entries`,
    `chain ${secondsOf(verifyMs)}, balances ${secondsOf(balancesMs)}; making the chain ${secondsOf(chainMs)}`,
  );
}

/** Against a bare loop over the same hashes: at most 1.5, and in two shards below 1. */
export function drawRows(result: DrawResult): Row[] {
  const { tickets, bareMs, rankMs, shardsMs, heapGrowthBytes, readMs, treeMs } = result;
  const ranked = (what: string, elapsedMs: number, note: string): Row => ({
    what,
    rate: `${perSecond(tickets, elapsedMs)}/s`,
    latency: '',
    note,
  });
  const ratio = (elapsedMs: number) => `${(elapsedMs / bareMs).toFixed(2)} of the bare loop`;
  return [
    ranked('h  bare SHA-256, a ticket each', bareMs, ''),
    ranked('h  tickets ranked', rankMs, `${ratio(rankMs)}; heap +${megabytes(heapGrowthBytes)}`),
    ranked('h  tickets ranked in two shards', shardsMs, ratio(shardsMs)),
    ranked(
      'h  entries read, with their tree',
      readMs + treeMs,
      `${secondsOf(readMs)} to read, ${secondsOf(treeMs)} the tree`,
    ),
  ];
}

/** The issue asks for less than 10 s, with a bar that moves. */
export function recomputeRow(result: RecomputeResult): Row {
  const { tickets, elapsedMs, moves, restMaxMs, peakBytes } = result;
  const peak = peakBytes === null ? '' : `; the page's process at most ${megabytes(peakBytes)}`;
  return {
    what: 'k  a draw recomputed in a browser',
    rate: `${perSecond(tickets, elapsedMs)}/s`,
    latency: secondsOf(elapsedMs),
    note: `the bar moved ${moves} times, its longest rest ${secondsOf(restMaxMs)}${peak}`,
  };
}

/** The issue asks for a p99 under 500 ms while nothing else happens. */
export function stageRows(result: StageResult): Row[] {
  const { spectators, connectedMs, quiet, busy, contributed } = result;
  const phones = spectators.toLocaleString('en');
  const reached = (what: string, { changes, reached: times, cpuSeconds }: Changes): Row => ({
    what,
    rate: '–',
    latency: latencyOf(times),
    note: `longest ${times.longestMs.toFixed(0)} ms, of ${changes} changes; ${cpuOf(cpuSeconds)}`,
  });
  const { count, elapsedMs } = contributed;
  return [
    plainRow(`i  ${phones} phones connect and watch`, secondsOf(connectedMs)),
    reached(`i  a change reaches ${phones} phones`, quiet),
    reached(`i  the same while ${count.toLocaleString('en')} of them contribute`, busy),
    {
      what: 'i  contributions acknowledged',
      rate: `${perSecond(count, elapsedMs)}/s`,
      latency: latencyOf(contributed),
      note: `longest ${contributed.longestMs.toFixed(0)} ms`,
    },
  ];
}

export function lastSecondRows(
  { entered, file, cpuSeconds }: LastSecondResult,
  database: string,
): Row[] {
  const { count, elapsedMs, answers, longestMs, sentInTime } = entered;
  const told = Object.entries(answers).map(([kind, times]) => `${kind} × ${times}`);
  return [
    {
      what: `j  ${count.toLocaleString('en')} enter in the last second, ${database}`,
      rate: `${perSecond(count, elapsedMs)}/s`,
      latency: latencyOf(entered),
      note: `longest ${secondsOf(longestMs)}; sent in time ${sentInTime}; ${told.join(', ')}; ${cpuOf(cpuSeconds)}`,
    },
    plainRow(
      'j  entries.tsv, closed and written by the worker',
      `${secondsOf(file.afterClosingMs)} after closing time, ${file.rows.toLocaleString('en')} rows`,
    ),
  ];
}

export function plainRow(what: string, note: string): Row {
  return { what, rate: '–', latency: '', note };
}

export function memoryRow(what: string, { before, after }: CheckInResult['memory']): Row {
  return plainRow(what, `before ${memoryText(before)}; after ${memoryText(after)}`);
}

export function idleRow(idle: IdleKiosks): Row {
  const each = (key: keyof Memory): string => {
    const [before, after] = [idle.before[key], idle.after[key]];
    if (before === null || after === null) return 'unknown';
    return `${((after - before) / idle.count / 1024).toFixed(1)} kB`;
  };
  return plainRow(
    `d  one idle kiosk (of ${idle.count})`,
    `resident ${each('resident')}, heap ${each('heap')}`,
  );
}

function ratioText(result: LoadResult, { empty, scanSized, kept }: Ceilings): string {
  const ratio = (ceiling: LoadResult) => (rateOf(result) / rateOf(ceiling)).toFixed(2);
  return `ratio to the ceiling ${ratio(empty)}, with a scan's size ${ratio(scanSized)}, with a Redis write ${ratio(kept)}`;
}

function rateOf({ acknowledged }: LoadResult): number {
  return acknowledged.count / acknowledged.elapsedMs;
}

/** The rows under each other, columns aligned. */
export function layOut(rows: readonly Row[]): string {
  const width = (key: keyof Row): number => Math.max(...rows.map((row) => row[key].length));
  const [what, rate, latency] = [width('what'), width('rate'), width('latency')];
  return rows
    .map((row) =>
      [row.what.padEnd(what), row.rate.padStart(rate), row.latency.padEnd(latency), row.note]
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function perSecond(count: number, elapsedMs: number): string {
  return Math.round((count / elapsedMs) * 1_000).toLocaleString('en');
}

function latencyOf({ p50Ms, p99Ms }: Pick<Latencies, 'p50Ms' | 'p99Ms'>): string {
  return `p50 ${p50Ms.toFixed(1)} p99 ${p99Ms.toFixed(1)} ms`;
}

function cpuOf(cpuSeconds: LoadResult['cpuSeconds']): string {
  const parts = Object.entries(cpuSeconds).map(
    ([name, seconds]) => `${name} ${seconds === null ? '–' : seconds.toFixed(1)}`,
  );
  return `CPU s: ${parts.join(', ')}`;
}

function memoryText({ resident, heap }: Memory): string {
  return `resident ${megabytes(resident)}, heap ${megabytes(heap)}`;
}

function secondsOf(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

function megabytes(bytes: number | null): string {
  return bytes === null ? 'unknown' : `${Math.round(bytes / MEGABYTE)} MB`;
}
