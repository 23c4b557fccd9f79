/** As phone-coupon is drawn on 390×844. */
import { css } from 'lit';

export const couponsStyles = css`
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 16px;
  }
  .balance {
    font-size: var(--ts-text-16);
    white-space: nowrap;
  }
  .balance .figure {
    font-size: 28px;
  }
  .mine {
    margin-block-start: 24px;
  }
  .mine h3 {
    margin-block: 24px 8px;
    font-size: var(--ts-text-16);
  }
  .shops {
    margin-block-start: 24px;
  }
  .shops h2 {
    margin-block-end: 12px;
  }
  .price {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: center;
    gap: 0 6px;
  }
  .missing {
    border-style: dashed;
    color: var(--ts-ink-2);
  }
  .hint {
    margin-block: -4px 12px;
    color: var(--ts-ink-2);
  }
  .small {
    font-size: 16px;
    white-space: nowrap;
  }
  .dot {
    margin-inline: 1px;
  }
  details {
    margin-block-start: 16px;
  }
`;
