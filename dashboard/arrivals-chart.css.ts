/** The arrivals chart's styles. */
import { css } from 'lit';

export const arrivalsChartStyles = css`
  .between {
    margin-inline: 0.6em 0.4em;
  }
  .side {
    display: flex;
    gap: 20px;
    align-items: baseline;
  }
  .spans {
    display: flex;
  }
  .span {
    appearance: none;
    padding: 2px 10px;
    border: 1px solid var(--ts-edge);
    background: var(--ts-paper);
    color: var(--ts-ink-2);
    font-size: var(--ts-text-14);
    line-height: 1.7;
    cursor: pointer;
  }
  .span:first-child {
    border-radius: 4px 0 0 4px;
  }
  .span:last-child {
    border-radius: 0 4px 4px 0;
    border-inline-start: 0;
  }
  .span[aria-pressed='true'] {
    background: var(--ts-water-1200);
    border-color: var(--ts-water-1200);
    color: #ffffff;
    font-weight: 700;
  }
  .chart {
    position: relative;
    margin-block-start: 32px;
  }
  svg {
    display: block;
    overflow: visible;
  }
  .filled {
    fill: var(--ts-water-700);
  }
  .newest {
    fill: var(--ts-arrive);
  }
  .missing {
    fill: var(--ts-stored);
  }
  .rule {
    stroke: rgb(0 55 65 / 0.16);
  }
  .base {
    stroke: var(--ts-open);
    stroke-width: 1.5;
  }
  .start {
    stroke: var(--ts-water-1200);
    stroke-width: 2;
    stroke-dasharray: 3 3;
  }
  .now {
    stroke: var(--ts-arrive-text);
    stroke-width: 2;
  }
  .axis {
    font-family: var(--ts-font-figures);
    font-weight: 600;
    font-size: 16px;
    fill: var(--ts-ink-2);
  }
  .end {
    text-anchor: end;
  }
  .middle {
    text-anchor: middle;
  }
  .start-word,
  .now-word {
    font-size: 15px;
    paint-order: stroke;
    stroke: var(--ts-paper);
    stroke-width: 4px;
    fill: var(--ts-ink-2);
  }
  .now-word {
    font-weight: 700;
    fill: var(--ts-arrive-text);
  }
  .silence {
    position: absolute;
    inset-block-start: 6px;
    overflow: hidden;
    font-size: 15px;
    line-height: 1.5;
  }
  .silence .figure {
    font-size: 18px;
  }
  .silence.above {
    inset-block-start: -30px;
    padding: 3px 8px;
    white-space: nowrap;
    background: var(--ts-stored);
  }
  .nobody {
    position: absolute;
    inset: 73px 0 auto 36px;
    inline-size: fit-content;
    margin-inline: auto;
    padding: 2px 12px;
    background: var(--ts-paper);
  }
  .table {
    max-block-size: 246px;
    overflow-y: auto;
  }
  table {
    inline-size: min(420px, 100%);
  }
  th {
    position: sticky;
    inset-block-start: 0;
    background: var(--ts-paper);
    color: var(--ts-ink-2);
    font-size: var(--ts-text-14);
    font-weight: 400;
  }
  th,
  td {
    padding: 5px 16px 5px 0;
    border-block-end: var(--ts-border);
    text-align: end;
  }
  :is(th, td):first-child {
    text-align: start;
  }
  td {
    font-size: 17px;
  }
`;
