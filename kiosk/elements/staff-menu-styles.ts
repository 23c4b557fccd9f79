import { css } from 'lit';

export const menuStyles = css`
  :host {
    overflow: auto;
    display: flex;
    flex-direction: column;
    gap: calc(24 * var(--u));
    padding: calc(36 * var(--u)) calc(56 * var(--u));
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(8 * var(--u)) calc(24 * var(--u));
  }
  header p {
    /* Room for the shop's name; where there is none the button goes below. */
    flex: 1 1 calc(260 * var(--u));
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(24 * var(--u));
    font-size: calc(22 * var(--u));
    color: var(--ts-ink-2);
  }
  h1 {
    font-size: calc(40 * var(--u));
  }
  main {
    flex: 1;
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: calc(56 * var(--u));
  }
  section {
    display: grid;
    align-content: start;
    gap: calc(24 * var(--u));
    font-size: calc(22 * var(--u));
  }
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend,
  label {
    font-weight: 700;
    font-size: calc(22 * var(--u));
    padding: 0;
  }
  label {
    display: grid;
    gap: calc(8 * var(--u));
  }
  select {
    inline-size: 100%;
    min-block-size: calc(64 * var(--u));
    padding-inline: calc(16 * var(--u));
    border: var(--ts-border-control);
    border-radius: var(--ts-radius-control);
    background: var(--ts-paper);
    font-weight: 400;
  }
  .segments {
    display: grid;
    grid-template-columns: 1fr 1fr;
    margin-block-start: calc(8 * var(--u));
    border: var(--ts-border-control);
    border-radius: var(--ts-radius-control);
    overflow: clip;
  }
  .segments button {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: calc(12 * var(--u));
    min-block-size: calc(76 * var(--u));
    margin: 0;
    border: 0;
    background: var(--ts-paper);
    font-size: calc(26 * var(--u));
    cursor: pointer;
  }
  .segments button[aria-pressed='true'] {
    background: var(--ts-water-1200);
    color: #ffffff;
    font-weight: 700;
  }
  dl div {
    display: flex;
    justify-content: space-between;
    gap: calc(16 * var(--u));
    padding-block: calc(10 * var(--u));
    border-block-end: var(--ts-border);
  }
  dd {
    text-align: end;
    font-weight: 700;
  }
  .hint,
  .leave p {
    margin-block-start: calc(8 * var(--u));
    font-size: calc(20 * var(--u));
    line-height: 1.5;
    color: var(--ts-ink-2);
  }
  footer {
    display: flex;
    flex-wrap: wrap;
    gap: calc(16 * var(--u));
  }
  @media (orientation: portrait) {
    main {
      grid-template-columns: 1fr;
      align-content: start;
    }
  }
`;
