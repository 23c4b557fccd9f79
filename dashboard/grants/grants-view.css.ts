/** Proposals: what, for whom, by whom; then what can be done. */
import { css } from 'lit';

export const grantsViewStyles = css`
  article {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 12px 32px;
    padding-block: 16px;
  }
  .what {
    flex: 1 1 360px;
    min-inline-size: 0;
    line-height: 1.6;
    overflow-wrap: anywhere;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 12px 16px;
  }
  .own {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 4px 10px;
    background: var(--ts-stored);
  }
  .state {
    margin-inline-end: 8px;
  }
  [data-state='approved'] .state {
    color: var(--ts-admitted-mark);
  }
  [data-state='rejected'] .state {
    color: var(--ts-refused-mark);
  }
`;
