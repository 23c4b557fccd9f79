/**
 * Where the marks of the arrivals chart stand. A column a minute, a dot a person; above
 * DOTS_PER_COLUMN_MAX people in one column all columns become bars. Pure geometry in px from the
 * upper left corner of the plot; words and colours are the element's.
 */
import type { Attendance } from '#domain/contract/attendance.ts';

export const MINUTE_MS = 60_000;
const DOTS_PER_COLUMN_MAX = 8;
/** Columns beyond this are put together: 2, 5 … minutes each. */
const COLUMNS_MAX = 75;
const BIN_MINUTES = [1, 2, 5, 10, 15, 30, 60, 120] as const;
const SPAN_MINUTES_MIN = 35;
const HOUR_MINUTES = 60;
/** Air to the right of the line of now: so much time, and room for the word. */
const AHEAD_MINUTES_MIN = 3;
const NOW_WORD_PX = 44;
const PITCH_PX_MAX = 20;
const ROW_PX_MIN = 12;
const LABEL_GAP_PX_MIN = 62;

export type ChartSpan = 'hour' | 'all';

export interface ArrivalsInput {
  arrivals: Attendance['arrivals'];
  span: ChartSpan;
  nowMs: number;
  startsAtMs: number;
  endsAtMs: number;
  /** Since when scans may be missing. */
  silentSinceMs: number | null;
  /** The newest arrival, while it is new. */
  newestAtMs: number | null;
  widthPx: number;
  heightPx: number;
}

interface ChartDot {
  xPx: number;
  yPx: number;
  newest: boolean;
}

interface ChartBar {
  xPx: number;
  yPx: number;
  widthPx: number;
  heightPx: number;
  /** Height of the newest one's part at the top of the bar; 0: none. */
  newestPx: number;
}

export interface ArrivalsLayout {
  fromMs: number;
  toMs: number;
  /** Minutes that one column holds. */
  binMinutes: number;
  form: 'dots' | 'bars';
  dotRadiusPx: number;
  dots: ChartDot[];
  bars: ChartBar[];
  rules: { yPx: number; count: number }[];
  ticks: { xPx: number; atMs: number; labelled: boolean }[];
  startXPx: number | null;
  nowXPx: number | null;
  silent: { xPx: number; widthPx: number } | null;
}

const floorTo = (atMs: number, minutes: number) =>
  Math.floor(atMs / (minutes * MINUTE_MS)) * minutes * MINUTE_MS;
const ceilTo = (atMs: number, minutes: number) =>
  Math.ceil(atMs / (minutes * MINUTE_MS)) * minutes * MINUTE_MS;

/** Whether the arrivals reach back further than the last hour shows. */
export function reachesBeyondHour(input: Pick<ArrivalsInput, 'arrivals' | 'nowMs'>): boolean {
  const first = input.arrivals[0];
  return first !== undefined && Date.parse(first.minute) < hourFromMs(input.nowMs);
}

function hourFromMs(nowMs: number): number {
  return ceilTo(nowMs - HOUR_MINUTES * MINUTE_MS, 5);
}

/** The part of time that the chart shows, `[fromMs, toMs)`. */
export function chartWindow(input: ArrivalsInput): { fromMs: number; toMs: number } {
  const { nowMs, arrivals } = input;
  const firstMs = Date.parse(arrivals[0]?.minute ?? '');
  const lastMs = Date.parse(arrivals.at(-1)?.minute ?? '');
  const earliestMs = floorTo(Number.isFinite(firstMs) ? firstMs : nowMs - 10 * MINUTE_MS, 5);
  const toNow = nowMs < input.endsAtMs || input.span === 'hour';
  const fromMs =
    input.span === 'hour'
      ? Math.max(hourFromMs(nowMs), Math.min(earliestMs, nowMs))
      : Math.min(earliestMs, nowMs);
  const aheadMs = ((nowMs - fromMs) * NOW_WORD_PX) / Math.max(1, input.widthPx - NOW_WORD_PX);
  const endMs = toNow
    ? nowMs + Math.max(AHEAD_MINUTES_MIN * MINUTE_MS, ceilTo(aheadMs, 1))
    : Math.max(Number.isFinite(lastMs) ? lastMs + MINUTE_MS : 0, input.endsAtMs);
  return { fromMs, toMs: Math.max(endMs, fromMs + SPAN_MINUTES_MIN * MINUTE_MS) };
}

function binFor(minutes: number): number {
  return BIN_MINUTES.find((bin) => minutes / bin <= COLUMNS_MAX) ?? 240;
}

