/** Who stands there at the top, what they could use below; one column upright. */
import { css } from 'lit';

export const chooserStyles = css`
  :host {
    overflow: auto;
    display: flex;
    flex-direction: column;
    gap: calc(28 * var(--u));
    padding: calc(36 * var(--u)) calc(56 * var(--u));
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(8 * var(--u)) calc(40 * var(--u));
    min-block-size: calc(76 * var(--u));
  }
  header .button {
    margin-inline-start: auto;
  }
  .name {
    font-size: min(46 * var(--u), 460 * var(--u) / var(--width));
    font-weight: 700;
    color: var(--ts-water-1200);
    white-space: nowrap;
  }
  .name small {
    font-size: 0.7em;
    font-weight: 400;
    margin-inline-start: 0.4em;
  }
  .balance {
    font-size: calc(26 * var(--u));
    white-space: nowrap;
  }
  .balance .figure {
    font-size: calc(46 * var(--u));
  }
  main {
    flex: 1;
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: calc(56 * var(--u));
  }
  h2 {
    display: flex;
    align-items: center;
    gap: calc(14 * var(--u));
    padding-block-end: calc(14 * var(--u));
    border-block-end: var(--ts-border);
    font-size: calc(28 * var(--u));
    --ts-icon-size: 1.2em;
  }
  .none {
    padding-block: calc(22 * var(--u));
    font-size: calc(24 * var(--u));
    line-height: 1.6;
    color: var(--ts-ink-2);
  }
  li {
    border-block-end: var(--ts-border);
  }
  li button {
    display: grid;
    grid-template-columns: 1fr auto;
    align-items: center;
    gap: calc(4 * var(--u)) calc(20 * var(--u));
    inline-size: 100%;
    min-block-size: calc(104 * var(--u));
    margin: 0;
    padding: calc(14 * var(--u)) calc(8 * var(--u));
    border: 0;
    border-radius: var(--ts-radius-control);
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
    touch-action: manipulation;
  }
  li button:hover:enabled {
    background: var(--ts-water-50);
  }
  li button:disabled {
    color: var(--ts-ink-2);
    cursor: default;
  }
  .thing {
    font-size: calc(32 * var(--u));
    font-weight: 700;
    line-height: 1.35;
    overflow-wrap: anywhere;
  }
  .detail {
    grid-column: 1;
    font-size: calc(22 * var(--u));
    color: var(--ts-ink-2);
  }
  .act {
    grid-column: 2;
    grid-row: 1 / 3;
    display: inline-flex;
    align-items: center;
    gap: calc(8 * var(--u));
    max-inline-size: calc(240 * var(--u));
    font-size: calc(24 * var(--u));
    color: var(--ts-water-900);
  }
  button:disabled .act {
    color: var(--ts-ink-2);
    font-size: calc(22 * var(--u));
  }
  .question {
    grid-column: 1 / -1;
    align-self: center;
    display: grid;
    gap: calc(20 * var(--u));
    max-inline-size: calc(980 * var(--u));
    padding-block-end: calc(60 * var(--u));
    animation: rise var(--ts-arrive-ms) var(--ts-arrive-ease);
  }
  @keyframes rise {
    from {
      transform: translateY(calc(16 * var(--u)));
      opacity: 0.4;
    }
  }
  .asked {
    font-size: calc(34 * var(--u));
  }
  h1 {
    font-size: calc(68 * var(--u));
    line-height: 1.3;
    overflow-wrap: anywhere;
    word-break: auto-phrase;
  }
  .left {
    font-size: calc(28 * var(--u));
  }
  ts-notice {
    font-size: calc(24 * var(--u));
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: calc(24 * var(--u));
    margin-block-start: calc(28 * var(--u));
  }
  .actions .button {
    min-inline-size: calc(260 * var(--u));
    min-block-size: calc(88 * var(--u));
    font-size: calc(28 * var(--u));
  }
  @media (orientation: portrait) {
    :host {
      padding-inline: calc(48 * var(--u));
    }
    main {
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
    }
    .question {
      padding-block-start: calc(120 * var(--u));
    }
  }
`;
