/** Chance on a logarithmic line: who won, where the cut is, and one's own tickets. */
import { css, html, nothing, svg } from 'lit';
import type { Formats } from '#ui/language/formats.ts';
import type { PrizeStanding } from './recompute.ts';

const WIDTH = 342;
const BAR_Y = 38;
const BAR_HEIGHT = 12;
/** Labels nearer to the end than this would touch it. */
const LABEL_ROOM = 0.16;

/** Where a rank stands from the first (0) to the last (1). */
export function rankShare(rank: number, serials: number): number {
  return serials <= 1 ? 0 : Math.min(1, Math.log(rank) / Math.log(serials));
}

/** Powers of ten that have room before the last one. */
export function rankTicks(serials: number): number[] {
  const ticks: number[] = [];
  for (let tick = 1; rankShare(tick, serials) < 1 - LABEL_ROOM; tick *= 10) {
    ticks.push(tick);
    if (serials <= 1) break;
  }
  return ticks;
}

export const rankChartStyles = css`
  .chart {
    display: block;
    inline-size: 100%;
    margin-block: 16px 8px;
    overflow: visible;
  }
  .chart .rest {
    fill: var(--ts-line);
  }
  .chart .winning {
    fill: var(--ts-water-700);
  }
  .chart .cut {
    stroke: var(--ts-water-1200);
    stroke-width: 3;
  }
  .chart .own {
    fill: var(--ts-ink-2);
    stroke: #ffffff;
    stroke-width: 2;
  }
  .chart .best {
    fill: var(--ts-arrive);
    stroke: #ffffff;
    stroke-width: 2;
  }
  .chart text {
    fill: var(--ts-ink);
    font-family: var(--ts-font);
    font-size: 15px;
  }
  .chart text.figure {
    font-family: var(--ts-font-figures);
    font-size: 17px;
  }
`;

interface Words {
  readonly cut: string;
  readonly spoken: string;
  readonly rank: (rank: string) => string;
}

/** At most so many dots beside the best one. */
const DOTS_MAX = 40;

export function rankChart(
  { cutRank, own, serials }: PrizeStanding,
  words: Words,
  formats: Formats,
) {
  const best = own[0];
  if (best === undefined) return nothing;
  const x = (rank: number) => rankShare(rank, serials) * WIDTH;
  const cutX = cutRank === null ? 0 : Math.max(2, x(cutRank));
  const anchor = cutX < 70 ? 'start' : cutX > WIDTH - 70 ? 'end' : 'middle';
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} 84" role="img" aria-label=${words.spoken}>
    <rect class="rest" y=${BAR_Y} width=${WIDTH} height=${BAR_HEIGHT}></rect>
    <rect class="winning" y=${BAR_Y} width=${cutX} height=${BAR_HEIGHT}></rect>
    ${
      cutRank === null
        ? nothing
        : svg`<line class="cut" x1=${cutX} x2=${cutX} y1=${BAR_Y - 14}
            y2=${BAR_Y + BAR_HEIGHT + 12}></line>
          <text x=${anchor === 'start' ? 0 : cutX} y="15" text-anchor=${anchor}>${words.cut}</text>`
    }
    ${rankTicks(serials).map(
      (tick) =>
        svg`<text class="figure" x=${x(tick)} y="80"
          text-anchor=${tick === 1 ? 'start' : 'middle'}>${formats.number(tick)}</text>`,
    )}
    <text x=${WIDTH} y="80" text-anchor="end">${words.rank(formats.number(serials))}</text>
    ${own
      .slice(1, DOTS_MAX)
      .map(
        ({ rank }) =>
          svg`<circle class="own" cx=${x(rank)} cy=${BAR_Y + BAR_HEIGHT / 2} r="8"></circle>`,
      )}
    <circle class="best" cx=${x(best.rank)} cy=${BAR_Y + BAR_HEIGHT / 2} r="11"></circle>
  </svg>`;
}