/** Lays the chart out. */
export function layoutArrivals(input: ArrivalsInput): ArrivalsLayout {
  const window = chartWindow(input);
  const binMinutes = binFor((window.toMs - window.fromMs) / MINUTE_MS);
  const fromMs = floorTo(window.fromMs, binMinutes);
  const { toMs } = window;
  const minutes = (toMs - fromMs) / MINUTE_MS;
  const minutePx = input.widthPx / minutes;
  const pitchPx = minutePx * binMinutes;
  const xOf = (atMs: number) => ((atMs - fromMs) / MINUTE_MS) * minutePx;
  const within = (atMs: number) => atMs >= fromMs && atMs <= toMs;
  const columns = binned(input.arrivals, binMinutes, fromMs, toMs);
  const most = Math.max(0, ...columns.map(({ count }) => count));
  const newestBinMs = input.newestAtMs === null ? null : floorTo(input.newestAtMs, binMinutes);
  const form = most > DOTS_PER_COLUMN_MAX ? 'bars' : 'dots';
  const rowPx = Math.min(PITCH_PX_MAX, Math.max(ROW_PX_MIN, pitchPx));
  const scale =
    form === 'dots' ? { unitPx: rowPx, step: 2, top: 6 } : barScale(most, input.heightPx);
  const rules = [];
  for (let count = scale.step; count <= scale.top; count += scale.step) {
    rules.push({ yPx: input.heightPx - count * scale.unitPx, count });
  }
  const common = { columns, xOf, pitchPx, newestBinMs, heightPx: input.heightPx };
  // The line closes the present minute, so that who comes now stands on its left.
  const nowMs = ceilTo(input.nowMs, 1);
  const silentFromMs = input.silentSinceMs === null ? null : Math.max(fromMs, input.silentSinceMs);
  return {
    fromMs,
    toMs,
    binMinutes,
    form,
    dotRadiusPx: Math.max(1.5, Math.min(rowPx, pitchPx) * 0.45),
    dots: form === 'dots' ? dotsOf({ ...common, rowPx }) : [],
    bars: form === 'bars' ? barsOf({ ...common, unitPx: scale.unitPx }) : [],
    rules,
    ticks: ticksOf(fromMs, toMs, minutePx, xOf),
    startXPx: within(input.startsAtMs) ? xOf(input.startsAtMs) : null,
    nowXPx: within(nowMs) ? xOf(nowMs) : null,
    silent:
      silentFromMs === null || silentFromMs >= Math.min(nowMs, toMs)
        ? null
        : {
            xPx: xOf(silentFromMs),
            widthPx: xOf(Math.min(nowMs, toMs)) - xOf(silentFromMs),
          },
  };
}

interface Column {
  atMs: number;
  count: number;
}

/** Arrivals a column, ascending; only columns with somebody in them. */
function binned(
  arrivals: Attendance['arrivals'],
  binMinutes: number,
  fromMs: number,
  toMs: number,
): Column[] {
  const counts = new Map<number, number>();
  for (const { minute, count } of arrivals) {
    const atMs = Date.parse(minute);
    if (atMs < fromMs || atMs >= toMs) continue;
    const binMs = floorTo(atMs, binMinutes);
    counts.set(binMs, (counts.get(binMs) ?? 0) + count);
  }
  return [...counts].map(([atMs, count]) => ({ atMs, count }));
}

interface Marks {
  columns: Column[];
  xOf: (atMs: number) => number;
  pitchPx: number;
  newestBinMs: number | null;
  heightPx: number;
}

function dotsOf(marks: Marks & { rowPx: number }): ChartDot[] {
  return marks.columns.flatMap(({ atMs, count }) =>
    Array.from({ length: count }, (_, index) => ({
      xPx: marks.xOf(atMs) + marks.pitchPx / 2,
      yPx: marks.heightPx - (index + 0.5) * marks.rowPx,
      newest: atMs === marks.newestBinMs && index === count - 1,
    })),
  );
}

function barsOf(marks: Marks & { unitPx: number }): ChartBar[] {
  const gapPx = Math.min(2, marks.pitchPx * 0.2);
  return marks.columns.map(({ atMs, count }) => {
    const heightPx = count * marks.unitPx;
    return {
      xPx: marks.xOf(atMs) + gapPx / 2,
      yPx: marks.heightPx - heightPx,
      widthPx: marks.pitchPx - gapPx,
      heightPx,
      newestPx: atMs === marks.newestBinMs ? Math.min(heightPx, Math.max(4, marks.unitPx)) : 0,
    };
  });
}

/** Round steps, three to five of them, leaving the upper fifth of the plot for words. */
function barScale(most: number, heightPx: number) {
  const rough = most / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? rough;
  const top = Math.floor(most / step) * step;
  return { unitPx: (heightPx * 0.8) / most, step: Math.max(1, step), top };
}

function ticksOf(fromMs: number, toMs: number, minutePx: number, xOf: (atMs: number) => number) {
  const steps = [10, 15, 30, 60, 120, 180, 360];
  const labelStep = steps.find((step) => step * minutePx >= LABEL_GAP_PX_MIN) ?? 720;
  const tickStep = labelStep === 10 || labelStep === 30 ? labelStep / 2 : labelStep / 3;
  const ticks = [];
  for (let atMs = ceilTo(fromMs, tickStep); atMs <= toMs; atMs += tickStep * MINUTE_MS) {
    const labelled = atMs % (labelStep * MINUTE_MS) === 0;
    ticks.push({ xPx: xOf(atMs), atMs, labelled });
  }
  return ticks;
}

/** How many arrived in the sixty minutes before `nowMs`, by whole minutes. */
export function arrivalsInLastHour(arrivals: Attendance['arrivals'], nowMs: number): number {
  const fromMs = floorTo(nowMs, 1) - (HOUR_MINUTES - 1) * MINUTE_MS;
  return arrivals.reduce(
    (sum, { minute, count }) => (Date.parse(minute) >= fromMs ? sum + count : sum),
    0,
  );
}
