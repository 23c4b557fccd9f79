/** The steps, as dots on a line; under each other where it is narrow. */
import { css } from 'lit';

export const stepListStyles = css`
  .steps {
    display: grid;
    grid-template-columns: repeat(7, minmax(0, 1fr));
    gap: 0 16px;
  }
  .steps li {
    position: relative;
    display: grid;
    align-content: start;
    gap: 2px;
    padding-block-start: 36px;
    line-height: 1.4;
  }
  /* The line to the next step: dotted, as on the big screen. */
  .steps li:not(:last-child)::before {
    content: '';
    position: absolute;
    inset: 11px -8px auto 34px;
    border-block-start: 3px dotted var(--ts-open);
  }
  .steps li[data-state='done']:not(:last-child)::before,
  .steps li[data-state='unused']:not(:last-child)::before {
    border-color: var(--ts-water-700);
  }
  .dot {
    position: absolute;
    inset-block-start: 0;
    display: grid;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    border: 3px solid var(--ts-open);
    border-radius: 50%;
    color: #ffffff;
    --ts-icon-size: 14px;
  }
  [data-state='done'] > .dot {
    border-color: var(--ts-water-700);
    background: var(--ts-water-700);
  }
  [data-state='now'] > .dot {
    border-color: var(--ts-water-1200);
    border-width: 8px;
  }
  .step-name {
    color: var(--ts-ink-2);
    font-weight: 400;
  }
  [data-state='now'] > .step-name {
    color: var(--ts-water-1200);
    font-weight: 700;
  }
  .by {
    color: var(--ts-ink-2);
    font-size: var(--ts-text-14);
    line-height: 1.5;
  }
  .fact {
    font-weight: 700;
  }
  @media (max-width: 1000px) {
    .steps {
      grid-template-columns: minmax(0, 1fr);
      gap: 0;
    }
    .steps li {
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 0 16px;
      padding: 0 0 18px 40px;
    }
    .steps li:not(:last-child)::before {
      inset: 26px auto 2px 10px;
      border-block-start: 0;
      border-inline-start: 3px dotted var(--ts-open);
    }
    .steps .fact {
      grid-area: 1 / 2;
    }
    .steps .by {
      grid-column: 1 / -1;
    }
  }
`;
