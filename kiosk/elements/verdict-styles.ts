/** The full field of a verdict, both ways up. */
import { css } from 'lit';

export const verdictStyles = css`
  :host {
    --on: var(--ts-on-admitted);
    --soft: color-mix(in srgb, var(--on) 35%, transparent);
    --bar: var(--on);
    color: var(--on);
    background: var(--ts-admitted);
    --ts-wall-fill: var(--ts-admitted-shade);
  }
  :host([kind='already']) {
    --on: var(--ts-on-already);
    --bar: var(--ts-already-mark);
    --soft: color-mix(in srgb, var(--ts-already-mark) 35%, transparent);
    background: var(--ts-already);
    --ts-wall-fill: var(--ts-already-shade);
  }
  :host([kind='stored']) {
    --on: var(--ts-on-stored);
    --bar: #604b00;
    --soft: color-mix(in srgb, #604b00 30%, transparent);
    background: var(--ts-stored);
    --ts-wall-fill: var(--ts-stored-shade);
  }
  :host([kind='departed']) {
    --on: var(--ts-water-1200);
    --bar: var(--ts-water-900);
    --soft: color-mix(in srgb, var(--ts-water-900) 30%, transparent);
    background: var(--ts-water-50);
    --ts-wall-fill: color-mix(in srgb, var(--ts-water-100) 70%, var(--ts-water-50));
  }
  header,
  footer {
    position: absolute;
    inset-inline: calc(56 * var(--u));
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: calc(20 * var(--u));
  }
  header {
    inset-block-start: calc(39 * var(--u));
    font-size: calc(24 * var(--u));
  }
  header .activity {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  header .figure {
    font-size: calc(32 * var(--u));
  }
  footer {
    inset-block-end: calc(34 * var(--u));
    font-size: calc(22 * var(--u));
    white-space: nowrap;
  }
  .remaining {
    flex: 1;
    block-size: calc(6 * var(--u));
    background: var(--soft);
  }
  .remaining i {
    display: block;
    block-size: 100%;
    background: var(--bar);
    transform-origin: left;
    animation: run-out var(--returns-after) linear both;
  }
  @keyframes run-out {
    to {
      transform: scaleX(0);
    }
  }
  ts-ring {
    position: absolute;
    inset: calc(150 * var(--u)) auto auto calc(36 * var(--u));
    --ts-ring-size: calc(440 * var(--u));
  }
  .words {
    position: absolute;
    inset: calc(84 * var(--u)) calc(44 * var(--u)) calc(104 * var(--u)) calc(520 * var(--u));
    display: flex;
    flex-direction: column;
    justify-content: center;
    animation: rise var(--ts-arrive-ms) var(--ts-arrive-ease);
  }
  @keyframes rise {
    from {
      transform: translateY(calc(16 * var(--u)));
      opacity: 0.4;
    }
  }
  .name {
    font-size: min(54 * var(--u), 640 * var(--u) / var(--width));
    font-weight: 700;
    line-height: 1.35;
    white-space: nowrap;
  }
  .name small {
    font-size: 0.74em;
    font-weight: 400;
    margin-inline-start: 0.5em;
  }
  .head {
    font-size: calc(91 * var(--u));
    font-weight: 700;
    line-height: 1.2;
    color: inherit;
  }
  .head.two-lines {
    font-size: calc(72 * var(--u));
  }
  .points {
    display: flex;
    align-items: baseline;
    gap: calc(22 * var(--u));
    margin-block-start: calc(38 * var(--u));
    white-space: nowrap;
  }
  .two-lines ~ .points {
    margin-block-start: calc(24 * var(--u));
  }
  .points .figure {
    font-size: calc(184 * var(--u));
    line-height: 0.94;
    letter-spacing: -0.01em;
  }
  .points span:last-child {
    font-size: calc(54 * var(--u));
    font-weight: 700;
  }
  .two-lines ~ .points .figure {
    font-size: calc(160 * var(--u));
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: calc(4 * var(--u)) calc(54 * var(--u));
    overflow: clip;
    margin-block-start: calc(36 * var(--u));
    font-size: calc(31 * var(--u));
    line-height: 1.5;
  }
  .points:has(~ .long) {
    margin-block-start: calc(20 * var(--u));
  }
  .points:has(~ .long) .figure {
    font-size: calc(140 * var(--u));
  }
  .points:has(~ .long) span:last-child {
    font-size: calc(44 * var(--u));
  }
  .facts.long {
    margin-block-start: calc(20 * var(--u));
    font-size: calc(26 * var(--u));
    line-height: 1.4;
  }
  .facts.long .figure {
    font-size: calc(32 * var(--u));
  }
  .facts > span {
    position: relative;
  }
  /* The bar stands in the gap before; at the beginning of a line it is clipped away. */
  .facts > span + span::before {
    content: '';
    position: absolute;
    inset: 0.3em auto 0.2em calc(-28 * var(--u));
    inline-size: calc(2 * var(--u));
    background: currentColor;
    opacity: 0.45;
  }
  .facts .figure {
    font-size: calc(40 * var(--u));
  }
  ts-dots {
    margin-block-start: calc(16 * var(--u));
    --ts-dots-filled: #ffffff;
    --ts-dots-newest: var(--ts-arrive-on-dark);
    --ts-dots-open: #9cd5b4;
  }
  .sub {
    margin-block-start: calc(32 * var(--u));
    font-size: calc(44 * var(--u));
    font-weight: 700;
    line-height: 1.35;
  }
  .when {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(4 * var(--u)) calc(20 * var(--u));
    margin-block-start: calc(62 * var(--u));
    font-size: calc(31 * var(--u));
    --ts-icon-size: calc(40 * var(--u));
  }
  .when .figure {
    font-size: calc(44 * var(--u));
  }
  :host([kind='stored']) .words {
    padding-block-start: calc(22 * var(--u));
  }
  :host([kind='already']) .words {
    padding-block-end: calc(26 * var(--u));
  }
  .note {
    margin-block-start: calc(27 * var(--u));
    font-size: calc(26 * var(--u));
  }
  .explained {
    margin-block-start: calc(44 * var(--u));
    font-size: calc(32 * var(--u));
    line-height: 1.65;
  }
  ts-kiosk-line {
    margin-block-start: calc(90 * var(--u));
    font-size: calc(28 * var(--u));
  }
  @media (orientation: portrait) {
    header,
    footer {
      inset-inline: calc(48 * var(--u));
    }
    ts-ring {
      inset: calc(120 * var(--u)) auto auto calc(50% - 240 * var(--u));
      --ts-ring-size: calc(480 * var(--u));
    }
    .words {
      inset: calc(604 * var(--u)) calc(40 * var(--u)) calc(116 * var(--u)) calc(48 * var(--u));
    }
    ts-kiosk-line {
      margin-block-start: calc(48 * var(--u));
    }
  }
`;
