/** Styles that every element of ours shares: box model, focus ring, figures. */
import { css } from 'lit';

/** First in every element's `static styles`. Shadow roots see nothing of base.css but what inherits. */
export const resetStyles = css`
  :host {
    box-sizing: border-box;
  }
  :host([hidden]) {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :where(h1, h2, h3, h4, p, ul, ol, dl, dd, figure) {
    margin: 0;
  }
  :where(ul, ol) {
    padding: 0;
    list-style: none;
  }
  :where(h1, h2, h3, h4) {
    color: var(--ts-water-1200);
    font-weight: 700;
    line-height: var(--ts-leading-head);
  }
  :where(a) {
    color: var(--ts-water-900);
    text-underline-offset: 0.25em;
  }
  :where(button, input, select, textarea) {
    font: inherit;
    color: inherit;
  }
  :where(table) {
    border-collapse: collapse;
  }
  :where([hidden]) {
    display: none !important;
  }
  :focus-visible {
    outline: 3px solid transparent;
    box-shadow: var(--ts-focus);
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 1ms !important;
      animation-delay: 0ms !important;
      transition-duration: 1ms !important;
    }
  }
`;

/** `class="figure"`: Barlow 600, digits of one width, no leading. From 16 px upwards. */
export const figureStyles = css`
  .figure {
    font-family: var(--ts-font-figures);
    font-weight: 600;
    line-height: var(--ts-leading-figure);
    font-variant-numeric: tabular-nums;
  }
`;

/** `class="visually-hidden"`: for screen readers only. */
export const hiddenStyles = css`
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
