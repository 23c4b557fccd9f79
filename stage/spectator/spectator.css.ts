/** The column of the spectators' phone. */
import { css } from 'lit';

export const spectatorStyles = css`
  :host {
    display: block;
    max-inline-size: 560px;
    min-block-size: 100dvh;
    margin-inline: auto;
    background: var(--ts-paper);
  }
  .strip {
    padding: 8px 24px;
    background: var(--ts-stored);
    color: var(--ts-ink);
    text-align: center;
  }
  main {
    display: block;
    padding: 0 24px 40px;
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 16px;
    padding-block-start: 8px;
  }
  /* Three languages want 300 px. */
  @media (max-width: 350px) {
    .top {
      margin-inline: -14px;
    }
  }
  .words {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(84px, 1fr));
    gap: 6px 8px;
    margin-block-end: 12px;
    color: var(--ts-water-1200);
    font-size: var(--ts-text-18);
    font-weight: 700;
    white-space: nowrap;
  }
  h2 small {
    color: var(--ts-ink-2);
    font-size: var(--ts-text-14);
    font-weight: 400;
  }
  h3.figure {
    font-size: 22px;
    margin-block: 12px 4px;
  }
  .working {
    display: grid;
    gap: 8px;
    margin-block-end: 16px;
  }
  .agreeing {
    margin-block-start: 12px;
  }
  progress {
    appearance: none;
    inline-size: 100%;
    block-size: 12px;
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
  .links li {
    display: flex;
    align-items: center;
    min-block-size: var(--ts-target);
  }
`;
