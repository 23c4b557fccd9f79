/** What the dashboard's plain lists share: a head with one action, rows, an empty state. */
import { css } from 'lit';

export const listStyles = css`
  :host {
    display: grid;
    align-content: start;
    gap: 32px;
    min-block-size: calc(100dvh - 48px);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    justify-content: space-between;
    gap: 12px 24px;
  }
  header > div {
    flex: 1 1 320px;
    max-inline-size: 760px;
  }
  h1 {
    font-size: 30px;
  }
  .row {
    display: grid;
    grid-template-columns: minmax(0, 1.2fr) minmax(0, 0.5fr) minmax(0, 1.4fr) 150px;
    align-items: baseline;
    gap: 4px 20px;
    padding-block: 16px;
    color: inherit;
    text-decoration: none;
    overflow-wrap: anywhere;
  }
  .rows > .row:first-child {
    border-block-start: 0;
  }
  a.row:hover .name {
    text-decoration: underline;
    text-underline-offset: 0.3em;
  }
  .name {
    font-size: var(--ts-text-18);
    font-weight: 700;
  }
  .detail,
  [data-quiet],
  .sub {
    color: var(--ts-ink-2);
  }
  .count {
    text-align: end;
    white-space: nowrap;
  }
  .count .figure {
    font-size: 23px;
  }
  .empty {
    display: grid;
    grid-template-columns: auto minmax(0, 480px);
    align-items: center;
    justify-content: center;
    gap: 32px 72px;
    padding-block: 72px;
    font-size: var(--ts-text-18);
    line-height: 1.75;
    --ts-ring-size: 220px;
  }
  /* It appears by itself after 300 ms. */
  .loading {
    justify-self: center;
    margin-block: 80px;
    --ts-ring-size: 160px;
  }
  .empty .button {
    margin-block-start: 24px;
  }
  @media (max-width: 760px) {
    .row {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .row > .detail {
      grid-column: 1 / -1;
    }
    .row > .count {
      grid-area: 1 / 2;
    }
    .empty {
      grid-template-columns: minmax(0, 1fr);
      justify-items: start;
      padding-block: 32px;
      --ts-ring-size: 160px;
    }
  }
  /* A box behind a sheet of its own size would begin another page. */
  @media print {
    :host {
      display: block;
      min-block-size: 0;
    }
    ts-form-dialog,
    ts-device-code-dialog,
    ts-dialog,
    header .button {
      display: none;
    }
  }
`;
