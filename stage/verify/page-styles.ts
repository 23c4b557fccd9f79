/** The verifier's page: a night plane with the wall where all is well, a slab beside white where not. */
import { css } from 'lit';

export const pageStyles = css`
  :host {
    display: block;
    padding-block-end: 56px;
  }
  header,
  main,
  .column {
    max-inline-size: 816px;
    margin-inline: auto;
    padding-inline: 24px;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 16px;
    padding-block: 8px;
  }
  .brand {
    display: flex;
    align-items: center;
    gap: 10px;
    color: var(--ts-water-1200);
    font-size: var(--ts-text-20);
    font-weight: 700;
  }
  ts-mark {
    --ts-mark-size: 36px;
  }
  .rehearsal {
    padding: 8px 24px;
    background: var(--ts-stored);
    color: var(--ts-on-stored);
    font-weight: 700;
    text-align: center;
  }
  .night {
    position: relative;
    isolation: isolate;
    color: #ffffff;
    --ts-wall-fill: var(--ts-night);
  }
  .column {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 24px;
    align-items: center;
    padding-block: 32px 104px;
  }
  h1 {
    color: inherit;
    font-size: var(--ts-text-28);
    text-wrap: balance;
  }
  .night p {
    margin-block-start: 4px;
    color: var(--ts-water-100);
  }
  .slab {
    display: grid;
    grid-template-columns: minmax(72px, 24%) minmax(0, 1fr);
    border-block: var(--ts-border);
  }
  .slab .sign {
    display: grid;
    place-items: center;
    background: var(--ts-refused);
    color: var(--ts-on-refused);
    --ts-icon-size: clamp(40px, 10vw, 88px);
    --ts-icon-stroke: 2.4;
  }
  .slab .words {
    max-inline-size: 640px;
    padding: 40px 24px;
  }
  .slab h1 {
    color: var(--ts-refused);
  }
  .slab p {
    margin-block-start: 8px;
  }
  summary {
    display: flex;
    align-items: center;
    min-block-size: var(--ts-target);
    color: var(--ts-water-900);
    text-decoration: underline;
    text-underline-offset: 0.25em;
    cursor: pointer;
  }
  main {
    padding-block-start: 24px;
  }
  ts-bundle-drop {
    margin-block-start: 24px;
  }
  progress {
    appearance: none;
    display: block;
    inline-size: 100%;
    block-size: 16px;
    border: 0;
    background: var(--ts-line);
  }
  progress::-webkit-progress-bar {
    background: var(--ts-line);
  }
  progress::-webkit-progress-value {
    background: var(--ts-water-700);
  }
  progress::-moz-progress-bar {
    background: var(--ts-water-700);
  }
  .progress {
    min-block-size: 1.7em;
    margin-block-start: 8px;
    line-height: 1.7;
  }
  .unsigned {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 16px;
    padding: 16px 24px;
    background: var(--ts-stored);
    color: var(--ts-on-stored);
    --ts-icon-size: 32px;
  }
  .unsigned h2 {
    margin: 0;
    color: inherit;
    font-size: var(--ts-text-20);
  }
  .again {
    margin-block-start: 48px;
  }
  @media (max-width: 480px) {
    .column {
      gap: 16px;
      padding-block-end: 80px;
    }
    ts-check-ring {
      --ts-check-ring-size: 96px;
    }
    h1 {
      font-size: var(--ts-text-24);
    }
  }
`;
