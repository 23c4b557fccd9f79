/**
 * Lengths of the big screen are in units of the drawing, 1920 × 1080: `calc(54 * var(--u))`. Body
 * text is 54 units, the least 40: one of twenty-seven of the height.
 */
import { css } from 'lit';

export const screenStyles = css`
  :host {
    color: #ffffff;
  }
  h1,
  h2,
  h3,
  p {
    color: inherit;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 calc(44 * var(--u));
    font-size: calc(54 * var(--u));
    line-height: 1.2;
  }
  .fact {
    white-space: nowrap;
  }
  .fact .figure {
    font-size: 1.26em;
  }
  .quiet {
    color: var(--ts-water-100);
  }
  .least {
    font-size: calc(40 * var(--u));
    line-height: 1.4;
  }
`;
