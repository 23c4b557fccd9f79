/** The history's styles: a line each, its entries under it. */
import { css } from 'lit';

export const personHistoryStyles = css`
  :host {
    display: block;
  }
  summary {
    display: grid;
    grid-template-columns: 16px 172px minmax(0, 1fr) 72px 112px;
    align-items: baseline;
    gap: 0 12px;
    padding-block: 12px;
    cursor: pointer;
    list-style: none;
  }
  summary ts-icon {
    --ts-icon-size: 14px;
    align-self: start;
    margin-block-start: 7px;
    color: var(--ts-water-900);
    transition: rotate var(--ts-change-ms) var(--ts-change-ease);
  }
  [open] > summary ts-icon {
    rotate: 90deg;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary:hover .what {
    text-decoration: underline;
    text-underline-offset: 0.3em;
  }
  .when,
  .about,
  .after {
    color: var(--ts-ink-2);
  }
  .what {
    overflow-wrap: anywhere;
  }
  .about > span {
    display: inline-block;
    margin-inline-end: 0.5em;
  }
  .amount {
    font-size: 20px;
    text-align: end;
  }
  .amount[data-minus] {
    color: var(--ts-ink-2);
  }
  .after {
    text-align: end;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .reversed {
    padding-inline: 6px;
    background: var(--ts-mist);
    color: var(--ts-ink-2);
  }
  .entries {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    justify-content: space-between;
    gap: 16px;
    padding: 0 0 16px 212px;
  }
  table {
    flex: 0 1 380px;
  }
  caption {
    padding-block-end: 4px;
    color: var(--ts-ink-2);
    font-size: var(--ts-text-14);
    text-align: start;
  }
  th {
    padding-block: 4px;
    font-weight: 400;
    text-align: start;
  }
  th small {
    display: inline-block;
    margin-inline-start: 8px;
    color: var(--ts-ink-2);
    font-size: var(--ts-text-14);
  }
  td {
    font-size: 18px;
    text-align: end;
  }
  table {
    border-collapse: collapse;
  }
  tr {
    border-block-start: var(--ts-border);
  }
  .sum {
    border-block-start: 2px solid var(--ts-ink);
  }
  .more {
    margin-block-start: 16px;
  }
  .problem {
    padding-block: 12px;
    color: var(--ts-refused-mark);
  }
  @media (max-width: 760px) {
    summary {
      grid-template-columns: 16px minmax(0, 1fr) auto;
    }
    summary ts-icon {
      grid-row: 1 / 3;
    }
    .when {
      grid-area: 1 / 2;
      font-size: var(--ts-text-14);
    }
    .what {
      grid-area: 2 / 2;
    }
    .amount {
      grid-area: 2 / 3;
    }
    .after {
      grid-area: 1 / 3;
      font-size: var(--ts-text-14);
    }
    .entries {
      padding-inline-start: 0;
    }
  }
`;
