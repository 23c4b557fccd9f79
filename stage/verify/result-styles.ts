/** The table of winners: columns where there is room, a block a row where there is none. */
import { css } from 'lit';

export const resultStyles = css`
  .prize + .prize {
    margin-block-start: 32px;
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
    padding: 10px 20px 10px 0;
    border-block-end: var(--ts-border);
    vertical-align: baseline;
  }
  th:last-child,
  td:last-child {
    padding-inline-end: 0;
  }
  .end {
    text-align: end;
  }
  .place {
    white-space: nowrap;
  }
  .win .place {
    color: var(--ts-water-1200);
    font-weight: 700;
  }
  .serial {
    font-size: 22px;
    text-align: end;
  }
  .entry {
    min-inline-size: 5em;
    overflow-wrap: anywhere;
  }
  @media (max-width: 700px) {
    thead {
      display: none;
    }
    tr {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 0 16px;
      align-items: baseline;
      padding-block: 12px;
      border-block-end: var(--ts-border);
    }
    td {
      padding: 0;
      border: 0;
    }
    .entry,
    .score {
      grid-column: 1 / -1;
      color: var(--ts-ink-2);
      font-size: var(--ts-text-14);
    }
  }
`;
