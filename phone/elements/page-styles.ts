/** What the phone's views share: the column, the head of a page, its sections. */
import { css } from 'lit';

/** After `resetStyles`. `<header class="page-head">` with a back link and the `h1`. */
export const pageStyles = css`
  :host {
    display: block;
    padding: 20px 24px 40px;
    font-size: var(--ts-text-16);
    line-height: var(--ts-leading-body);
  }
  .page-head {
    margin-block-end: 24px;
  }
  .page-head h1 {
    font-size: 26px;
  }
  .back {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-block-size: var(--ts-target);
    margin-inline-start: -4px;
    padding-inline: 4px 12px;
    font-size: var(--ts-text-16);
    text-decoration: none;
  }
  .back:hover {
    text-decoration: underline;
  }
  .back ts-icon {
    rotate: 180deg;
  }
  .quiet {
    color: var(--ts-ink-2);
  }
  ts-notice {
    margin-block-end: 24px;
  }
`;
