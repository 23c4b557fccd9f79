/** The styles of today's list and of its emptiness. */
import { css } from 'lit';

export const todayViewStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: var(--ts-space-32);
    min-block-size: calc(100dvh - 48px);
  }
  h1 {
    font-size: 30px;
    text-wrap: balance;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 12px 24px;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 16px;
  }
  .empty {
    display: grid;
    flex: 1;
    grid-template-columns: minmax(0, 264px) auto;
    align-content: center;
    align-items: center;
    justify-content: center;
    gap: 40px 112px;
    padding-block: 24px 40px;
  }
  .empty ts-ring {
    --ts-ring-size: 264px;
  }
  .empty h2 {
    margin-block-end: 20px;
    font-size: var(--ts-text-36);
    line-height: 1.38;
  }
  .empty p {
    font-size: var(--ts-text-18);
    line-height: 1.75;
  }
  .empty .actions {
    margin-block-start: 28px;
  }
  .row {
    display: grid;
    grid-template-columns: 120px 150px minmax(0, 1fr) minmax(0, 0.4fr) 110px;
    align-items: baseline;
    gap: 4px 0;
    padding: 16px 0;
    color: inherit;
    text-decoration: none;
  }
  .row:hover .row-name {
    text-decoration: underline;
    text-underline-offset: 0.3em;
  }
  section > .row:first-child {
    border-block-start: 0;
  }
  .day {
    font-size: var(--ts-text-24);
  }
  .time {
    font-size: var(--ts-text-20);
  }
  .row-name {
    font-weight: 700;
    overflow-wrap: anywhere;
    padding-inline-end: 16px;
  }
  .row-venue {
    overflow-wrap: anywhere;
    padding-inline-end: 16px;
  }
  .row-count {
    text-align: end;
    white-space: nowrap;
  }
  .row-count .figure {
    font-size: 23px;
  }
  .state-open {
    color: var(--ts-admitted-mark);
    font-weight: 700;
  }
  .state {
    font-size: var(--ts-text-16);
    font-weight: 400;
  }
  @media (max-width: 760px) {
    .empty {
      grid-template-columns: 1fr;
      justify-items: start;
    }
    .empty ts-ring {
      --ts-ring-size: 200px;
    }
    .row {
      grid-template-columns: auto 1fr auto;
      column-gap: 12px;
    }
    .row-name {
      grid-area: 2 / 1 / 3 / -1;
    }
    .row-venue {
      grid-area: 3 / 1 / 4 / -1;
      color: var(--ts-ink-2);
    }
  }
`;
