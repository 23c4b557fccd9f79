/** The enrollment page: what to do at the left, the code at the right; one column upright. */
import { css } from 'lit';

export const enrollStyles = css`
  :host {
    overflow: auto;
    display: flex;
    flex-direction: column;
    gap: calc(20 * var(--u));
    padding: calc(36 * var(--u)) calc(56 * var(--u)) calc(32 * var(--u));
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    gap: calc(16 * var(--u));
    align-items: center;
    justify-content: space-between;
  }
  .brand {
    display: flex;
    align-items: center;
    gap: calc(16 * var(--u));
    font-size: calc(26 * var(--u));
    color: var(--ts-water-1200);
  }
  .notices {
    padding: calc(14 * var(--u)) calc(20 * var(--u));
    background: var(--ts-stored);
    font-size: calc(22 * var(--u));
    line-height: 1.5;
  }
  main {
    flex: 1;
    display: grid;
    grid-template-columns: 1fr calc(600 * var(--u));
    gap: calc(56 * var(--u));
    align-items: center;
  }
  h1 {
    font-size: calc(52 * var(--u));
    line-height: 1.3;
  }
  .lead {
    margin-block: calc(20 * var(--u)) calc(32 * var(--u));
    font-size: calc(26 * var(--u));
    line-height: 1.6;
    word-break: auto-phrase;
  }
  .finder {
    display: grid;
    gap: calc(12 * var(--u));
    inline-size: calc(300 * var(--u));
    margin-block-end: calc(20 * var(--u));
    padding: calc(16 * var(--u));
    background: var(--ts-night);
    color: #ffffff;
    font-size: calc(20 * var(--u));
    text-align: center;
  }
  form {
    display: grid;
    gap: calc(10 * var(--u));
  }
  label {
    font-size: calc(24 * var(--u));
    font-weight: 700;
  }
  .hint {
    font-size: calc(20 * var(--u));
    color: var(--ts-ink-2);
  }
  input {
    inline-size: 100%;
    min-block-size: calc(96 * var(--u));
    padding-inline: calc(20 * var(--u));
    border: var(--ts-border-control);
    border-radius: var(--ts-radius-control);
    font-size: calc(64 * var(--u));
    letter-spacing: 0.08em;
    text-align: center;
    -webkit-user-select: text;
    user-select: text;
  }
  input::placeholder {
    color: var(--ts-line);
    opacity: 1;
  }
  input[aria-invalid='true'] {
    border-color: var(--ts-refused-mark);
  }
  .error {
    display: flex;
    gap: calc(10 * var(--u));
    min-block-size: calc(60 * var(--u));
    font-size: calc(20 * var(--u));
    line-height: 1.5;
    color: var(--ts-refused-mark);
  }
  form .button {
    margin-block-start: calc(8 * var(--u));
  }
  @media (orientation: portrait) {
    main {
      grid-template-columns: 1fr;
      gap: calc(32 * var(--u));
      align-content: center;
    }
  }
`;
