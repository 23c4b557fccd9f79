/**
 * One dot is one person. The rule for many people:
 * up to DOTS_FULL_MAX places the dots have the size that was asked for; up to DOTS_SMALL_MAX they are
 * half as large, twice as many a row, still one person each; beyond that nobody could count them, and
 * a bar in the same colours says the shares while the figure beside it says the number.
 */
export const DOTS_FULL_MAX = 200;
export const DOTS_SMALL_MAX = 1000;
const GROUP = 5;

export interface DotsCount {
  /** People who arrived, those who have left again included. */
  count: number;
  /** Of these, how many have left. */
  departed: number;
  /** Of these, how many came just now (they are still here). */
  newest: number;
  /** Places expected; fewer than `count` means none is open. */
  capacity: number;
}

export interface DotsMetrics {
  dotPx: number;
  gapPx: number;
  /** Added to the gap after each group of five; 0 for an even row. */
  groupGapPx: number;
  rowGapPx: number;
  perRow: number;
}

export interface DotsShares {
  inside: number;
  newest: number;
  departed: number;
  open: number;
  places: number;
}

const whole = (value: number) => Math.max(0, Math.trunc(Number.isFinite(value) ? value : 0));

/** Order of drawing: who is inside, the newest last of them, then who has left, then open places. */
export function dotsShares(counts: DotsCount): DotsShares {
  const count = whole(counts.count);
  const departed = Math.min(whole(counts.departed), count);
  const newest = Math.min(whole(counts.newest), count - departed);
  const open = Math.max(0, whole(counts.capacity) - count);
  return { inside: count - departed - newest, newest, departed, open, places: count + open };
}

export type DotsLayout =
  | {
      kind: 'dots';
      metrics: DotsMetrics;
      rows: number;
      widthPx: number;
      heightPx: number;
      /** Centre of the place with this index, px from the upper left corner. */
      centre(index: number): { x: number; y: number };
    }
  | { kind: 'bar'; widthPx: number; heightPx: number };

/** Lays out `places` dots in rows; see the rule above. */
export function dotsLayout(places: number, asked: DotsMetrics): DotsLayout {
  const rowWidth = (metrics: DotsMetrics, dots: number) =>
    dots * metrics.dotPx +
    (dots - 1) * metrics.gapPx +
    Math.floor((dots - 1) / GROUP) * metrics.groupGapPx;
  if (places > DOTS_SMALL_MAX) {
    return { kind: 'bar', widthPx: rowWidth(asked, asked.perRow), heightPx: asked.dotPx };
  }
  const metrics = places > DOTS_FULL_MAX ? halved(asked) : asked;
  const rows = Math.max(1, Math.ceil(places / metrics.perRow));
  const longest = Math.max(1, Math.min(places, metrics.perRow));
  return {
    kind: 'dots',
    metrics,
    rows,
    widthPx: rowWidth(metrics, longest),
    heightPx: rows * metrics.dotPx + (rows - 1) * metrics.rowGapPx,
    centre(index) {
      const column = index % metrics.perRow;
      const row = Math.floor(index / metrics.perRow);
      return {
        x:
          metrics.dotPx / 2 +
          column * (metrics.dotPx + metrics.gapPx) +
          Math.floor(column / GROUP) * metrics.groupGapPx,
        y: metrics.dotPx / 2 + row * (metrics.dotPx + metrics.rowGapPx),
      };
    },
  };
}

function halved(asked: DotsMetrics): DotsMetrics {
  return {
    dotPx: asked.dotPx / 2,
    gapPx: asked.gapPx / 2,
    groupGapPx: asked.groupGapPx / 2,
    rowGapPx: asked.rowGapPx / 2,
    perRow: asked.perRow * 2,
  };
}
