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
