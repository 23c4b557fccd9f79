/** The prizes of a draft, a row each. */
import { css } from 'lit';

export const prizeTableStyles = css`
  :host {
    display: block;
  }
  ol {
    margin-block: 8px 16px;
  }
  li {
    display: grid;
    gap: 12px;
    padding-block: 16px;
    border-block-start: var(--ts-border);
  }
  .head {
    display: flex;
    align-items: center;
    gap: 12px;
  }
  .head .figure {
    min-inline-size: 1.2em;
    color: var(--ts-water-1200);
    font-size: 28px;
  }
  .place {
    color: var(--ts-ink-2);
  }
  .buttons {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-inline-start: auto;
  }
  .buttons .button {
    inline-size: 48px;
    padding: 0;
    --ts-icon-size: 20px;
  }
  .up ts-icon {
    rotate: -90deg;
  }
  .down ts-icon {
    rotate: 90deg;
  }
  .buttons .link {
    margin-inline-start: 8px;
    padding-block: 12px;
  }
  .main {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 112px 112px;
    gap: 16px;
    align-items: start;
  }
  .more {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: 16px;
    align-items: end;
    padding-block: 8px;
  }
  summary {
    padding-block: 8px;
    color: var(--ts-water-900);
    cursor: pointer;
  }
  .fault {
    color: var(--ts-refused-mark);
  }
  @media (max-width: 700px) {
    .main {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
    .main > :first-child {
      grid-column: 1 / -1;
    }
    .more {
      grid-template-columns: minmax(0, 1fr);
    }
    .head {
      flex-wrap: wrap;
    }
  }
`;
