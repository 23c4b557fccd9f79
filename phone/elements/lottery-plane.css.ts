/** As drawn on 390×844. */
import { css } from 'lit';

export const planeStyles = css`
  :host {
    display: block;
    line-height: 1.5;
  }
  .plane {
    padding: 20px 24px 0;
    background: var(--ts-water-1200);
    color: #ffffff;
  }
  h1 {
    color: inherit;
    font-size: var(--ts-text-28);
    overflow-wrap: break-word;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 16px;
  }
  /* The year makes way for a name whose longest word needs the whole line. */
  .head > :first-child {
    flex: 1 1 min-content;
    max-inline-size: 100%;
  }
  .year {
    flex: none;
  }
  .year::first-letter {
    text-transform: uppercase;
  }
  .until {
    display: flex;
    gap: 10px;
    margin-block-start: 4px;
    --ts-icon-size: 1.25em;
  }
  .until ts-icon {
    margin-block-start: 0.15em;
  }
  .until > span {
    display: flex;
    flex-wrap: wrap;
    gap: 0 10px;
  }
  .left {
    font-variant-numeric: tabular-nums;
  }
  .moment {
    margin-block-start: 8px;
  }
  .now {
    font-size: var(--ts-text-24);
    font-weight: 700;
    line-height: 1.35;
  }
  .mine {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 16px;
    margin-block: 14px 6px;
  }
  .mine .figure {
    font-size: 28px;
  }
  .under {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
    margin-block-start: 6px;
    font-size: 15px;
    overflow-wrap: anywhere;
  }
  .under.row {
    display: grid;
    grid-template-columns: repeat(5, minmax(0, 1fr));
    gap: 9px;
  }
  .span-2 {
    grid-column: span 2;
  }
  .span-3 {
    grid-column: span 3;
  }
  .span-4 {
    grid-column: span 4;
  }
  .span-5 {
    grid-column: span 5;
  }
  .strip {
    position: relative;
    isolation: isolate;
    block-size: 72px;
  }
`;
