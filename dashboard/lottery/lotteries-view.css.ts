/** The list of draws. */
import { css } from 'lit';

export const lotteriesViewStyles = css`
  .row {
    grid-template-columns: minmax(0, 1.2fr) minmax(0, 0.7fr) minmax(0, 1.2fr) 150px;
  }
  .title {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 4px 12px;
  }
  .rehearsal {
    padding: 1px 10px;
    background: var(--ts-stored);
    color: var(--ts-on-stored);
    font-size: var(--ts-text-14);
  }
  .state {
    color: var(--ts-water-900);
    font-weight: 700;
  }
  .state[data-state='draft'],
  .state[data-state='drawn'],
  .state[data-state='void'] {
    color: var(--ts-ink-2);
    font-weight: 400;
  }
  .panel {
    margin-block-end: 8px;
  }
  @media (max-width: 760px) {
    .row {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .row > .state {
      grid-column: 1 / -1;
    }
  }
`;
