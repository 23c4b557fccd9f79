/** What the views of activities, coupons, tickets and certificates share, as drawn on 390×844. */
import { css } from 'lit';

export const usesStyles = css`
  :host {
    display: block;
    padding: 20px 24px 32px;
    line-height: 1.5;
  }
  h1 {
    font-size: var(--ts-text-32);
    line-height: 1.25;
    white-space: pre-line;
  }
  h2 {
    font-size: var(--ts-text-20);
  }
  .year::first-letter {
    text-transform: uppercase;
  }
  .quiet {
    color: var(--ts-ink-2);
  }
  .section {
    margin-block: 24px 12px;
  }
  .rows > * {
    border-block-start: var(--ts-border);
  }
  .rows > *:last-child {
    border-block-end: var(--ts-border);
  }
  .row {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 16px;
    padding-block: 12px;
  }
  .row > :first-child {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .row .name {
    font-size: var(--ts-text-18);
    font-weight: 700;
    line-height: 1.4;
  }
  .row .button {
    flex: none;
    max-inline-size: 50%;
    padding-inline: 14px;
  }
  .button .figure {
    font-size: 18px;
  }
  .back {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-block-size: var(--ts-target);
    color: var(--ts-water-900);
    --ts-icon-size: 18px;
  }
  .back ts-icon {
    transform: scaleX(-1);
  }
  .waiting {
    display: grid;
    place-items: center;
    min-block-size: 200px;
    --ts-ring-size: 120px;
  }
  .empty {
    display: grid;
    grid-template-columns: 96px minmax(0, 1fr);
    gap: 20px;
    align-items: center;
    padding-block: 24px;
  }
  .empty p:first-child {
    color: var(--ts-water-1200);
    font-size: var(--ts-text-18);
    font-weight: 700;
    line-height: 1.45;
    white-space: pre-line;
  }
  ts-notice {
    margin: 12px -24px;
    padding-inline: 24px;
  }
  .done {
    display: flex;
    padding-block: 8px;
    align-items: center;
    gap: 8px;
    color: var(--ts-admitted-mark);
    font-weight: 700;
  }
  .sum {
    display: grid;
    margin-block-start: 16px;
  }
  .sum > div {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 16px;
    padding-block: 8px;
    border-block-start: var(--ts-border);
  }
  .sum .figure {
    font-size: 24px;
  }
  .trouble {
    display: flex;
    gap: 8px;
    margin-block-start: 16px;
    color: var(--ts-refused-mark);
    font-weight: 700;
    --ts-icon-size: 1.5em;
  }
  .arriving {
    animation: rise var(--ts-arrive-ms) var(--ts-arrive-ease) both;
  }
  @keyframes rise {
    from {
      transform: translateY(40px);
      opacity: 0;
    }
  }
  details > summary {
    min-block-size: var(--ts-target);
    padding-block: 10px;
    color: var(--ts-water-900);
    font-size: var(--ts-text-16);
    cursor: pointer;
  }
`;
