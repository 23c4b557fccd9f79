import { css } from 'lit';

export const historyStyles = css`
  .loading {
    margin-inline: auto;
    --ts-ring-size: 160px;
  }
  .empty {
    display: grid;
    justify-items: center;
    gap: 20px;
    padding-block: 24px;
    text-align: center;
    --ts-ring-size: 160px;
  }
  .explain {
    margin-block-end: 16px;
    font-size: 15px;
  }
  .lines {
    border-block-start: var(--ts-border);
  }
  .lines li {
    border-block-end: var(--ts-border);
  }
  summary {
    display: grid;
    grid-template-columns: 52px minmax(0, 1fr) auto 16px;
    gap: 12px;
    align-items: center;
    min-block-size: 68px;
    padding-block: 10px;
    line-height: 1.4;
    list-style: none;
    cursor: pointer;
    --ts-icon-size: 16px;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  .day {
    display: grid;
    font-size: var(--ts-text-14);
    color: var(--ts-ink-2);
  }
  .day .figure {
    font-size: var(--ts-text-18);
    line-height: 1.3;
    color: var(--ts-ink);
  }
  .what b {
    display: block;
    overflow-wrap: anywhere;
  }
  .kind {
    font-size: var(--ts-text-14);
    color: var(--ts-ink-2);
  }
  .change {
    font-size: 22px;
    white-space: nowrap;
  }
  .plus {
    color: var(--ts-water-900);
  }
  .unit {
    margin-inline-start: 3px;
    font-size: var(--ts-text-14);
  }
  .turn {
    color: var(--ts-ink-2);
    transition: rotate var(--ts-change-ms) var(--ts-change-ease);
  }
  details[open] .turn {
    rotate: 90deg;
  }
  .opened {
    display: grid;
    gap: 12px;
    padding: 4px 0 20px;
    font-size: 15px;
  }
  table {
    inline-size: 100%;
    background: var(--ts-mist);
  }
  caption {
    padding-block-end: 4px;
    text-align: start;
    font-size: var(--ts-text-14);
    color: var(--ts-ink-2);
  }
  th,
  td {
    padding: 8px 12px;
    font-weight: 400;
    text-align: start;
    vertical-align: baseline;
  }
  thead th {
    padding-block-end: 0;
    font-size: var(--ts-text-14);
    color: var(--ts-ink-2);
  }
  .number {
    text-align: end;
    font-family: var(--ts-font-figures);
    font-weight: 600;
    font-size: var(--ts-text-18);
    white-space: nowrap;
  }
  thead .number {
    font-family: inherit;
    font-weight: 400;
    font-size: var(--ts-text-14);
  }
  tfoot :is(th, td) {
    border-block-start: 1px solid var(--ts-line);
  }
  .own {
    font-weight: 700;
  }
  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 2px 16px;
    line-height: 1.6;
  }
  dt {
    color: var(--ts-ink-2);
  }
  dd {
    text-align: end;
    overflow-wrap: anywhere;
  }
  dd .figure {
    font-size: var(--ts-text-18);
  }
  .end {
    padding-block: 16px;
    font-size: var(--ts-text-14);
    text-align: center;
  }
  .button.wide {
    margin-block-start: 24px;
  }
`;
