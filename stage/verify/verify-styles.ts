/** How the verifier's page sets its heads, facts and hashes. */
import { css } from 'lit';

export const verifyStyles = css`
  h2 {
    margin-block-end: 12px;
    font-size: var(--ts-text-24);
  }
  h3 {
    font-size: var(--ts-text-18);
    overflow-wrap: anywhere;
  }
  section {
    margin-block-start: 48px;
  }
  .quiet {
    color: var(--ts-ink-2);
    font-size: var(--ts-text-14);
    line-height: 1.6;
  }
  .facts {
    display: grid;
    grid-template-columns: fit-content(42%) minmax(0, 1fr);
  }
  .facts > div {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
    gap: 24px;
    align-items: baseline;
    padding-block: 10px;
    border-block-end: var(--ts-border);
  }
  .facts dt {
    color: var(--ts-ink-2);
  }
  .facts dd {
    font-weight: 700;
    overflow-wrap: anywhere;
  }
  .hash,
  .facts .hash {
    font-family: ui-monospace, 'SFMono-Regular', Consolas, monospace;
    font-size: var(--ts-text-14);
    font-weight: 400;
    line-height: 1.6;
    overflow-wrap: anywhere;
    word-break: break-all;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 16px;
    margin-block-start: 16px;
  }
`;
