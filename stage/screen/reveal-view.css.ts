/** How the number, its ring and the board are set. */
import { css } from 'lit';

export const revealViewStyles = css`
  :host {
    position: absolute;
    inset: 0;
  }
  .ring {
    position: absolute;
    inset-inline-start: calc(65 * var(--u));
    inset-block-start: calc(72 * var(--u));
    inline-size: calc(936 * var(--u));
    block-size: calc(936 * var(--u));
  }
  .ring > svg {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }
  .agreed {
    fill: var(--ts-water-300);
  }
  .connected {
    fill: none;
    stroke: var(--ts-open-on-night);
    stroke-width: 2.5;
  }
  .share {
    fill: none;
    stroke: var(--ts-water-300);
    stroke-width: 44;
  }
  .share.rest {
    stroke: #1d4a53;
  }
  .middle {
    position: absolute;
    inset: 0;
    display: grid;
    grid-template-rows: 1fr auto 1fr;
    justify-items: center;
    text-align: center;
    font-size: calc(56 * var(--u));
    line-height: 1.35;
  }
  .what {
    align-self: end;
    padding-block-end: calc(14 * var(--u));
  }
  .what .figure,
  .agree .figure {
    font-size: 1.3em;
  }
  .agree {
    padding-block-start: calc(34 * var(--u));
  }
  .what ts-icon,
  .agree ts-icon {
    --ts-icon-size: calc(60 * var(--u));
    color: var(--ts-water-300);
  }
  .digits {
    display: flex;
    align-items: center;
    justify-content: center;
    min-block-size: calc(240 * var(--u));
    line-height: 0.8;
  }
  .digit {
    inline-size: 0.6em;
    text-align: center;
    animation: land 320ms var(--ts-arrive-ease);
  }
  .digit.placeholder {
    position: relative;
    block-size: 0.7em;
    animation: none;
  }
  .placeholder svg {
    inline-size: 100%;
    block-size: 100%;
    overflow: visible;
  }
  .placeholder.later svg {
    opacity: 0.45;
  }
  .waiting-dot {
    fill: var(--ts-open-on-night);
  }
  .ninth {
    fill: var(--ts-arrive-on-dark);
  }
  .head {
    max-inline-size: calc(640 * var(--u));
    text-wrap: balance;
    font-size: calc(72 * var(--u));
    font-weight: 700;
    line-height: 1.3;
  }
  .right {
    position: absolute;
    inset-block: calc(52 * var(--u)) 0;
    inset-inline: calc(1068 * var(--u)) calc(80 * var(--u));
  }
  .prize {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: calc(32 * var(--u));
    align-items: center;
    block-size: calc(100 * var(--u));
    border-block-end: 2px solid #1d4a53;
  }
  .prize h1 {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    font-size: calc(56 * var(--u));
    line-height: 1.15;
  }
  .prize h1.long {
    font-size: calc(44 * var(--u));
  }
  .prize .fact {
    font-size: calc(40 * var(--u));
  }
  .after {
    display: flex;
    justify-content: space-between;
    gap: calc(24 * var(--u));
    margin-block-start: calc(26 * var(--u));
    white-space: nowrap;
  }
  .after .figure {
    font-size: 1.25em;
  }
  @keyframes land {
    from {
      opacity: 0;
      transform: translateY(-0.12em);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .digit {
      animation: none;
    }
  }
`;
