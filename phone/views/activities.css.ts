import { css } from 'lit';

export const activitiesStyles = css`
  h1 {
    font-size: var(--ts-text-28);
  }
  form {
    margin-block: 16px 8px;
  }
  section {
    margin-block-start: 24px;
  }
  h2 {
    display: flex;
    align-items: baseline;
    gap: 10px;
    margin-block-end: 8px;
  }
  h2 .figure {
    font-size: 26px;
  }
  .weekday {
    font-size: var(--ts-text-16);
  }
  details > summary {
    display: flex;
    align-items: baseline;
    gap: 14px;
    padding-block: 12px;
    color: var(--ts-ink);
    list-style: none;
    --ts-icon-size: 20px;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary > ts-icon {
    flex: none;
    align-self: center;
    color: var(--ts-water-900);
    transition: transform var(--ts-change-ms) var(--ts-change-ease);
  }
  details[open] summary > ts-icon {
    transform: rotate(90deg);
  }
  .time {
    flex: none;
    min-inline-size: 2.6em;
    font-size: 20px;
  }
  .what {
    display: grid;
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .what b {
    font-size: var(--ts-text-18);
    line-height: 1.4;
  }
  .cancelled b {
    text-decoration: line-through;
  }
  .off,
  .no-cards {
    display: flex;
    align-items: baseline;
    gap: 8px;
  }
  .off {
    color: var(--ts-refused-mark);
    font-weight: 700;
  }
  .no-cards {
    margin-block-end: 12px;
    padding: 8px 12px;
    background: var(--ts-stored-soft);
  }
  dl {
    display: grid;
    grid-template-columns: fit-content(40%) minmax(0, 1fr);
    margin-block-end: 12px;
  }
  dl > div {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
    gap: 16px;
    padding-block: 4px;
  }
  dt {
    color: var(--ts-ink-2);
  }
  dd {
    overflow-wrap: anywhere;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    padding-block-end: 16px;
  }
  .actions .button {
    flex: 1 1 auto;
    gap: 8px;
    padding-inline: 8px;
  }
  .more {
    margin-block-start: 24px;
  }
`;
