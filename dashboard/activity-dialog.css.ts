/** The activity form's styles. */
import { css } from 'lit';

export const activityDialogStyles = css`
  :host {
    --ts-dialog-width: 680px;
  }
  form {
    display: grid;
    gap: 20px;
  }
  .three {
    display: grid;
    grid-template-columns: 1.3fr 1fr 1fr;
    gap: 16px;
    align-items: start;
  }
  .two {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 16px;
    align-items: start;
  }
  details > :not(summary) {
    margin-block-start: 12px;
  }
  .switch {
    display: grid;
    grid-template-columns: 24px minmax(0, 1fr);
    align-items: center;
    gap: 12px;
    min-block-size: 48px;
    line-height: 1.5;
    cursor: pointer;
  }
  .switch input {
    inline-size: 22px;
    block-size: 22px;
    margin: 0;
    accent-color: var(--ts-water-1100);
  }
  .switch small {
    display: block;
    color: var(--ts-ink-2);
    font-size: var(--ts-text-14);
  }
  summary {
    min-block-size: 32px;
    color: var(--ts-water-900);
    cursor: pointer;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 16px;
    margin-block-start: 8px;
  }
  .actions .link {
    margin-inline-end: auto;
  }
  ts-notice {
    margin-block-end: 16px;
  }
  @media (max-width: 560px) {
    .three,
    .two {
      grid-template-columns: 1fr;
    }
  }
`;
