/** The enrollment dialog's styles: the code can be read across a room. */
import { css } from 'lit';

export const enrollDialogStyles = css`
  :host {
    --ts-dialog-width: 640px;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 16px;
    margin-block-start: 24px;
  }
  .shown {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 16px 24px;
    margin-block: 16px 8px;
  }
  .shown[data-expired] {
    opacity: 0.25;
  }
  .code {
    color: var(--ts-water-1200);
    font-size: clamp(44px, 11vw, 68px);
    letter-spacing: 0.02em;
    white-space: nowrap;
  }
  .qr {
    inline-size: 176px;
    margin: -8px;
  }
  .address {
    overflow-wrap: anywhere;
  }
  .left {
    margin-inline-end: auto;
    font-variant-numeric: tabular-nums;
  }
  .enrolled {
    display: grid;
    justify-items: center;
    gap: 20px;
    --ts-ring-size: 160px;
    --ts-ring-dot: var(--ts-admitted-mark);
    --ts-ring-ninth: var(--ts-arrive);
    --ts-ring-sign: var(--ts-admitted);
  }
  ts-notice {
    margin-block-end: 16px;
  }
`;
