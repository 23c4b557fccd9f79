/** The history's styles: a line each, its entries under it. */
import { css } from 'lit';

export const personHistoryStyles = css`
  :host {
    display: block;
  }
  summary {
    display: grid;
    grid-template-columns: 172px minmax(0, 1fr) 96px 150px;
    align-items: baseline;
    gap: 0 16px;
    padding-block: 12px;
    cursor: pointer;
    list-style: none;
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
  .about {
    display: inline-block;
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
    padding: 0 0 16px 188px;
  }
  table {
    flex: 0 1 420px;
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
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .when {
      grid-column: 1;
      font-size: var(--ts-text-14);
    }
    .what {
      grid-area: 2 / 1;
    }
    .amount {
      grid-area: 2 / 2;
    }
    .after {
      grid-area: 1 / 2;
      font-size: var(--ts-text-14);
    }
    .entries {
      padding-inline-start: 0;
    }
  }
`;
