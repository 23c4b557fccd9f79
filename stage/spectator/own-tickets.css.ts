/** One's tickets: their numbers, ranks and what came of them. */
import { css } from 'lit';

export const ownTicketsStyles = css`
  .tickets li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 14px;
    align-items: center;
    min-block-size: 56px;
    border-block-end: var(--ts-border);
    --ts-icon-size: 24px;
  }
  .tickets ts-icon {
    color: var(--ts-ink-2);
  }
  .tickets .best ts-icon {
    color: var(--ts-arrive);
  }
  .number {
    font-size: 26px;
  }
  .rank {
    text-align: end;
  }
  .rank .figure {
    font-size: 26px;
  }
  .rank strong {
    margin-inline-end: 8px;
    color: var(--ts-arrive-text);
  }
  .outcome {
    margin-block-start: 8px;
    font-size: var(--ts-text-20);
    font-weight: 700;
  }
  form {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 12px;
    align-items: end;
    padding-block: 8px;
  }
  form .button {
    min-block-size: 56px;
  }
  form .small {
    grid-column: 1 / -1;
  }
  .held {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
`;
