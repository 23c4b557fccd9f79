/** The counter's frame. */
import { css } from 'lit';

export const counterViewStyles = css`
  :host {
    display: block;
  }
  .screen {
    display: grid;
    gap: 24px;
    min-block-size: calc(100dvh - 48px);
    align-content: start;
  }
  header,
  .who {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 12px 24px;
  }
  header {
    min-block-size: 48px;
  }
  h1 {
    font-size: 30px;
  }
  .who {
    border-block-start: 3px solid var(--ts-water-1200);
    padding-block-start: 20px;
  }
  h2 {
    font-size: 36px;
    overflow-wrap: anywhere;
  }
  h2 small {
    margin-inline-start: 8px;
    font-size: 20px;
    font-weight: 400;
  }
  .notices {
    display: grid;
    gap: 12px;
  }
  .notices:not(:has(ts-notice)) {
    display: none;
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
    --ts-ring-size: 200px;
  }
  @media (max-width: 760px) {
    .empty {
      grid-template-columns: minmax(0, 1fr);
      justify-items: start;
      padding-block: 32px;
      --ts-ring-size: 140px;
    }
  }
  @media print {
    .screen[data-paper],
    ts-form-dialog {
      display: none;
    }
    ts-person-field,
    .who .button,
    header .button {
      display: none;
    }
  }
`;
