/** How the prize, the locks and what is under them are set. */
import { css } from 'lit';

export const locksViewStyles = css`
  :host {
    position: absolute;
    inset: 0;
    display: grid;
    grid-template: auto auto auto minmax(0, 1fr) / minmax(0, 1fr);
    padding: calc(52 * var(--u)) calc(80 * var(--u)) calc(48 * var(--u));
  }
  header {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 calc(48 * var(--u));
    align-items: center;
  }
  h1 {
    font-size: calc(80 * var(--u));
    line-height: 1.3;
  }
  h1.long {
    font-size: calc(58 * var(--u));
    line-height: 1.79;
  }
  h1.longest {
    font-size: calc(44 * var(--u));
    line-height: 1.18;
  }
  header .facts.many {
    gap: 0 calc(36 * var(--u));
    font-size: calc(46 * var(--u));
    line-height: 1.41;
  }
  ts-mark {
    --ts-mark-ninth: var(--ts-water-300);
  }
  .of {
    display: flex;
    align-items: center;
    gap: calc(20 * var(--u));
    font-size: calc(42 * var(--u));
    --ts-mark-size: calc(68 * var(--u));
    white-space: nowrap;
  }
  .of .figure {
    font-size: 1.2em;
  }
  header .facts {
    grid-column: 1 / -1;
    margin-block-start: calc(10 * var(--u));
  }
  ts-stage-locks {
    margin-block-start: calc(46 * var(--u));
  }
  h2 {
    display: flex;
    justify-content: space-between;
    align-items: baseline;
    gap: calc(40 * var(--u));
    margin-block-start: calc(14 * var(--u));
    padding-block: calc(20 * var(--u)) calc(16 * var(--u));
    border-block-start: 2px solid #1d4a53;
    font-size: calc(56 * var(--u));
    line-height: 1.25;
    white-space: nowrap;
  }
  h2 .least {
    font-weight: 400;
  }
  .below {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: calc(56 * var(--u));
    min-block-size: 0;
  }
  aside {
    grid-column: 2;
    display: grid;
    grid-template-columns: auto calc(232 * var(--u));
    gap: calc(36 * var(--u));
    align-self: end;
    align-items: center;
    text-align: end;
  }
  aside .figure {
    font-size: 1.25em;
  }
  aside p {
    white-space: nowrap;
  }
  aside ts-icon {
    --ts-icon-size: calc(46 * var(--u));
    color: var(--ts-water-300);
  }
  .qr {
    display: block;
    inline-size: 100%;
  }
`;
