/** How the public pages set their heads, facts and tables, on screens and on paper. */
import { css } from 'lit';

export const publicStyles = css`
  :host {
    display: block;
  }
  h1 {
    margin-block: 16px 20px;
    font-size: var(--ts-text-28);
  }
  h2 {
    margin-block-end: 8px;
    font-size: var(--ts-text-20);
  }
  section {
    margin-block-start: 40px;
  }
  .waiting {
    display: grid;
    place-items: center;
    min-block-size: 240px;
    --ts-ring-size: 160px;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 16px;
    margin-block-start: 24px;
  }
  .facts {
    display: grid;
    grid-template-columns: fit-content(42%) minmax(0, 1fr);
    margin-block-start: 24px;
  }
  .facts > div {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
    gap: 24px;
    align-items: baseline;
    padding-block: 10px;
    border-block-end: var(--ts-border);
  }
  .facts dt {
    color: var(--ts-ink-2);
  }
  .facts dd {
    font-weight: 700;
    overflow-wrap: anywhere;
  }
  .facts .figure {
    font-size: 22px;
  }
  .facts .name {
    color: var(--ts-water-1200);
    font-size: var(--ts-text-24);
    line-height: var(--ts-leading-head);
  }
  .quiet {
    color: var(--ts-ink-2);
    font-size: var(--ts-text-14);
    line-height: 1.6;
  }
  .hash {
    font-family: ui-monospace, 'SFMono-Regular', Consolas, monospace;
    font-size: var(--ts-text-14);
    font-weight: 400;
    line-height: 1.7;
    overflow-wrap: anywhere;
    word-break: break-all;
  }
  table {
    inline-size: 100%;
    margin-block-start: 8px;
    line-height: 1.5;
  }
  th {
    color: var(--ts-ink-2);
    font-size: var(--ts-text-14);
    font-weight: 400;
    text-align: start;
  }
  th,
  td {
    padding: 10px 12px 10px 0;
    border-block-end: var(--ts-border);
    vertical-align: top;
  }
  th:last-child,
  td:last-child {
    padding-inline-end: 0;
  }
  .end {
    text-align: end;
    white-space: nowrap;
  }
  .nowrap {
    white-space: nowrap;
  }
  td {
    min-inline-size: 6em;
  }
  /* A row a block where there is no room for columns. */
  @media screen and (max-width: 600px) {
    thead {
      display: none;
    }
    tr {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 0 16px;
      padding-block: 12px;
      border-block-end: var(--ts-border);
    }
    td {
      padding: 0;
      border: 0;
    }
    td.whole {
      grid-column: 1 / -1;
    }
    td.corner {
      grid-area: 1 / 2;
    }
  }
  @media print {
    .actions {
      display: none;
    }
    section {
      margin-block-start: 16pt;
    }
    tr {
      break-inside: avoid;
    }
    thead {
      display: table-header-group;
    }
  }
`;
