/** The short form's styles. */
import { css } from 'lit';

export const formDialogStyles = css`
  form {
    display: grid;
    gap: 20px;
  }
  .lead {
    margin-block-end: 20px;
    white-space: pre-line;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 16px;
    margin-block-start: 8px;
  }
  ts-notice {
    margin-block-end: 16px;
  }
  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    margin-block-end: 4px;
    padding: 0;
    font-weight: 700;
  }
  .fault {
    color: var(--ts-refused-mark);
  }
  .option {
    display: grid;
    grid-template-columns: 24px minmax(0, 1fr);
    align-items: center;
    gap: 12px;
    min-block-size: 56px;
    padding-block: 8px;
    border-block-start: var(--ts-border);
    cursor: pointer;
  }
  .option input {
    inline-size: 22px;
    block-size: 22px;
    margin: 0 0 0 2px;
    accent-color: var(--ts-water-1100);
  }
  .option:has(input:checked) {
    background: var(--ts-water-50);
  }
  .option b {
    overflow-wrap: anywhere;
  }
  .detail {
    display: block;
    color: var(--ts-ink-2);
    line-height: 1.5;
  }
  @media (max-width: 480px) {
    .actions .button {
      flex: 1 1 100%;
    }
  }
`;
