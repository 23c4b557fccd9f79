/** What the sections of the spectators' phone share. */
import { css } from 'lit';

export const sectionStyles = css`
  section,
  details {
    padding-block: 20px;
    border-block-end: var(--ts-border);
  }
  section details {
    padding-block: 8px 0;
    border: 0;
  }
  h2 {
    margin-block-end: 8px;
    font-size: var(--ts-text-20);
  }
  .quiet {
    color: var(--ts-ink-2);
  }
  .small {
    font-size: var(--ts-text-14);
    line-height: 1.6;
  }
  .row {
    display: flex;
    align-items: flex-start;
    gap: 10px;
    --ts-icon-size: 22px;
  }
  .row ts-icon {
    margin-block-start: 3px;
  }
  .right ts-icon {
    color: var(--ts-admitted-mark);
  }
  .wrong {
    color: var(--ts-refused-mark);
    font-weight: 700;
  }
  summary {
    display: flex;
    align-items: center;
    min-block-size: var(--ts-target);
    color: var(--ts-water-900);
    cursor: pointer;
    text-decoration: underline;
    text-underline-offset: 0.25em;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 12px;
    margin-block-start: 16px;
  }
  .code {
    display: block;
    margin-block: 8px;
    padding: 12px;
    background: var(--ts-mist);
    font-family: ui-monospace, 'SFMono-Regular', Consolas, monospace;
    font-size: var(--ts-text-14);
    line-height: 1.6;
    overflow-wrap: anywhere;
    word-break: break-all;
  }
`;
