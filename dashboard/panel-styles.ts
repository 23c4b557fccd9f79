/** What the dashboard's panels share: the rule on top, the head, the rows. */
import { css } from 'lit';

export const panelStyles = css`
  .panel {
    border-block-start: 3px solid var(--ts-water-1200);
    padding-block-start: 9px;
  }
  .panel-head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 14px;
    margin-block-end: 6px;
  }
  .panel-head h2 {
    font-size: var(--ts-text-18);
  }
  .panel-head .side {
    margin-inline-start: auto;
  }
  /* Words that act can be hit as surely as buttons. */
  .panel-head .link {
    margin-block: -12px;
    padding-block: 12px;
  }
  .quiet-text {
    color: var(--ts-ink-2);
    font-size: var(--ts-text-16);
    line-height: 1.6;
  }
  .rows > * {
    border-block-start: var(--ts-border);
  }
  ts-icon {
    --ts-icon-size: 1.35em;
  }
`;
